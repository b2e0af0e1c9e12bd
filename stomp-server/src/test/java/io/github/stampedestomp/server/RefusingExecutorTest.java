package io.github.stampedestomp.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stampedestomp.frame.Headers;
import io.github.stampedestomp.request.Failure;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

/** What comes of it when the application's executor takes no work. */
class RefusingExecutorTest {
    @Test
    void requestOfTheProgramFailsAsAnyOtherDoes() {
        try (StompServer server = StompServer.builder()
                .port(0)
                .requests(requests -> requests.onRequest("/app/a", request -> "answer"))
                .executor(task -> {
                    throw new RejectedExecutionException("busy");
                })
                .build()) {
            server.start();
            Failure failure =
                    server.request("/app/a", Headers.of(), new byte[0]).join().failure();
            assertThat(failure).isNotNull();
            assertThat(failure.sentence()).isEqualTo("internal error");
            assertThat(failure.isClients()).isFalse();
        }
    }
}
