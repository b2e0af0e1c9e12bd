package io.github.stampedestomp.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stampedestomp.broker.BrokerStatus;
import io.github.stampedestomp.server.monitor.Watch;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** In which order a program hears of the external broker. */
class BrokerNewsTest {
    @RegisterExtension
    final LogOf log = new LogOf(BrokerNews.class);

    private final Watch watch = new Watch(() -> 0, () -> new BrokerStatus(0, 0, 0, 0));
    private final Queue<Runnable> threads = new ArrayDeque<>();
    private final List<String> told = new ArrayList<>();

    private static String word(Optional<String> obstacle) {
        return obstacle.orElse("usable");
    }

    private void runAll() {
        for (Runnable next = threads.poll(); next != null; next = threads.poll()) {
            next.run();
        }
    }

    @Test
    void oneChangeIsToldAfterTheOther() {
        BrokerNews news = new BrokerNews(obstacle -> told.add(word(obstacle)), watch, threads::add);
        news.changed(Optional.of("lost"));
        news.changed(Optional.empty());
        assertThat(threads).hasSize(1);
        runAll();
        news.changed(Optional.of("lost again"));
        runAll();
        assertThat(told).containsExactly("lost", "usable", "lost again");
    }

    @Test
    void aListenerThatFailsHearsTheRest() {
        BrokerNews news = new BrokerNews(
                obstacle -> {
                    told.add(word(obstacle));
                    throw new IllegalStateException("no");
                },
                watch,
                threads::add);
        news.changed(Optional.of("lost"));
        news.changed(Optional.empty());
        runAll();
        assertThat(told).containsExactly("lost", "usable");
        assertThat(log.lines()).hasSize(2);
    }

    @Test
    void aListenerThatTakesVeryLongIsSparedTheOldestAndHearsTheLast() {
        BrokerNews news = new BrokerNews(obstacle -> told.add(word(obstacle)), watch, threads::add);
        IntStream.range(0, 100).forEach(i -> {
            news.changed(Optional.of("lost " + i));
            news.changed(Optional.empty());
        });
        runAll();
        assertThat(told).hasSize(16).startsWith("lost 92", "usable").endsWith("lost 99", "usable");
    }

    @Test
    void aProgramThatTakesNoMoreWorkIsToldLater() {
        boolean[] isBusy = {true};
        BrokerNews news = new BrokerNews(obstacle -> told.add(word(obstacle)), watch, task -> {
            if (isBusy[0]) {
                throw new RejectedExecutionException("busy");
            }
            threads.add(task);
        });
        news.changed(Optional.of("lost"));
        isBusy[0] = false;
        news.changed(Optional.empty());
        runAll();
        assertThat(told).containsExactly("usable");
        assertThat(log.lines()).hasSize(1);
    }
}
