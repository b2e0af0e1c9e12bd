package io.github.stampedestomp.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** SockJS in the versions of HTTP, and connections that are used again. */
class SockJsHttpTest {
    private static final String POLL = SockJsServer.SESSION + "/xhr";
    private static final String STREAM = SockJsServer.SESSION + "/xhr_streaming";
    private static final String SEND = SockJsServer.SESSION + "/xhr_send";

    private final SockJsServer server = new SockJsServer();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aConnectionServesManyRequests() {
        try (SockJsClient client = server.client()) {
            assertThat(client.get("/echo").answer().body()).isEqualTo("Welcome to SockJS!\n");
            assertThat(client.post(POLL, "").answer().body()).isEqualTo("o\n");
            assertThat(client.post(SEND, "[\"a\"]").answer().status()).isEqualTo("204 No Content");
            assertThat(client.post(POLL, "").answer().body()).isEqualTo("a[\"a\"]\n");
            assertThat(client.post(SEND, "[\"").answer().status()).isEqualTo("500 Internal Server Error");
            assertThat(client.post("/echo/0/none/xhr_send", "[]").answer().status())
                    .isEqualTo("404 Not Found");
            assertThat(client.get(POLL).answer().status()).isEqualTo("405 Method Not Allowed");
            assertThat(client.send("OPTIONS", POLL, "").answer().status()).isEqualTo("204 No Content");
            assertThat(client.get("/echo/info").answer().status()).isEqualTo("200 OK");
        }
    }

    @Test
    void aStreamThatHasEndedLeavesItsConnectionToTheNextRequest() {
        try (SockJsClient client = server.client().post(STREAM, "")) {
            server.conversation().with(session -> session.close(3000, "Go away!"));
            assertThat(client.answer().body()).endsWith("\no\nc[3000,\"Go away!\"]\n");
            assertThat(client.get("/echo").answer().body()).isEqualTo("Welcome to SockJS!\n");
        }
    }

    @Test
    void requestsMayBePipelined() {
        try (SockJsClient client = server.client()) {
            client.raw()
                    .send(SockJsClient.wire("POST", POLL, "")
                            + SockJsClient.wire("POST", SEND, "[\"a\"]")
                            + SockJsClient.wire("POST", POLL, "")
                            + SockJsClient.wire("GET", "/echo", ""));
            assertThat(client.answer().body()).isEqualTo("o\n");
            assertThat(client.answer().status()).isEqualTo("204 No Content");
            assertThat(client.answer().body()).isEqualTo("a[\"a\"]\n");
            assertThat(client.answer().body()).isEqualTo("Welcome to SockJS!\n");
        }
    }

    @Test
    void aPipelinedRequestWaitsForThePollBeforeIt() {
        RecordingConversation conversation = server.open();
        try (SockJsClient client = server.client().post(POLL, "")) {
            client.raw().send(SockJsClient.wire("GET", "/echo", ""));
            server.running.turn();
            conversation.send("a");
            assertThat(client.answer().body()).isEqualTo("a[\"a\"]\n");
            assertThat(client.answer().body()).isEqualTo("Welcome to SockJS!\n");
        }
    }

    @Test
    void aRequestMayComeByteByByte() {
        try (SockJsClient client = server.client()) {
            client.post(POLL, "").answer();
            for (char c : SockJsClient.wire("POST", SEND, "[\"\u00c3\u00a9\"]").toCharArray()) {
                client.raw().send(String.valueOf(c));
            }
            assertThat(client.answer().status()).isEqualTo("204 No Content");
            assertThat(server.conversation().next()).isEqualTo("receive \u00e9");
        }
    }

    @Test
    void aPayloadMayComeInChunks() {
        server.open();
        try (SockJsClient client = server.client()) {
            client.raw()
                    .send("POST " + SEND + " HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
                            + "2\r\n[\"\r\n3\r\na\"]\r\n0\r\n\r\n");
            assertThat(client.answer().status()).isEqualTo("204 No Content");
        }
        assertThat(server.post(POLL, "").body()).isEqualTo("a[\"a\"]\n");
    }

    @Test
    void aClientMayWaitUntilItsPayloadIsWelcome() {
        server.open();
        try (SockJsClient client = server.client()) {
            client.raw()
                    .send("POST " + SEND + " HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\n");
            assertThat(client.raw().readUntil("\r\n\r\n")).isEqualTo("HTTP/1.1 100 Continue\r\n\r\n");
            client.raw().send("[\"a\"]");
            assertThat(client.answer().status()).isEqualTo("204 No Content");
        }
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '\'',
            value = {"GET, /echo, 'Welcome to SockJS!\n'", "POST, /echo/000/a/xhr, 'o\n'"})
    void anOldClientGetsALengthAndTheEndOfTheConnection(String method, String path, String body) {
        try (SockJsClient client = server.client()) {
            client.raw().send(old(method, path, ""));
            Answer answer = client.answer();
            assertThat(answer.body()).isEqualTo(body);
            assertThat(answer.headers())
                    .containsEntry("Connection", "close")
                    .containsEntry("Content-Length", String.valueOf(body.length()));
            assertThat(client.raw().readToEnd()).isEmpty();
        }
    }

    @Test
    void anOldClientMayKeepItsConnection() {
        try (SockJsClient client = server.client()) {
            for (int i = 0; i < 2; i++) {
                client.raw().send(old("GET", "/echo", "Connection: Keep-Alive\r\n"));
                assertThat(client.answer().header("Connection")).isEqualTo("keep-alive");
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"POST, xhr_streaming", "GET, eventsource", "GET, htmlfile?c=f"})
    void aStreamToAnOldClientHasNoChunksAndEndsWithTheConnection(String method, String resource) {
        try (SockJsClient client = server.client()) {
            client.raw().send(old(method, SockJsServer.SESSION + "/" + resource, "Connection: keep-alive\r\n"));
            Answer head = client.head();
            assertThat(head.headers())
                    .containsEntry("Connection", "close")
                    .doesNotContainKeys("Transfer-Encoding", "Content-Length");
            server.conversation().with(session -> session.close(3000, "Go away!"));
            assertThat(client.raw().readToEnd()).contains("o").contains("Go away!");
        }
    }

    @Test
    void aClientThatWantsTheEndGetsItBehindTheStream() {
        try (SockJsClient client = server.client().post(STREAM, "", "Connection: close")) {
            server.conversation().with(session -> session.close(3000, "Go away!"));
            Answer answer = client.answer();
            assertThat(answer.header("Connection")).isEqualTo("close");
            assertThat(answer.body()).endsWith("c[3000,\"Go away!\"]\n");
            assertThat(client.raw().readToEnd()).isEmpty();
        }
    }

    private static String old(String method, String path, String headers) {
        String length = method.equals("POST") ? "Content-Length: 0\r\n" : "";
        return method + " " + path + " HTTP/1.0\r\n" + headers + length + "\r\n";
    }
}
