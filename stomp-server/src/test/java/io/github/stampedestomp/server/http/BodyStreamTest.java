package io.github.stampedestomp.server.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.stampedestomp.server.net.Admission;
import io.github.stampedestomp.server.net.RawClient;
import io.github.stampedestomp.server.net.RunningLoops;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Responses whose body comes piece by piece. */
@Timeout(60)
class BodyStreamTest {
    private static final String HEAD = "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n";
    private static final String REQUEST = "GET /stream HTTP/1.1\r\nHost: a\r\n\r\n";
    private static final String LAST_CHUNK = "0\r\n\r\n";

    private final RunningLoops running = new RunningLoops();
    private final BlockingQueue<Exchange> exchanges = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> news = new LinkedBlockingQueue<>();
    private int port;

    @BeforeEach
    void start() throws IOException {
        Routes routes = Routes.builder()
                .at("/stream", exchange -> {
                    exchange.watch(new Watching());
                    exchanges.add(exchange);
                })
                .at("/failing", exchange -> {
                    exchange.watch(new Watching());
                    throw new IllegalStateException("on purpose");
                })
                .at("/hello", exchange -> exchange.respond(text("hello")))
                .build();
        port = HttpServer.start(RunningLoops.anyPort(), running.loops, routes, HttpLimits.STANDARD, Admission.upTo(100))
                .port();
    }

    @AfterEach
    void stop() {
        running.close();
    }

    @Test
    void eachPieceIsAChunk() throws Exception {
        try (RawClient client = RawClient.to(port).send(REQUEST)) {
            stream("", body -> {
                body.send(List.of(bytes("ab"), bytes(""), bytes("c")));
                body.send(List.of(bytes("x".repeat(300))));
                body.end();
            });
            assertThat(client.readUntil(LAST_CHUNK))
                    .isEqualTo(HEAD + "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n12c\r\n" + "x".repeat(300) + "\r\n"
                            + LAST_CHUNK);
        }
    }

    @Test
    void theBodyOfTheResponseIsTheFirstPiece() throws Exception {
        try (RawClient client = RawClient.to(port).send(REQUEST)) {
            stream("first", BodyStream::end);
            assertThat(client.readUntil(LAST_CHUNK)).endsWith("\r\n\r\n5\r\nfirst\r\n" + LAST_CHUNK);
        }
    }

    @Test
    void anEmptyPieceDoesNotEndTheBody() throws Exception {
        try (RawClient client = RawClient.to(port).send(REQUEST)) {
            stream("", body -> {
                body.send(List.of());
                body.send(List.of(bytes("")));
                body.send(List.of(bytes("a")));
                body.end();
            });
            assertThat(client.readUntil(LAST_CHUNK)).endsWith("\r\n\r\n1\r\na\r\n" + LAST_CHUNK);
        }
    }

    @Test
    void theConnectionServesTheNextRequestBehindIt() throws Exception {
        try (RawClient client = RawClient.to(port).send(REQUEST + "GET /hello HTTP/1.1\r\nHost: a\r\n\r\n")) {
            stream("a", BodyStream::end);
            client.readUntil(LAST_CHUNK);
            assertThat(client.readUntil("hello")).startsWith("HTTP/1.1 200 OK\r\n");
        }
    }

    @Test
    void toAnOldClientTheBodyHasNoChunksAndEndsWithTheConnection() throws Exception {
        try (RawClient client = RawClient.to(port).send("GET /stream HTTP/1.0\r\nConnection: keep-alive\r\n\r\n")) {
            stream("a", body -> {
                body.send(List.of(bytes("b")));
                body.end();
            });
            assertThat(client.readToEnd()).isEqualTo(HEAD + "Connection: close\r\n\r\nab");
        }
    }

    @Test
    void aClientThatWantsTheEndGetsIt() throws Exception {
        try (RawClient client =
                RawClient.to(port).send("GET /stream HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")) {
            stream("a", BodyStream::end);
            assertThat(client.readToEnd()).contains("\r\nConnection: close\r\n").endsWith("a\r\n" + LAST_CHUNK);
        }
    }

    @Test
    void itMayTakeAllTheTimeInTheWorld() throws Exception {
        try (RawClient client = RawClient.to(port).send(REQUEST)) {
            CompletableFuture<BodyStream> begun = new CompletableFuture<>();
            Exchange exchange = stream("a", begun::complete);
            client.readUntil("a\r\n");
            running.advance(Duration.ofHours(1));
            exchange.execute(() -> begun.join().end());
            assertThat(client.readUntil(LAST_CHUNK)).isEqualTo(LAST_CHUNK);
        }
    }

    @Test
    void nothingMayFollowTheEnd() throws Exception {
        try (RawClient client = RawClient.to(port).send(REQUEST)) {
            CompletableFuture<BodyStream> ended = new CompletableFuture<>();
            stream("", body -> {
                body.end();
                ended.complete(body);
            });
            client.readUntil(LAST_CHUNK);
            assertThatThrownBy(ended.join()::end).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> ended.join().send(List.of())).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void whoeverWatchesLearnsThatTheNetworkTakesBytes() throws Exception {
        try (RawClient client = RawClient.to(port).send(REQUEST)) {
            stream("a", body -> {});
            client.readUntil("a\r\n");
            assertThat(news.take()).isEqualTo("writable");
        }
    }

    @Test
    void whoeverWatchesLearnsOnceThatTheClientIsGone() throws Exception {
        RawClient client = RawClient.to(port).send(REQUEST);
        Exchange exchange = exchanges.take();
        client.close();
        assertThat(news.take()).isEqualTo("gone: the other side closed the connection");
        CompletableFuture<String> dropped = new CompletableFuture<>();
        exchange.execute(() -> {
            BodyStream body = exchange.stream(text("too late"));
            body.send(List.of(bytes("lost")));
            body.end();
            exchange.watch(new Watching());
            dropped.complete("without a word");
        });
        assertThat(dropped.join()).isEqualTo("without a word");
        assertThat(news.take()).isEqualTo("gone: the connection has ended");
        assertThat(news).isEmpty();
    }

    @Test
    void whoeverWatchesLearnsThatTheRouteHasFailed() throws Exception {
        try (RawClient client = RawClient.to(port).send("GET /failing HTTP/1.1\r\nHost: a\r\n\r\n")) {
            assertThat(client.readToEnd()).startsWith("HTTP/1.1 500 Internal Server Error\r\n");
            assertThat(news.poll(30, TimeUnit.SECONDS)).isEqualTo("gone: internal error");
        }
    }

    @Test
    void nobodyWatchesOverTheEndOfTheResponse() throws Exception {
        RawClient client = RawClient.to(port).send(REQUEST);
        Exchange exchange = exchanges.take();
        exchange.execute(() -> exchange.respond(text("answer")));
        client.readUntil("answer");
        client.close();
        while (running.loops.connectionCount() > 0) {
            running.turn();
        }
        running.turn();
        assertThat(news).doesNotContain("gone: the other side closed the connection");
    }

    private Exchange stream(String first, Consumer<BodyStream> use) throws InterruptedException {
        Exchange exchange = exchanges.take();
        exchange.execute(() -> use.accept(exchange.stream(text(first))));
        return exchange;
    }

    private static Response text(String text) {
        return Response.of(Status.OK, "text/plain", bytes(text));
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(ISO_8859_1));
    }

    /** Tells what it was told. */
    private final class Watching implements Exchange.Watcher {
        @Override
        public void writable() {
            news.add("writable");
        }

        @Override
        public void gone(String reason) {
            news.add("gone: " + reason);
        }
    }
}
