package io.github.stampedestomp.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.stampedestomp.server.metrics.Series;
import io.github.stampedestomp.server.net.RawClient;
import io.github.stampedestomp.server.net.TestIdentity;
import io.github.stampedestomp.session.SessionEvent;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a whole server makes of the addresses that proxies tell. */
class ProxiesTest {
    @RegisterExtension
    final LogOf peers = new LogOf("io.github.stampedestomp.server.net.Peers");

    private final BlockingQueue<String> addresses = new LinkedBlockingQueue<>();

    @Test
    void aSessionHasTheAddressThatATrustedProxySays() throws Exception {
        try (StompServer server = started(builder().trustedProxies("127.0.0.1", "::1"))) {
            connect(server, "X-Forwarded-For", "198.51.100.7, 203.0.113.9").abort();
            assertThat(nextAddress()).isEqualTo("203.0.113.9");
            connect(server, "Forwarded", "for=\"[2001:db8::1]\"").abort();
            assertThat(nextAddress()).isEqualTo("2001:db8:0:0:0:0:0:1");
        }
    }

    @Test
    void aSessionHasItsOwnAddressIfNobodyIsTrusted() throws Exception {
        try (StompServer server = started(builder())) {
            connect(server, "X-Forwarded-For", "203.0.113.9").abort();
            assertThat(nextAddress()).isIn("127.0.0.1", "0:0:0:0:0:0:0:1");
        }
    }

    @Test
    void aPageBehindATrustedProxyWithTlsIsOfTheSameOrigin() throws Exception {
        try (StompServer server = started(builder().trustedProxies("127.0.0.1", "::1"))) {
            String origin = "https://localhost:" + server.port();
            connect(server, "X-Forwarded-Proto", "https", "Origin", origin).abort();
            assertThatThrownBy(() -> connect(server, "Origin", origin)).isInstanceOf(CompletionException.class);
        }
    }

    @Test
    void nobodySpeaksTheProxyProtocolUnlessItIsSaid() {
        try (StompServer server = started(builder())) {
            try (RawClient client = RawClient.to(server.port())) {
                client.send("PROXY TCP4 192.0.2.1 192.0.2.99 1 2\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n");
                assertThat(client.readToEnd()).startsWith("HTTP/1.1 400 ");
            }
        }
    }

    @Test
    void aWebSocketHasTheAddressOfTheProxyProtocol() throws Exception {
        try (StompServer server = started(builder().proxyProtocol("127.0.0.0/8", "::1"))) {
            try (RawClient client = RawClient.to(server.port())) {
                client.send("""
                        PROXY TCP4 203.0.113.9 192.0.2.99 1 2
                        GET /stomp HTTP/1.1
                        Host: localhost
                        Upgrade: websocket
                        Connection: Upgrade
                        Sec-WebSocket-Version: 13
                        Sec-WebSocket-Key: AQIDBAUGBwgJCgsMDQ4PEA==

                        """.replace("\n", "\r\n"));
                assertThat(client.readUntil("\r\n\r\n")).startsWith("HTTP/1.1 101 ");
                client.send(WireClient.masked(1, "CONNECT\naccept-version:1.2\nhost:a\n\n\0".getBytes(UTF_8)));
                assertThat(nextAddress()).isEqualTo("203.0.113.9");
            }
        }
    }

    @Test
    void theProxyProtocolComesBeforeTls() throws Exception {
        TestIdentity identity = TestIdentity.of("server");
        StompServerBuilder secure = builder().proxyProtocol("127.0.0.1").tls(Tls.of(identity.believing(null)));
        try (StompServer server = started(secure);
                Socket raw = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            raw.getOutputStream().write("PROXY TCP4 203.0.113.9 192.0.2.99 1 2\r\n".getBytes(UTF_8));
            try (Socket tls = identity.believed().getSocketFactory().createSocket(raw, "localhost", 443, true)) {
                tls.getOutputStream()
                        .write("GET /none HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n".getBytes(UTF_8));
                assertThat(new String(tls.getInputStream().readAllBytes(), UTF_8))
                        .startsWith("HTTP/1.1 404 ");
            }
        }
    }

