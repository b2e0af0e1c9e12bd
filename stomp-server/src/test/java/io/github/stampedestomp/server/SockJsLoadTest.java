package io.github.stampedestomp.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.UnixOperatingSystemMXBean;
import io.github.stampedestomp.server.net.RawClient;
import io.github.stampedestomp.session.SessionEvent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Many sessions over plain HTTP at once, over real sockets. */
class SockJsLoadTest {
    private static final int SESSIONS = 500;
    private static final int MESSAGES = 10_000;
    private static final int BURST = 100;
    private static final long SLACK_BYTES = 2 << 20;

    private static final String CONNECT = "CONNECT\\naccept-version:1.2\\n\\n\\u0000";
    private static final String SUBSCRIBE = "SUBSCRIBE\\nid:0\\ndestination:/topic/all\\nreceipt:here\\n\\n\\u0000";

    @Test
    void aThousandSessionsOverPlainHttpGetEveryMessageOnceAndInOrderAndLeaveNothingBehind() throws Exception {
        CountDownLatch disconnected = new CountDownLatch(2 * SESSIONS + 2);
        try (StompServer server = server(disconnected)) {
            warmUp(server.port());
            long heapBefore = liveHeap();
            long descriptorsBefore = openDescriptors();
            int threadsBefore = Thread.activeCount();
            exchange(server.port());
            assertThat(disconnected.await(60, TimeUnit.SECONDS)).isTrue();
            Await.until("no connection is left", () -> server.connections() == 0);
            Await.until("all descriptors are returned", () -> openDescriptors() <= descriptorsBefore);
            Await.until("all threads have ended", () -> Thread.activeCount() <= threadsBefore);
            Await.until("all memory is returned", () -> liveHeap() <= heapBefore + SLACK_BYTES);
        }
    }

    private static StompServer server(CountDownLatch disconnected) {
        StompServer server = StompServer.builder()
                .rules(OpenRules::allow)
                .port(0)
                .sockJs("/sockjs")
                .onSessionEvent(event -> {
                    if (event instanceof SessionEvent.Disconnected) {
                        disconnected.countDown();
                    }
                })
                .executor(Runnable::run)
                .build();
        server.start();
        return server;
    }

    private static void exchange(int port) throws Exception {
        try (SockJsCrowd streaming = new SockJsCrowd(port, "xhr_streaming", SESSIONS);
                SockJsCrowd polling = new SockJsCrowd(port, "xhr", SESSIONS)) {
            connect(port, streaming);
            connect(port, polling);
            publish(port, streaming, polling);
        }
    }

    /** Sends for all at once, as a session has to be connected soon after it was opened. */
    private static void connect(int port, SockJsCrowd crowd) {
        crowd.awaitOpen();
        try (RawClient sender = RawClient.to(port)) {
            sender.send(crowd.sessions().stream()
                    .map(session -> request(session, CONNECT, SUBSCRIBE))
                    .collect(Collectors.joining()));
            for (String session : crowd.sessions()) {
                assertThat(sender.readUntil("\r\n\r\n")).as(session).startsWith("HTTP/1.1 204 ");
            }
        }
        crowd.awaitAnswers(2);
    }

    private static String request(String session, String... messages) {
        String payload = "[\"" + String.join("\",\"", messages) + "\"]";
        return "POST /sockjs/000/" + session + "/xhr_send HTTP/1.1\r\nHost: a\r\nContent-Length: " + payload.length()
                + "\r\n\r\n" + payload;
    }

    /** Sends a burst after the other, never more than two ahead of the slowest. */
    private static void publish(int port, SockJsCrowd... crowds) throws IOException {
        try (WireClient publisher = WireClient.connect(port)) {
            for (int sent = 0; sent < MESSAGES; sent += BURST) {
                ByteArrayOutputStream burst = new ByteArrayOutputStream();
                for (int number = sent + 1; number <= sent + BURST; number++) {
                    burst.writeBytes(
                            WireClient.masked(1, ("SEND\ndestination:/topic/all\n\n" + number + "\0").getBytes(UTF_8)));
                }
                publisher.write(burst.toByteArray());
                for (SockJsCrowd crowd : crowds) {
                    crowd.awaitMessage(sent - BURST);
                }
            }
            for (SockJsCrowd crowd : crowds) {
                crowd.awaitMessage(MESSAGES);
            }
        }
    }

    /** What is loaded or opened once, on first use, is no leak. */
    private static void warmUp(int port) throws Exception {
        try (SockJsCrowd one = new SockJsCrowd(port, "xhr", 1)) {
            one.awaitOpen();
        }
        WireClient.connect(port).close();
    }

    private static long liveHeap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static long openDescriptors() {
        return ((UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getOpenFileDescriptorCount();
    }
}
