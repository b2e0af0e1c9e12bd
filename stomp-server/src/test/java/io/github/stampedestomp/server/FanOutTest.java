package io.github.stampedestomp.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.UnixOperatingSystemMXBean;
import io.github.stampedestomp.broker.BrokerSettings;
import io.github.stampedestomp.broker.MemoryBroker;
import io.github.stampedestomp.session.SessionEvent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Many clients at once, over real sockets. */
class FanOutTest {
    private static final int SUBSCRIBERS = 200;
    private static final int PUBLISHERS = 5;
    private static final int MESSAGES_EACH = 10_000;
    private static final int FRAMES_PER_WRITE = 100;

    private final MemoryBroker broker = new MemoryBroker(BrokerSettings.DEFAULT);

    @Test
    void twoHundredSubscribersGetEveryMessageOfFivePublishersOnceAndInOrderAndLeaveNothingBehind() throws Exception {
        warmUp();
        long descriptorsBefore = openDescriptors();
        Set<String> threadsBefore = threadNames();
        CountDownLatch disconnected = new CountDownLatch(SUBSCRIBERS + PUBLISHERS);
        try (StompServer server = server(disconnected)) {
            exchange(server.port());
            assertThat(disconnected.await(60, TimeUnit.SECONDS)).isTrue();
            assertThat(broker.isEmpty()).isTrue();
            Await.until("no connection is left", () -> server.connections() == 0);
        }
        Await.until("all descriptors are returned", () -> openDescriptors() <= descriptorsBefore);
        Await.until("all threads have ended", () -> threadsBefore.containsAll(threadNames()));
    }

    private StompServer server(CountDownLatch disconnected) {
        StompServer server = StompServer.builder()
                .rules(OpenRules::allow)
                .port(0)
                .broker(broker)
                .onSessionEvent(event -> {
                    if (event instanceof SessionEvent.Disconnected) {
                        disconnected.countDown();
                    }
                })
                .build();
        server.start();
        return server;
    }

    private static void exchange(int port) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(SUBSCRIBERS + PUBLISHERS);
        try {
            List<WireClient> subscribers = new ArrayList<>();
            for (int i = 0; i < SUBSCRIBERS; i++) {
                subscribers.add(subscribe(port));
            }
            List<Callable<Void>> tasks = new ArrayList<>();
            for (WireClient subscriber : subscribers) {
                tasks.add(() -> readAll(subscriber));
            }
            for (int publisher = 0; publisher < PUBLISHERS; publisher++) {
                int number = publisher;
                tasks.add(() -> publishAll(port, number));
            }
            for (Future<Void> done : threads.invokeAll(tasks)) {
                done.get();
            }
        } finally {
            threads.shutdownNow();
            assertThat(threads.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
        }
    }

    private static WireClient subscribe(int port) throws IOException {
        WireClient client = WireClient.connect(port);
        client.send("SUBSCRIBE\nid:0\ndestination:/topic/all\nreceipt:here\n\n^@");
        assertThat(client.next().wire()).startsWith("RECEIPT\nreceipt-id:here\n");
        return client;
    }

    /** Each body is the publisher's number, a blank and the message's number. */
    private static Void publishAll(int port, int publisher) throws IOException {
        try (WireClient client = WireClient.connect(port)) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            for (int i = 1; i <= MESSAGES_EACH; i++) {
                String receipt = i == MESSAGES_EACH ? "receipt:done\n" : "";
                String frame = "SEND\ndestination:/topic/all\n" + receipt + "\n" + publisher + " " + i + "\0";
                bytes.writeBytes(WireClient.masked(1, frame.getBytes(UTF_8)));
                if (i % FRAMES_PER_WRITE == 0) {
                    client.write(bytes.toByteArray());
                    bytes.reset();
                }
            }
            assertThat(client.next().wire()).startsWith("RECEIPT\nreceipt-id:done\n");
        }
        return null;
    }

    private static Void readAll(WireClient client) throws IOException {
        int[] last = new int[PUBLISHERS];
        try (client) {
            for (int i = 0; i < PUBLISHERS * MESSAGES_EACH; i++) {
                byte[] message = client.next().payload();
                int blank = lastIndexOf(message, ' ');
                int publisher = message[blank - 1] - '0';
                int number = 0;
                for (int at = blank + 1; message[at] != 0; at++) {
                    number = 10 * number + message[at] - '0';
                }
                if (number != last[publisher] + 1) {
                    throw new AssertionError(
                            "publisher " + publisher + ": " + number + " came after " + last[publisher]);
                }
                last[publisher] = number;
            }
        }
        return null;
    }

    private static int lastIndexOf(byte[] bytes, char wanted) {
        int at = bytes.length - 1;
        while (bytes[at] != wanted) {
            at--;
        }
        return at;
    }

    /** What is loaded or opened once, on first use, is no leak. */
    private static void warmUp() throws IOException {
        try (StompServer server =
                StompServer.builder().rules(OpenRules::allow).port(0).build()) {
            server.start();
            WireClient.connect(server.port()).close();
        }
    }

    private static long openDescriptors() {
        return ((UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getOpenFileDescriptorCount();
    }

    private static Set<String> threadNames() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("stampede-"))
                .collect(Collectors.toSet());
    }
}
