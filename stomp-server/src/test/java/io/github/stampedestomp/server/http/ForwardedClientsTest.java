package io.github.stampedestomp.server.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.stampedestomp.server.net.Admission;
import io.github.stampedestomp.server.net.IpRanges;
import io.github.stampedestomp.server.net.RawClient;
import io.github.stampedestomp.server.net.Receiver;
import io.github.stampedestomp.server.net.RunningLoops;
import io.github.stampedestomp.server.net.TcpConnection;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Clients of which proxies tell by headers, of whom one address may have one connection. */
class ForwardedClientsTest {
    private static final String ONE = "192.0.2.1";
    private static final String OTHER = "192.0.2.2";

    private final RunningLoops running = new RunningLoops();
    private final BlockingQueue<Exchange> waiting = new LinkedBlockingQueue<>();
    private int port;

    @AfterEach
    void stop() {
        running.close();
    }

    @Test
    void aRequestHasTheAddressThatATrustedProxySays() throws Exception {
        listen(IpRanges.of("loopback", "127.0.0.1", "::1"));
        try (RawClient proxy = RawClient.to(port)) {
            assertThat(response(get(proxy, "/address", ONE))).endsWith(ONE);
            assertThat(response(get(proxy, "/address", OTHER))).endsWith(OTHER);
            assertThat(response(proxy.send("GET /address HTTP/1.1\r\nHost: a\r\n\r\n")))
                    .endsWith("127.0.0.1");
        }
    }

    @Test
    void anybodyElseSpeaksForItselfOnly() throws Exception {
        listen(IpRanges.of("elsewhere", "198.51.100.1"));
        try (RawClient stranger = RawClient.to(port)) {
            assertThat(response(get(stranger, "/address", ONE))).endsWith("127.0.0.1");
            stranger.send("GET /origin HTTP/1.1\r\nHost: a\r\nX-Forwarded-Proto: https\r\nX-Forwarded-Host: b\r\n\r\n");
            assertThat(response(stranger)).endsWith("http://a");
        }
    }

    @Test
    void aClientWithTooManyRequestsIsToldToComeLater() throws Exception {
        listen(IpRanges.of("loopback", "127.0.0.1", "::1"));
        try (RawClient first = RawClient.to(port);
                RawClient second = RawClient.to(port)) {
            get(first, "/later", ONE);
            Exchange exchange = waitingOne();
            assertThat(response(get(second, "/address", ONE)))
                    .startsWith("HTTP/1.1 503 Service Unavailable\r\n")
                    .contains("\r\nRetry-After: 10\r\n")
                    .endsWith("too many connections come from this address (limit connectionsPerAddress)\n");
            assertThat(response(get(second, "/address", OTHER)))
                    .as("on the same connection")
                    .endsWith(OTHER);
            exchange.execute(() -> exchange.respond(Response.sentence(Status.OK, "late")));
            assertThat(response(first)).endsWith("late\n");
            assertThat(response(get(second, "/address", ONE))).endsWith(ONE);
        }
    }

    @Test
    void aClientCountsUntilItsUpgradedConnectionEnds() throws Exception {
        listen(IpRanges.of("loopback", "127.0.0.1", "::1"));
        try (RawClient second = RawClient.to(port)) {
            try (RawClient first = RawClient.to(port)) {
                get(first, "/upgrade", ONE).send("hello");
                assertThat(first.read(5)).isEqualTo("hello");
                assertThat(response(get(second, "/address", ONE))).startsWith("HTTP/1.1 503 ");
                first.reset();
            }
            while (running.loops.connectionCount() > 1) {
                running.turn();
            }
            assertThat(response(get(second, "/address", ONE))).endsWith(ONE);
        }
    }

    @Test
    void aClientThatGoesWhileItsRequestWaitsCountsNoMore() throws Exception {
        listen(IpRanges.of("loopback", "127.0.0.1", "::1"));
        try (RawClient second = RawClient.to(port)) {
            RawClient first = get(RawClient.to(port), "/later", ONE);
            Exchange exchange = waitingOne();
            assertThat(response(get(second, "/address", ONE))).startsWith("HTTP/1.1 503 ");
            first.reset();
            while (running.loops.connectionCount() > 1) {
                running.turn();
            }
            exchange.execute(() -> exchange.respond(Response.sentence(Status.OK, "too late")));
            assertThat(response(get(second, "/address", ONE))).endsWith(ONE);
        }
    }

    private void listen(IpRanges trusted) throws IOException {
        Routes routes = Routes.builder()
                .at(
                        "/address",
                        exchange -> exchange.respond(text(exchange.request().remoteAddress())))
                .at(
                        "/origin",
                        exchange -> exchange.respond(text(exchange.request().scheme() + "://"
                                + exchange.request().headers().get("Host"))))
                .at("/later", waiting::add)
                .at("/upgrade", exchange -> exchange.upgrade(Echo::new))
                .build();
        Admission admission = new Admission(100, 1, IpRanges.NONE, trusted, Duration.ofSeconds(10));
        port = HttpServer.start(RunningLoops.anyPort(), running.loops, routes, HttpLimits.STANDARD, admission)
                .port();
    }

    private static Response text(String text) {
        return Response.of(Status.OK, "text/plain", ByteBuffer.wrap(text.getBytes(US_ASCII)));
    }

    private Exchange waitingOne() throws InterruptedException {
        Exchange exchange = waiting.poll(30, TimeUnit.SECONDS);
        assertThat(exchange).isNotNull();
        return exchange;
    }

    private static RawClient get(RawClient proxy, String path, String client) {
        return proxy.send("GET " + path + " HTTP/1.1\r\nHost: a\r\nX-Forwarded-For: " + client + "\r\n\r\n");
    }

    private static String response(RawClient proxy) {
        String head = proxy.readUntil("\r\n\r\n");
        int at = head.indexOf("Content-Length: ") + "Content-Length: ".length();
        return head + proxy.read(Integer.parseInt(head.substring(at, head.indexOf("\r\n", at))));
    }

    private record Echo(TcpConnection connection) implements Receiver {
        @Override
        public void receive(ByteBuffer bytes) {
            byte[] copy = new byte[bytes.remaining()];
            bytes.get(copy);
            connection.send(ByteBuffer.wrap(copy));
        }

        @Override
        public void writable() {}

        @Override
        public void stop() {
            connection.close("the server stops");
        }

        @Override
        public void closed(String reason) {}
    }
}
