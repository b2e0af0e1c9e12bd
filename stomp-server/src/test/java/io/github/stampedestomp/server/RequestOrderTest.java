package io.github.stampedestomp.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stampedestomp.request.Request;
import io.github.stampedestomp.request.Requests;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests of one session keep their order, and those of one session do not hold up another. */
class RequestOrderTest {
    private static final int MANY = 10_000;
    private static final int PATIENCE_SECONDS = 60;
    private static final String ASK = "SEND\ndestination:/app/echo\n\nhello^@";

    private final ExecutorService pool = ApplicationThreads.pool("stampede-application-");
    private final CountDownLatch mayReturn = new CountDownLatch(1);
    private final BlockingQueue<String> counted = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> blocked = new LinkedBlockingQueue<>();
    private final List<StompClient> clients = new ArrayList<>();
    private final StompServer server = StompServer.builder()
            .port(0)
            .executor(pool)
            .heartBeat(Duration.ofMillis(100), Duration.ZERO)
            .rules(OpenRules::allow)
            .requests(this::answers)
            .build();

    private void answers(Requests.Builder requests) {
        requests.onSend("/app/count", request -> counted.add(request.text()))
                .onSend("/app/block", this::block)
                .onRequest("/app/echo", Request::text);
    }

    private void block(Request request) throws InterruptedException {
        blocked.add(request.session());
        mayReturn.await();
    }

    @BeforeEach
    void start() {
        server.start();
    }

    @AfterEach
    void stop() throws InterruptedException {
        mayReturn.countDown();
        clients.forEach(StompClient::close);
        server.stop();
        pool.shutdown();
        assertThat(pool.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    }

    private StompClient client() {
        StompClient client = Transport.WEBSOCKET.open(server.port());
        clients.add(client);
        client.connect("");
        return client;
    }

    /** Lets handlers of so many sessions block. */
    private void block(int sessions) throws InterruptedException {
        for (int i = 0; i < sessions; i++) {
            client().send("SEND\ndestination:/app/block\n\n^@");
        }
        for (int i = 0; i < sessions; i++) {
            assertThat(blocked.poll(PATIENCE_SECONDS, TimeUnit.SECONDS)).isNotNull();
        }
    }

    @Test
    void tenThousandRequestsOfASessionReachTheHandlerInTheirOrderWhileHandlersOfOthersBlock() throws Exception {
        block(20);
        StompClient client = client();
        for (int i = 0; i < MANY; i++) {
            client.send("SEND\ndestination:/app/count\n\n" + i + "^@");
        }
        for (int i = 0; i < MANY; i++) {
            assertThat(counted.poll(PATIENCE_SECONDS, TimeUnit.SECONDS)).isEqualTo(String.valueOf(i));
        }
    }

    /** More than any pool of fixed size for the loops, and more than the cores. */
    @ParameterizedTest
    @ValueSource(ints = {1, 9, 40})
    void handlersThatBlockHoldUpNobodyElse(int sessions) throws Exception {
        block(sessions);
        StompClient client = client();
        client.subscribe("/user/queue/replies");
        client.subscribe("/topic/a");
        client.send(ASK);
        assertThat(client.next())
                .contains("\ndestination:/user/queue/replies\n")
                .endsWith("\n\nhello^@");
        server.send("/topic/a", "of the server");
        assertThat(client.next()).endsWith("\n\nof the server^@");
        client.send("SEND\ndestination:/topic/a\n\nof a client^@");
        assertThat(client.next()).endsWith("\n\nof a client^@");
        assertThat(mayReturn.getCount()).isOne();
    }

    @Test
    void theSessionWhoseHandlerBlocksStillGetsMessagesAndHeartBeats() throws Exception {
        try (WireClient client = WireClient.open(server.port())) {
            client.send("CONNECT\naccept-version:1.2\nheart-beat:0,100\n\n^@");
            assertThat(client.next().wire()).startsWith("CONNECTED\n");
            client.send("SUBSCRIBE\nid:1\ndestination:/topic/a\n\n^@SEND\ndestination:/app/block\n\n^@");
            assertThat(blocked.poll(PATIENCE_SECONDS, TimeUnit.SECONDS)).isNotNull();
            assertThat(nextOtherThan(client, "MESSAGE")).isEqualTo("\n");
            server.send("/topic/a", "hello");
            assertThat(nextOtherThan(client, "\n")).endsWith("\n\nhello^@");
            assertThat(nextOtherThan(client, "MESSAGE")).isEqualTo("\n");
            assertThat(mayReturn.getCount()).isOne();
        }
    }

    private static String nextOtherThan(WireClient client, String start) throws Exception {
        String next = client.next().wire();
        while (next.startsWith(start)) {
            next = client.next().wire();
        }
        return next;
    }

    @Test
    void whatASessionAsksBehindAHandlerThatBlocksWaitsForIt() throws Exception {
        block(1);
        StompClient waiting = clients.get(0);
        waiting.send("SEND\ndestination:/app/count\nreceipt:r\n\nbehind^@");
        waiting.send("SEND\ndestination:/topic/a\nreceipt:q\n\n^@");
        assertThat(waiting.next()).isEqualTo("RECEIPT\nreceipt-id:q\n\n^@");
        assertThat(counted).isEmpty();
        mayReturn.countDown();
        assertThat(waiting.next()).isEqualTo("RECEIPT\nreceipt-id:r\n\n^@");
        assertThat(counted).containsExactly("behind");
    }
}
