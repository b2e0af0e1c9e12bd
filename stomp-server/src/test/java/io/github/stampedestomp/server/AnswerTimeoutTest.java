package io.github.stampedestomp.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stampedestomp.request.Request;
import io.github.stampedestomp.server.metrics.Series;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** A stage of a handler that does not end in time is given up. */
class AnswerTimeoutTest {
    @Test
    void theClientIsToldAndItsNextRequestIsAnswered() {
        CompletableFuture<String> late = new CompletableFuture<>();
        try (StompServer server = StompServer.builder()
                .port(0)
                .rules(OpenRules::allow)
                .limits(limits -> limits.answerTimeout(Duration.ofMillis(50)))
                .requests(requests ->
                        requests.onRequest("/app/never", request -> late).onRequest("/app/echo", Request::text))
                .build()) {
            server.start();
            JdkClient client = JdkClient.connect(server.port(), "1.2");
            client.send("SUBSCRIBE\nid:errors\ndestination:/user/queue/errors\n\n^@");
            client.send("SUBSCRIBE\nid:replies\ndestination:/user/queue/replies\n\n^@");
            client.send("SEND\ndestination:/app/never\nreceipt:1\n\n^@");
            client.send("SEND\ndestination:/app/echo\n\nnext^@");
            assertThat(client.next())
                    .contains("subscription:errors")
                    .contains("the application has not answered within 50 ms (limit answerTimeout)");
            assertThat(client.next()).contains("subscription:replies").contains("next");
            late.complete("too late"); // and told to nobody
            client.send("SEND\ndestination:/app/echo\n\nlast^@");
            assertThat(client.next()).contains("subscription:replies").contains("last");
            assertThat(timesReached(server)).isEqualTo(1);
        }
    }

    private static double timesReached(StompServer server) {
        return server.metrics().stream()
                .filter(metric -> metric.name().equals("stampede_limit_reached_total"))
                .flatMap(metric -> metric.series().stream())
                .filter(series -> series.labels().containsValue("answerTimeout"))
                .mapToDouble(Series::value)
                .sum();
    }
}
