package io.github.stampedestomp.server.websocket;

import static io.github.stampedestomp.server.websocket.WebSocketServer.wire;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.stampedestomp.server.http.Origins;
import io.github.stampedestomp.server.net.RawClient;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OpeningHandshakeTest {
    private static final String KEY = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==";

    private WebSocketServer server = new WebSocketServer(Origins.same());

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aProperRequestIsAcceptedWithoutWhatItDidNotAskFor() {
        assertThat(accept("Sec-WebSocket-Extensions: permessage-deflate\n"))
                .startsWith(WebSocketServer.ACCEPTED)
                .contains("\r\nSec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n")
                .doesNotContain("Sec-WebSocket-Protocol")
                .doesNotContain("Sec-WebSocket-Extensions");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            v10.stomp, v11.stomp, v12.stomp | v12.stomp
            v10.stomp,v11.stomp             | v11.stomp
            v10.stomp                       | v10.stomp
            soap, v11.stomp\t               | v11.stomp
            V12.STOMP                       | ''
            v12.stomper                     | ''
            mqtt                            | ''
            """)
    void theBestOfferedSubProtocolIsChosen(String offered, String chosen) {
        String head = accept("Sec-WebSocket-Protocol: " + offered + "\n");
        assertThat(head.lines().filter(line -> line.startsWith("Sec-WebSocket-Protocol")))
                .isEqualTo(chosen.isEmpty() ? List.of() : List.of("Sec-WebSocket-Protocol: " + chosen));
    }

    @Test
    void subProtocolsMayBeOfferedOnSeveralLines() {
        assertThat(accept("Sec-WebSocket-Protocol: v10.stomp\nSec-WebSocket-Protocol: v12.stomp\n"))
                .contains("\r\nSec-WebSocket-Protocol: v12.stomp\r\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPGRADE: WebSocket\nconnection: keep-alive, UPGRADE",
                "Upgrade: h2c, websocket\nConnection: Upgrade",
                "Upgrade: websocket\nConnection: keep-alive\nConnection: Upgrade",
            })
    void upgradesAreAskedForInManyWays(String headers) {
        try (RawClient client = RawClient.to(server.port)) {
            client.send(
                    wire("GET /stomp HTTP/1.1\nHost: a\n" + headers + "\nSec-WebSocket-Version: 13\n" + KEY + "\n\n"));
            assertThat(client.readUntil("\r\n\r\n")).startsWith(WebSocketServer.ACCEPTED);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            POST /stomp HTTP/1.1 | Upgrade: websocket; Connection: Upgrade; Sec-WebSocket-Version: 13; KEY | 405 | Allow: GET
            HEAD /stomp HTTP/1.1 | Upgrade: websocket; Connection: Upgrade; Sec-WebSocket-Version: 13; KEY | 405 | Allow: GET
            OPTIONS /stomp HTTP/1.1 | X: y                                                   | 405 | Allow: GET
            GET /stomp HTTP/1.1  | X: y                                                      | 426 | Upgrade: websocket
            GET /stomp HTTP/1.1  | X: y                                                      | 426 | Connection: Upgrade, close
            GET /stomp HTTP/1.0  | X: y                                                      | 426 | Upgrade: websocket
            GET /stomp HTTP/1.1  | Upgrade: h2c; Connection: Upgrade; Sec-WebSocket-Version: 13; KEY       | 426 | Upgrade: websocket
            GET /stomp HTTP/1.1  | Upgrade: websocket; Connection: close; Sec-WebSocket-Version: 13; KEY   | 400 | Connection: close
            GET /stomp HTTP/1.1  | Upgrade: websocket; Sec-WebSocket-Version: 13; KEY                      | 400 | Connection: close
            GET /stomp HTTP/1.0  | Upgrade: websocket; Connection: Upgrade; Sec-WebSocket-Version: 13; KEY | 400 | Connection: close
            GET /stomp HTTP/1.1  | Upgrade: websocket; Connection: Upgrade; KEY                            | 426 | Sec-WebSocket-Version: 13
            GET /stomp HTTP/1.1  | Upgrade: websocket; Connection: Upgrade; Sec-WebSocket-Version: 8; KEY  | 426 | Sec-WebSocket-Version: 13
            GET /stomp HTTP/1.1  | Upgrade: websocket; Connection: Upgrade; Sec-WebSocket-Version: 13, 8; KEY | 426 | Sec-WebSocket-Version: 13
            GET /stomp HTTP/1.1  | Upgrade: websocket; Connection: Upgrade; Sec-WebSocket-Version: 13      | 400 | Connection: close
            GET /stomp HTTP/1.1  | Upgrade: websocket; Connection: Upgrade; Sec-WebSocket-Version: 13; KEY; KEY | 400 | Connection: close
            GET /stomp HTTP/1.1  | Upgrade: websocket; Connection: Upgrade; Sec-WebSocket-Version: 13; Sec-WebSocket-Key: abc | 400 | Connection: close
            GET /stomp HTTP/1.1  | Upgrade: websocket; Connection: Upgrade; Sec-WebSocket-Version: 13; Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25j | 400 | Connection: close
            GET /stomp HTTP/1.1  | Upgrade: websocket; Connection: Upgrade; Sec-WebSocket-Version: 13; Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZTEy | 400 | Connection: close
            GET /stomp HTTP/1.1  | Upgrade: websocket; Connection: Upgrade; Sec-WebSocket-Version: 13; Sec-WebSocket-Key: ?GhlIHNhbXBsZSBub25jZQ== | 400 | Connection: close
            GET /stomp HTTP/1.1  | Upgrade: websocket; Connection: Upgrade; Sec-WebSocket-Version: 13; KEY; Origin: http://evil.example | 403 | Connection: close
            GET /stomp HTTP/1.1  | Upgrade: websocket; Connection: Upgrade; Sec-WebSocket-Version: 13; KEY; Origin: null | 403 | Connection: close
            GET /stomp/ HTTP/1.1 | Upgrade: websocket; Connection: Upgrade; Sec-WebSocket-Version: 13; KEY | 404 | Content-Length: 30
            """)
    void otherRequestsAreRefused(String line, String headers, int status, String header) {
        String request =
                line + "\nHost: chat.example\n" + headers.replace("KEY", KEY).replace("; ", "\n") + "\n\n";
        try (RawClient client = RawClient.to(server.port)) {
            String response = client.send(wire(request)).endOutput().readToEnd();
            assertThat(response).startsWith("HTTP/1.1 " + status + " ");
            assertThat(response.lines()).contains(header);
        }
        assertThat(server.connections).isEmpty();
    }

    @Test
    void pagesOfTheSameOriginAreLetIn() {
        assertThat(accept("Origin: http://chat.example\n")).startsWith(WebSocketServer.ACCEPTED);
    }

    @Test
    void pagesOfListedOriginsAreLetIn() {
        server.close();
        server = new WebSocketServer(Origins.of(List.of("https://pages.example")));
        assertThat(accept("Origin: https://pages.example\n")).startsWith(WebSocketServer.ACCEPTED);
    }

    private String accept(String headers) {
        try (RawClient client = RawClient.to(server.port)) {
            return client.send(WebSocketServer.request(headers)).readUntil("\r\n\r\n");
        }
    }
}
