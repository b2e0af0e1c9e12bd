package io.github.stampedestomp.server.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stampedestomp.server.http.HttpLimits;
import io.github.stampedestomp.server.http.HttpServer;
import io.github.stampedestomp.server.http.Routes;
import io.github.stampedestomp.server.net.Admission;
import io.github.stampedestomp.server.net.RawClient;
import io.github.stampedestomp.server.net.RunningLoops;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is answered to whoever asks how a server is. */
class MonitoringRoutesTest {
    private record Told(List<String> hangingLoops, Optional<String> whyNotReady) implements Health {}

    private final RunningLoops running = new RunningLoops();

    @AfterEach
    void stop() {
        running.close();
    }

    @Test
    void whatIsWellIsUp() throws IOException {
        Told well = new Told(List.of(), Optional.empty());
        assertThat(get(well, "/health/live")).startsWith("HTTP/1.1 200 ").endsWith("\r\n\r\n{\"status\":\"up\"}");
        assertThat(get(well, "/health/ready")).startsWith("HTTP/1.1 200 ").endsWith("\r\n\r\n{\"status\":\"up\"}");
    }

    @Test
    void loopsThatHangAreNamed() throws IOException {
        Told hanging = new Told(List.of("loop-1", "loop-3"), Optional.empty());
        assertThat(get(hanging, "/health/live"))
                .startsWith("HTTP/1.1 503 ")
                .contains("\r\nContent-Type: application/json\r\n", "\r\nCache-Control: no-store\r\n")
                .endsWith("{\"status\":\"down\",\"reason\":\"loops hang\",\"loops\":[\"loop-1\",\"loop-3\"]}");
        assertThat(get(hanging, "/health/ready")).startsWith("HTTP/1.1 200 ");
    }

    @Test
    void aServerThatIsNotReadySaysWhy() throws IOException {
        Told full = new Told(List.of(), Optional.of("all 3 \"connections\" are in use"));
        assertThat(get(full, "/health/ready"))
                .startsWith("HTTP/1.1 503 ")
                .endsWith("{\"status\":\"down\",\"reason\":\"all 3 \\\"connections\\\" are in use\"}");
        assertThat(get(full, "/health/live")).startsWith("HTTP/1.1 200 ");
    }

    private String get(Health health, String path) throws IOException {
        Routes.Builder routes = Routes.builder();
        new MonitoringRoutes(List.of(), health).addTo(routes, "");
        int port = HttpServer.start(
                        RunningLoops.anyPort(), running.loops, routes.build(), HttpLimits.STANDARD, Admission.upTo(10))
                .port();
        try (RawClient client = RawClient.to(port)) {
            return client.send("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                    .readToEnd();
        }
    }
}
