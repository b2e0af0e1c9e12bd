package io.github.stampedestomp.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stampedestomp.frame.Headers;
import io.github.stampedestomp.request.Failure;
import io.github.stampedestomp.server.metrics.Series;
import io.github.stampedestomp.session.SessionEvent;
import io.github.stampedestomp.user.User;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** What comes of it when the application's executor takes no work. */
class RefusingExecutorTest {
    private final AtomicBoolean isBusy = new AtomicBoolean();
    private final CountDownLatch refused = new CountDownLatch(1);

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

    @Test
    void strangerThatLeavesWhileNobodyCanDecideIsForgotten() throws Exception {
        try (StompServer server =
                busy().authenticate(login -> User.named("anna")).build()) {
            server.start();
            isBusy.set(true);
            try (WireClient client = WireClient.open(server.port())) {
                client.send("CONNECT\naccept-version:1.2\n\n^@SEND\ndestination:/topic/a\n\n^@");
                refused.await();
            }
            Await.until("the connection is gone", () -> server.connections() == 0);
            isBusy.set(false);
            Await.until("the session was decided on", () -> count(server, "stampede_sessions_total") == 1);
            Await.until("the session is gone", () -> count(server, "stampede_sessions") == 0);
        }
    }

    @Test
    void listenerLearnsOfAnEndThatTheExecutorHasRefusedToTell() throws Exception {
        List<SessionEvent> events = new CopyOnWriteArrayList<>();
        try (StompServer server = busy().onSessionEvent(events::add).build()) {
            server.start();
            WireClient client = WireClient.connect(server.port());
            Await.until("the listener knows of the session", () -> events.size() == 1);
            isBusy.set(true);
            client.close();
            refused.await();
            isBusy.set(false);
            Await.until("the listener knows of the end", () -> events.size() == 2);
            assertThat(events.get(1)).isInstanceOf(SessionEvent.Disconnected.class);
        }
    }

    private StompServerBuilder busy() {
        return StompServer.builder().port(0).rules(OpenRules::allow).executor(task -> {
            if (isBusy.get()) {
                refused.countDown();
                throw new RejectedExecutionException("busy");
            }
            task.run();
        });
    }

    private static double count(StompServer server, String name) {
        return server.metrics().stream()
                .filter(metric -> metric.name().equals(name))
                .flatMap(metric -> metric.series().stream())
                .mapToDouble(Series::value)
                .sum();
    }
}
