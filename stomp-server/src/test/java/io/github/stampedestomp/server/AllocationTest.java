package io.github.stampedestomp.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * How much the threads of a server allocate. What counts is the cheapest of some rounds: until a method is compiled, it allocates
 * what the compiler does away with, and nobody knows when that is.
 */
class AllocationTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int MOST_ROUNDS = 60;
    private static final int IN_FLIGHT = 128;
    private static final int SUBSCRIBERS = 100;

    private interface Burst {
        void run() throws IOException;
    }

    private final StompServer server =
            StompServer.builder().rules(OpenRules::allow).port(0).build();

    AllocationTest() {
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    @Test
    void aDeliveryToOneOfAHundredSubscribersTakesAtMost64Bytes() throws IOException {
        try (Topic topic = new Topic(server.port(), SUBSCRIBERS)) {
            long bytes = leastAllocated(10, 64 * IN_FLIGHT * SUBSCRIBERS, () -> topic.exchange(IN_FLIGHT));
            assertThat(bytes / (IN_FLIGHT * SUBSCRIBERS)).isBetween(1L, 64L);
        }
    }

    @Test
    void aMessageThatNobodyHasSubscribedToTakesAtMostAKibibyte() throws IOException {
        try (Topic topic = new Topic(server.port(), 0)) {
            long bytes = leastAllocated(100, 1024 * IN_FLIGHT, () -> topic.publish(IN_FLIGHT));
            assertThat(bytes / IN_FLIGHT).isBetween(1L, 1024L);
        }
    }

    /** {@return what the server allocates for one burst, in the cheapest of many rounds, or the first that is cheap enough} */
    private static long leastAllocated(int bursts, long enough, Burst burst) throws IOException {
        long least = Long.MAX_VALUE;
        for (int round = 0; round < MOST_ROUNDS && least > enough * bursts; round++) {
            long before = allocated();
            for (int i = 0; i < bursts; i++) {
                burst.run();
            }
            least = Math.min(least, allocated() - before);
        }
        return least / bursts;
    }

    private static long allocated() {
        long[] loops = Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("stampede-loop"))
                .mapToLong(Thread::getId)
                .toArray();
        return Arrays.stream(THREADS.getThreadAllocatedBytes(loops)).sum();
    }
}