    @Test
    void aProxyWithoutItsHeaderIsToldOfWithoutAWordOfWhatItSent() {
        try (StompServer server = started(builder().proxyProtocol("127.0.0.1"))) {
            for (int i = 0; i < 3; i++) {
                try (RawClient client = RawClient.to(server.port()).send("GET /secret HTTP/1.1\r\n\r\n")) {
                    client.awaitEnd();
                }
            }
            assertThat(warnings())
                    .isNotEmpty()
                    .containsOnly("WARN The connection from 127.0.0.1 was cut: it does not begin with a PROXY header");
        }
    }

    @Test
    void anAddressThatIsTurnedAwayIsToldOfOnce() {
        try (StompServer server = started(builder().limits(limits -> limits.connectionsPerAddress(3)))) {
            List<RawClient> open = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                open.add(RawClient.to(server.port()));
            }
            for (int i = 0; i < 20; i++) {
                try (RawClient more = RawClient.to(server.port())) {
                    more.awaitEnd();
                }
            }
            assertThat(warnings())
                    .containsExactly(
                            "WARN 127.0.0.1 has all the 3 connections that an address may have; more are turned"
                                    + " away (limit connectionsPerAddress)");
            open.forEach(RawClient::close);
        }
    }

    @Test
    void aClientOfATrustedProxyThatIsTurnedAwayIsCounted() throws Exception {
        try (StompServer server = started(
                builder().trustedProxies("127.0.0.1", "::1").limits(limits -> limits.connectionsPerAddress(1)))) {
            WebSocket first = connect(server, "X-Forwarded-For", "203.0.113.9");
            assertThatThrownBy(() -> connect(server, "X-Forwarded-For", "203.0.113.9"))
                    .isInstanceOf(CompletionException.class);
            first.abort();
            assertThat(server.metrics().stream()
                            .filter(metric -> metric.name().equals("stampede_limit_reached_total"))
                            .flatMap(metric -> metric.series().stream())
                            .filter(series -> series.labels().containsValue("connectionsPerAddress"))
                            .mapToDouble(Series::value))
                    .containsExactly(1.0);
        }
    }

    @Test
    void proxiesAreNamedByTheirAddresses() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder().trustedProxies("127.0.0.1", "proxy.example"))
                .withMessage(
                        "trustedProxies must be addresses such as 10.0.0.1 and ::1, or ranges such as 10.0.0.0/8 and"
                                + " fd00::/8, not 'proxy.example'");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder().proxyProtocol("10.0.0.0/64"))
                .withMessageStartingWith("proxyProtocol must be addresses");
    }

    private List<String> warnings() {
        return peers.lines().stream().filter(line -> line.startsWith("WARN")).toList();
    }

    private StompServerBuilder builder() {
        return StompServer.builder().rules(OpenRules::allow).port(0).onSessionEvent(event -> {
            if (event instanceof SessionEvent.Connected connected) {
                addresses.add(connected.handshake().remoteAddress());
            }
        });
    }

    private static StompServer started(StompServerBuilder builder) {
        StompServer server = builder.build();
        server.start();
        return server;
    }

    private String nextAddress() throws InterruptedException {
        return addresses.poll(30, TimeUnit.SECONDS);
    }

    private static WebSocket connect(StompServer server, String... headers) {
        WebSocket.Builder client = HttpClient.newHttpClient().newWebSocketBuilder();
        for (int i = 0; i < headers.length; i += 2) {
            client.header(headers[i], headers[i + 1]);
        }
        WebSocket webSocket = client.buildAsync(
                        URI.create("ws://localhost:" + server.port() + "/stomp"), new WebSocket.Listener() {})
                .join();
        webSocket.sendText("CONNECT\naccept-version:1.2\nhost:a\n\n\0", true).join();
        return webSocket;
    }
}
