package io.github.stampedestomp.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stampedestomp.server.http.Exchange;
import io.github.stampedestomp.server.http.HttpLimits;
import io.github.stampedestomp.server.http.HttpServer;
import io.github.stampedestomp.server.http.Methods;
import io.github.stampedestomp.server.http.Response;
import io.github.stampedestomp.server.http.Routes;
import io.github.stampedestomp.server.http.Status;
import io.github.stampedestomp.server.net.Admission;
import io.github.stampedestomp.server.net.RawClient;
import io.github.stampedestomp.server.net.RunningLoops;
import io.github.stampedestomp.server.page.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** What clients send who mean no good, or are behind a proxy that reads it in another way. */
class HttpAttackTest {
    private static final List<HttpAttack> ATTACKS = HttpAttack.all();
    private static final Pattern STATUS_LINE = Pattern.compile("HTTP/1\\.1 ([0-9]{3}) ");
    private static final HttpLimits LIMITS = HttpLimits.STANDARD;

    private final RunningLoops running = new RunningLoops();
    private final BlockingQueue<String> served = new LinkedBlockingQueue<>();
    private int port;

    @BeforeEach
    void start(@TempDir Path parent) throws IOException {
        Path folder = parent.resolve("web");
        Files.createDirectories(folder.resolve("sub/.git"));
        Files.writeString(folder.resolve("index.html"), "hello");
        for (Path secret :
                List.of(parent.resolve("secret.txt"), folder.resolve(".hidden"), folder.resolve("sub/.git/config"))) {
            Files.writeString(secret, "secret");
        }
        Page page = Page.fromFolder(folder);
        Routes routes = Routes.builder()
                .at("/hello", Methods.get(this::serve))
                .at("/echo", Methods.post(this::serve))
                .at("/last", this::serve)
                .at("/hidden", this::serve)
                .below("/", exchange -> {
                    if (exchange.subPath().equals("/index.html")) {
                        served.add(exchange.subPath());
                    }
                    page.serve(exchange);
                })
                .build();
        port = HttpServer.start(RunningLoops.anyPort(), running.loops, routes, LIMITS, Admission.upTo(100))
                .port();
    }

    @AfterEach
    void stop() {
        running.close();
    }

    private void serve(Exchange exchange) {
        served.add(exchange.request().path());
        exchange.respond(Response.of(Status.OK, "text/plain", exchange.request().body()));
    }

    @Test
    void theTableIsLongEnough() {
        assertThat(ATTACKS).hasSizeGreaterThanOrEqualTo(150).doesNotHaveDuplicates();
    }

    @TestFactory
    Stream<DynamicTest> eachAttackIsAnsweredForWhatItIs() {
        return ATTACKS.stream()
                .map(attack -> DynamicTest.dynamicTest(attack.name(), () -> {
                    served.clear();
                    String responses = exchange(attack.sends());
                    assertThat(statuses(responses)).isEqualTo(attack.answers());
                    assertThat(served).containsExactlyElementsOf(attack.serves());
                    assertThat(responses).doesNotContain("secret");
                }));
    }

    // ---- limits: the last byte that is allowed, and the first that is not ----

    @Test
    void aHeadMayHave16KiB() {
        String head = "GET /last HTTP/1.1\r\nHost: a\r\nConnection: close\r\nX: ";
        String most = head + "x".repeat(LIMITS.headBytes() - head.length() - 4);
        assertThat(statuses(exchange(most + "\r\n\r\n"))).containsExactly("200");
        assertThat(statuses(exchange(most + "x\r\n\r\n"))).containsExactly("431");
    }

    @Test
    void aTargetMayHaveWhatTheRestOfTheHeadLeaves() {
        String rest = " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";
        String most = "GET /last?" + "x".repeat(LIMITS.headBytes() - rest.length() - 10);
        assertThat(statuses(exchange(most + rest))).containsExactly("200");
        assertThat(statuses(exchange(most + "x" + rest))).containsExactly("431");
    }

    @Test
    void aHeadMayHave100Headers() {
        String head = "GET /last HTTP/1.1\r\nHost: a\r\nConnection: close\r\n";
        assertThat(statuses(exchange(head + "X: y\r\n".repeat(98) + "\r\n"))).containsExactly("200");
        assertThat(statuses(exchange(head + "X: y\r\n".repeat(99) + "\r\n"))).containsExactly("431");
    }

    @Test
    void aBodyMayHave128KiB() {
        String head = "POST /echo HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: ";
        String body = "x".repeat(LIMITS.bodyBytes());
        assertThat(statuses(exchange(head + body.length() + "\r\n\r\n" + body))).containsExactly("200");
        assertThat(statuses(exchange(head + (body.length() + 1) + "\r\n\r\n"))).containsExactly("413");
    }

    @Test
    void chunksMayHave128KiBTogether() {
        String head = "POST /echo HTTP/1.1\r\nHost: a\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n";
        String half = "10000\r\n" + "x".repeat(0x10000) + "\r\n";
        assertThat(statuses(exchange(head + half + half + "0\r\n\r\n"))).containsExactly("200");
        assertThat(statuses(exchange(head + half + half + "1\r\n"))).containsExactly("413");
    }

    @Test
    void theLineOfAChunkMayHave256Bytes() {
        String head = "POST /echo HTTP/1.1\r\nHost: a\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n1;";
        assertThat(statuses(exchange(head + "x".repeat(252) + "\r\nx\r\n0\r\n\r\n")))
                .containsExactly("200");
        assertThat(statuses(exchange(head + "x".repeat(253) + "\r\nx\r\n0\r\n\r\n")))
                .containsExactly("400");
    }

    @Test
    void trailersMayHave16KiB() {
        String head =
                "POST /echo HTTP/1.1\r\nHost: a\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nX: ";
        String most = "x".repeat(LIMITS.headBytes() - 7);
        assertThat(statuses(exchange(head + most + "\r\n\r\n"))).containsExactly("200");
        assertThat(statuses(exchange(head + most + "x\r\n\r\n"))).containsExactly("400");
    }

    private String exchange(String request) {
        try (RawClient client = RawClient.to(port)) {
            return client.send(request).endOutput().readToEnd();
        }
    }

    private static List<String> statuses(String responses) {
        return STATUS_LINE
                .matcher(responses)
                .results()
                .map((MatchResult line) -> line.group(1))
                .toList();
    }
}
