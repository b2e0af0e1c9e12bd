package io.github.stampedestomp.server.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.stampedestomp.server.net.Admission;
import io.github.stampedestomp.server.net.RawClient;
import io.github.stampedestomp.server.net.Receiver;
import io.github.stampedestomp.server.net.RunningLoops;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpServerTest {
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n";

    private final RunningLoops running = new RunningLoops();
    private final BlockingQueue<Exchange> waiting = new LinkedBlockingQueue<>();
    private int port;

    @BeforeEach
    void start() throws IOException {
        Routes routes = Routes.builder()
                .at(
                        "/echo",
                        Methods.post(exchange ->
                                exchange.respond(text(exchange.request().body()))))
                .at("/hello", Methods.get(exchange -> exchange.respond(text("hello"))))
                .at("/large", exchange -> exchange.respond(text(ByteBuffer.allocate(1024 * 1024))))
                .at("/later", waiting::add)
                .at("/broken", exchange -> {
                    throw new IllegalStateException("on purpose");
                })
                .at("/twice", exchange -> {
                    exchange.respond(text("once"));
                    exchange.respond(text("twice"));
                })
                .at("/upgrade", exchange -> exchange.upgrade(Echo::new))
                .below("/below", exchange -> exchange.respond(text("rest:" + exchange.subPath())))
                .at("/curt", new Curt())
                .build();
        port = HttpServer.start(RunningLoops.anyPort(), running.loops, routes, HttpLimits.STANDARD, Admission.upTo(100))
                .port();
    }

    @AfterEach
    void stop() {
        running.close();
    }

    /** Refuses in its own way. */
    private static final class Curt implements Route {
        @Override
        public void serve(Exchange exchange) {
            exchange.respond(text("served"));
        }

        @Override
        public Response refusal(Status status, String sentence) {
            return Response.of(status, "text/curt", ByteBuffer.wrap("no".getBytes(ISO_8859_1)));
        }
    }

    @Test
    void aRouteSaysHowTheRefusalOfItsRequestsLooks() {
        String refusal = "Content-Type: text/curt\r\nConnection: close\r\nContent-Length: 2\r\n\r\nno";
        assertThat(exchange("POST /curt HTTP/1.1\nHost: a\nContent-Length: 999999999\n\n"))
                .isEqualTo("HTTP/1.1 413 Content Too Large\r\n" + refusal);
        assertThat(exchange("GET /curt HTTP/1.1\nHost : a\n\n")).isEqualTo("HTTP/1.1 400 Bad Request\r\n" + refusal);
        assertThat(exchange("GET  /curt HTTP/1.1\n\n")).contains("\r\nContent-Type: text/plain; charset=utf-8\r\n");
    }

    @Test
    void aRequestIsAnswered() {
        assertThat(exchange("GET /hello HTTP/1.1\nHost: a\nConnection: close\n\n"))
                .isEqualTo(OK + "Connection: close\r\nContent-Length: 5\r\n\r\nhello");
    }

    @Test
    void aConnectionServesManyRequestsInTheirOrder() {
        String response = OK + "Content-Length: 5\r\n\r\nhello";
        try (RawClient client = RawClient.to(port)) {
            client.send(wire("GET /hello HTTP/1.1\nHost: a\n\n".repeat(3)));
            assertThat(client.read(3 * response.length())).isEqualTo(response.repeat(3));
            client.send(wire("GET /hello HTTP/1.1\nHost: a\n\n"));
            assertThat(client.read(response.length())).isEqualTo(response);
        }
    }

    @Test
    void aLateResponseKeepsItsPlace() throws Exception {
        try (RawClient client = RawClient.to(port)) {
            client.send(wire("GET /later HTTP/1.1\nHost: a\n\nGET /hello HTTP/1.1\nHost: a\nConnection: close\n\n"));
            Exchange exchange = waiting.take();
            client.send("ignored after the last request");
            running.turn();
            exchange.execute(() -> exchange.respond(text("late")));
            assertThat(client.readToEnd())
                    .isEqualTo(OK + "Content-Length: 4\r\n\r\nlate" + OK
                            + "Connection: close\r\nContent-Length: 5\r\n\r\nhello");
        }
    }

    @Test
    void aClientThatEndsItsSideGetsItsResponse() {
        try (RawClient client = RawClient.to(port)) {
            client.send(wire("GET /hello HTTP/1.1\nHost: a\n\n")).endOutput();
            assertThat(client.readToEnd()).endsWith("hello");
        }
    }

    @Test
    void anOldClientGetsOneResponseUnlessItAsksForMore() {
        assertThat(exchange("GET /hello HTTP/1.0\n\n"))
                .contains("\r\nConnection: close\r\n")
                .endsWith("hello");
        try (RawClient client = RawClient.to(port)) {
            for (int i = 0; i < 2; i++) {
                client.send(wire("GET /hello HTTP/1.0\nConnection: Keep-Alive\n\n"));
                assertThat(client.readUntil("hello")).contains("\r\nConnection: keep-alive\r\n");
            }
        }
    }

    @Test
    void headIsGetWithoutTheBody() {
        assertThat(exchange("HEAD /hello HTTP/1.1\nHost: a\nConnection: close\n\n"))
                .isEqualTo(OK + "Connection: close\r\nContent-Length: 5\r\n\r\n");
    }

    @Test
    void bodiesComeByLengthOrInChunks() {
        assertThat(exchange("POST /echo HTTP/1.1\nHost: a\nContent-Length: 5\nConnection: close\n\nhello"))
                .endsWith("\r\n\r\nhello");
        assertThat(exchange("""
                        POST /echo HTTP/1.1
                        Host: a
                        Transfer-Encoding: chunked
                        Connection: close

                        2
                        he
                        3
                        llo
                        0

                        """)).endsWith("\r\n\r\nhello");
    }

    @Test
    void aClientMayWaitUntilItsBodyIsWelcome() {
        try (RawClient client = RawClient.to(port)) {
            client.send(wire("POST /echo HTTP/1.1\nHost: a\nContent-Length: 5\nExpect: 100-continue\n\n"));
            assertThat(client.readUntil("\r\n\r\n")).isEqualTo("HTTP/1.1 100 Continue\r\n\r\n");
            client.send("hello");
            assertThat(client.readUntil("hello")).startsWith(OK);
        }
    }

    @Test
    void aBodyThatIsTooLongIsNotAwaited() {
        assertThat(exchange("POST /echo HTTP/1.1\nHost: a\nContent-Length: 200000\nExpect: 100-continue\n\n"))
                .startsWith("HTTP/1.1 413 Content Too Large\r\n")
                .contains("\r\nConnection: close\r\n");
    }

    @Test
    void aRefusalReachesAClientThatIsStillSending() {
        try (RawClient client = RawClient.to(port)) {
            client.send(wire("POST /echo HTTP/1.1\nHost: a\nContent-Length: 200000\n\n") + "x".repeat(200_000));
            assertThat(client.readToEnd()).startsWith("HTTP/1.1 413 ");
        }
    }

    @Test
    void otherMethodsAreRefusedWithTheNamesOfThoseThereAre() {
        assertThat(exchange("DELETE /hello HTTP/1.1\nHost: a\nConnection: close\n\n"))
                .startsWith("HTTP/1.1 405 Method Not Allowed\r\n")
                .contains("\r\nAllow: GET, HEAD, OPTIONS\r\n");
        assertThat(exchange("OPTIONS /echo HTTP/1.1\nHost: a\nConnection: close\n\n"))
                .isEqualTo("HTTP/1.1 204 No Content\r\nAllow: POST, OPTIONS\r\nConnection: close\r\n\r\n");
        assertThat(exchange("OPTIONS * HTTP/1.1\nHost: a\nConnection: close\n\n"))
                .startsWith("HTTP/1.1 204 ");
    }

    @Test
    void thereIsNothingByAnUnknownPath() {
        assertThat(exchange("GET /<script> HTTP/1.1\nHost: a\nConnection: close\n\n"))
                .startsWith("HTTP/1.1 404 Not Found\r\n")
                .contains("\r\nX-Content-Type-Options: nosniff\r\n")
                .contains("\r\nContent-Type: text/plain; charset=utf-8\r\n")
                .doesNotContain("script");
    }

    @Test
    void aRouteSeesThePathBelowItsPrefix() {
        assertThat(exchange("GET /below/x/y?z HTTP/1.1\nHost: a\nConnection: close\n\n"))
                .endsWith("rest:/x/y");
    }

    @Test
    void aMalformedRequestIsTheLast() {
        assertThat(exchange("GET / HTTP/1.1\n\nGET /hello HTTP/1.1\nHost: a\n\n"))
                .startsWith("HTTP/1.1 400 Bad Request\r\n")
                .doesNotContain("200 OK");
        assertThat(exchange("GET /" + "x".repeat(17_000))).startsWith("HTTP/1.1 431 ");
        assertThat(exchange("GET / HTTP/3.0\n\n")).startsWith("HTTP/1.1 505 ");
    }

    @Test
    void aRouteThatFailsIsAnsweredFor() {
        assertThat(exchange("GET /broken HTTP/1.1\nHost: a\n\n"))
                .startsWith("HTTP/1.1 500 Internal Server Error\r\n")
                .doesNotContain("purpose");
    }

    @Test
    void aRequestIsAnsweredOnlyOnce() {
        try (RawClient client = RawClient.to(port)) {
            client.send(wire("GET /twice HTTP/1.1\nHost: a\n\nGET /hello HTTP/1.1\nHost: a\nConnection: close\n\n"));
            assertThat(client.readToEnd())
                    .contains("once")
                    .doesNotContain("twice")
                    .endsWith("hello");
        }
    }

    @Test
    void anUpgradeTakesAllBytesBehindTheRequest() {
        try (RawClient client = RawClient.to(port)) {
            client.send(wire("GET /hello HTTP/1.1\nHost: a\n\nGET /upgrade HTTP/1.1\nHost: a\n\n") + "first");
            assertThat(client.readUntil("hello")).startsWith(OK);
            assertThat(client.read(5)).isEqualTo("first");
            client.send("GET /hello HTTP/1.1\r\n");
            assertThat(client.read(21)).isEqualTo("GET /hello HTTP/1.1\r\n");
        }
    }

    @Test
    void aHeadMustArriveWithinTenSecondsHoweverItTrickles() {
        try (RawClient client = RawClient.to(port)) {
            client.send(wire("GET /hello HTTP/1.1\nHost: a\n\nGET /hello HTTP/1.1\n"));
            client.readUntil("hello"); // so the next request has begun
            for (int i = 0; i < 4; i++) {
                client.send("X: y\r\n");
                running.advance(Duration.ofSeconds(2));
            }
            running.advance(Duration.ofSeconds(2));
            assertThat(client.readToEnd()).startsWith("HTTP/1.1 408 Request Timeout\r\n");
        }
    }

    @Test
    void aFirstRequestMayNotTakeLonger() {
        try (RawClient client = RawClient.to(port)) {
            awaitConnections(1);
            running.advance(Duration.ofSeconds(9));
            client.send("GET");
            running.advance(Duration.ofSeconds(1));
            client.awaitEnd();
        }
    }

    @Test
    void aSilentConnectionEndsAfterTenSeconds() {
        try (RawClient client = RawClient.to(port)) {
            awaitConnections(1);
            running.advance(Duration.ofSeconds(10));
            assertThat(client.readToEnd()).isEmpty();
        }
    }

    @Test
    void aBodyMustArriveWithinThirtySeconds() {
        try (RawClient client = RawClient.to(port)) {
            client.send(wire("POST /echo HTTP/1.1\nHost: a\nContent-Length: 5\nExpect: 100-continue\n\n"));
            client.readUntil("\r\n\r\n");
            running.advance(Duration.ofSeconds(29));
            client.send("hell");
            running.turn();
            running.advance(Duration.ofSeconds(1));
            assertThat(client.readToEnd()).startsWith("HTTP/1.1 408 ");
        }
    }

    @Test
    void anIdleConnectionEndsAfterThirtySeconds() {
        try (RawClient client = RawClient.to(port)) {
            client.send(wire("GET /hello HTTP/1.1\nHost: a\n\n"));
            client.readUntil("hello");
            running.advance(Duration.ofSeconds(29));
            client.send(wire("GET /hello HTTP/1.1\nHost: a\n\n"));
            client.readUntil("hello");
            running.advance(Duration.ofSeconds(30));
            assertThat(client.readToEnd()).isEmpty();
        }
    }

    @Test
    void aRequestThatWaitsForItsResponseHasAllTheTimeInTheWorld() throws Exception {
        try (RawClient client = RawClient.to(port)) {
            client.send(wire("GET /later HTTP/1.1\nHost: a\nConnection: close\n\n"));
            Exchange exchange = waiting.take();
            running.advance(Duration.ofHours(1));
            exchange.execute(() -> exchange.respond(text("late")));
            assertThat(client.readToEnd()).endsWith("late");
        }
    }

    @Test
    void aClientThatDoesNotReadItsResponsesIsNotServedMore() {
        int requests = 100;
        try (RawClient client = RawClient.slowTo(port)) {
            client.send(wire("GET /large HTTP/1.1\nHost: a\n\n".repeat(requests)));
            long length = 0;
            for (int i = 0; i < requests; i++) {
                client.readUntil("\r\n\r\n");
                length += client.readBytes(1024 * 1024).length;
            }
            assertThat(length).isEqualTo(100L * 1024 * 1024);
        }
    }

    @Test
    void aResponseCannotCarryAForgedHeader() {
        assertThatThrownBy(() -> text("x").with("Location", "x\r\nSet-Cookie: y"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** Sends back whatever comes. */
    private record Echo(io.github.stampedestomp.server.net.TcpConnection connection) implements Receiver {
        @Override
        public void receive(ByteBuffer bytes) {
            byte[] copy = new byte[bytes.remaining()];
            bytes.get(copy);
            connection.send(ByteBuffer.wrap(copy));
        }

        @Override
        public void writable() {}

        @Override
        public void stop() {}

        @Override
        public void closed(String reason) {}
    }

    private void awaitConnections(int count) {
        while (running.loops.connectionCount() != count) {
            running.turn();
        }
        running.turn();
        running.turn();
    }

    private String exchange(String request) {
        try (RawClient client = RawClient.to(port)) {
            return client.send(wire(request)).readToEnd();
        }
    }

    private static Response text(String text) {
        return text(ByteBuffer.wrap(text.getBytes(ISO_8859_1)));
    }

    private static Response text(ByteBuffer body) {
        return Response.of(Status.OK, "text/plain", body);
    }

    private static String wire(String lines) {
        return lines.replace("\n", "\r\n");
    }
}
