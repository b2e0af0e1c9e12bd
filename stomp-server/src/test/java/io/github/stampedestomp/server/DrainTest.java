package io.github.stampedestomp.server;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import io.github.stampedestomp.request.Requests;
import io.github.stampedestomp.server.net.RawClient;
import io.github.stampedestomp.session.SessionEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How a server stops: what it waits for, what it refuses meanwhile, and how its clients are told. */
class DrainTest {
    private static final String UPGRADE = """
            GET %s HTTP/1.1\r
            Host: localhost\r
            Upgrade: websocket\r
            Connection: Upgrade\r
            Sec-WebSocket-Version: 13\r
            Sec-WebSocket-Key: AQIDBAUGBwgJCgsMDQ4PEA==\r
            \r
            """;

    @RegisterExtension
    final LogOf log = new LogOf(Listening.class.getName(), Level.INFO);

    @RegisterExtension
    final LogOf requestLog = new LogOf(Requests.class);

    private final BlockingQueue<SessionEvent> events = new LinkedBlockingQueue<>();
    private final CompletableFuture<String> answer = new CompletableFuture<>();
    private final StompServer server = server(0);

    private StompServer server(int port) {
        StompServer made = StompServer.builder()
                .port(port)
                .rules(OpenRules::allow)
                .sockJs("/sockjs")
                .api(HttpApi.withKey("a key of many characters"))
                .requests(requests -> requests.onRequest("/app/later", request -> answer))
                .onSessionEvent(events::add)
                .build();
        made.start();
        return made;
    }

    @AfterEach
    void stop() {
        server.stop(Drain.atOnce());
    }

    @Test
    void aServerWithoutClientsWaitsForNothing() {
        assertThat(timeOf(() -> server.stop(Drain.over(Duration.ofMinutes(2))))).isLessThan(Duration.ofSeconds(30));
    }

    @Test
    void fewClientsAreToldAtOnce() {
        List<StompClient> clients = connected(20);
        Thread stopping = stopping(Drain.over(Duration.ofMinutes(2)));
        Duration taken = timeOf(() -> {
            assertAllClosed(clients);
            join(stopping);
        });
        assertThat(taken).isLessThan(Duration.ofSeconds(30));
    }

    @Test
    void manyClientsAreToldOneAfterTheOther() {
        List<StompClient> clients = connected(130);
        Thread stopping = stopping(Drain.over(Duration.ofMinutes(2)));
        assertThat(timeOf(() -> assertAllClosed(clients))).isGreaterThan(Duration.ofMillis(250));
        join(stopping);
    }

    @Test
    void nothingNewBeginsOnConnectionsThatAreOpen() {
        StompClient asking = asking();
        int port = server.port();
        List<RawClient> open = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            open.add(RawClient.to(port).send("GET /sockjs/ HTTP/1.1\r\nHost: localhost\r\n\r\n"));
            assertThat(Answer.read(open.get(i), true).status()).isEqualTo("200 OK");
        }
        Thread stopping = stopping(Drain.over(Duration.ofMinutes(2)));
        awaitDraining();
        assertRefused(open.get(0).send(UPGRADE.formatted("/stomp")));
        assertRefused(open.get(1).send(UPGRADE.formatted("/sockjs/0/a/websocket")));
        assertRefused(open.get(2).send(SockJsClient.wire("POST", "/sockjs/0/a/xhr", "")));
        assertRefused(open.get(3).send(SockJsClient.wire("POST", "/api/send/topic/a", "x")));
        open.forEach(RawClient::close);
        assertAnswered(asking);
        join(stopping);
    }

    @Test
    void thePortServesAnotherServerWhileTheFirstStillDrains() {
        StompClient asking = asking();
        int port = server.port();
        Thread stopping = stopping(Drain.over(Duration.ofMinutes(2)));
        awaitDraining();
        try (StompServer next = server(port);
                StompClient client = Transport.WEBSOCKET.open(port)) {
            client.connect("anna");
            client.subscribe("/topic/a");
            assertThat(next.isDraining()).isFalse();
        }
        assertThat(server.isDraining()).isTrue();
        assertAnswered(asking);
        join(stopping);
        assertThat(server.isDraining()).isTrue();
    }

    @Test
    void aClientThatDisconnectsMeanwhileGetsItsReceipt() {
        StompClient asking = asking();
        StompClient leaving = connected(1).get(0);
        leaving.subscribe("/topic/a");
        Thread stopping = stopping(Drain.over(Duration.ofMinutes(2)));
        awaitDraining();
        leaving.send("DISCONNECT\nreceipt:bye\n\n^@");
        assertThat(leaving.next()).isEqualTo("RECEIPT\nreceipt-id:bye\n\n^@");
        assertThat(leaving.next()).isEqualTo(StompClient.CLOSED);
        assertThat(leaving.closeCode()).isEqualTo(1000);
        leaving.close();
        assertAnswered(asking);
        join(stopping);
    }

    @Test
    void aRequestThatIsNeverAnsweredIsWaitedForUntilTheTimeIsOver() {
        StompClient asking = asking();
        asking.send("DISCONNECT\nreceipt:bye\n\n^@");
        Duration time = Duration.ofMillis(600);
        Thread stopping = stopping(Drain.over(time));
        Duration taken = timeOf(() -> {
            assertThat(asking.next()).isEqualTo(StompClient.CLOSED);
            assertThat(asking.closeCode()).isEqualTo(1012);
            asking.close();
            join(stopping);
        });
        assertThat(taken).isBetween(time.dividedBy(2), time.plusSeconds(2));
        assertThat(events).last().isInstanceOf(SessionEvent.Disconnected.class);
    }

    @Test
    void aServerWhoseHandlerBlocksStopsInTime() throws InterruptedException {
        StompServer blocked = StompServer.builder()
                .port(0)
                .requests(requests -> requests.onSend("/app/block", request -> events.take()))
                .onSessionEvent(event -> {
                    if (event instanceof SessionEvent.Disconnected) {
                        events.add(event);
                    }
                })
                .build();
        blocked.start();
        StompClient client = Transport.WEBSOCKET.open(blocked.port());
        client.connect("anna");
        client.send("SEND\ndestination:/app/block\n\n^@");
        client.send("SEND\ndestination:/topic/a\nreceipt:r\n\n^@");
        client.next();
        client.close();
        assertThat(timeOf(() -> blocked.stop(Drain.over(Duration.ofMillis(300)))))
                .isLessThan(Duration.ofSeconds(3));
        assertThat(events.poll(30, TimeUnit.SECONDS)).isInstanceOf(SessionEvent.Disconnected.class);
        assertThat(requestLog.lines()).containsExactly("ERROR the handler of a request to /app/block has failed: null");
    }

    @Test
    void aPollerGetsAllThatWaitsHoweverManyPollsThatTakes() {
        StompClient poller = Transport.XHR_POLLING.open(server.port());
        poller.connect("anna");
        poller.subscribe("/topic/a");
        for (int i = 0; i < 40; i++) {
            server.send("/topic/a", i + "x".repeat(10_000));
        }
        Thread stopping = stopping(Drain.over(Duration.ofMinutes(2)));
        for (int i = 0; i < 40; i++) {
            assertThat(poller.next()).contains("\n\n" + i + "x");
        }
        assertThat(poller.next()).isEqualTo(StompClient.CLOSED);
        assertThat(poller.closeCode()).isEqualTo(1012);
        poller.close();
        join(stopping);
    }

    @Test
    void beginAndEndAreLoggedOnce() {
        server.stop();
        assertThat(log.lines()).hasSize(2);
        assertThat(log.lines().get(0)).startsWith("INFO The server stops, with 0 connections, in ");
        assertThat(log.lines().get(1)).startsWith("INFO The server has stopped after ");
    }

    /** {@return a client whose request the application has not answered} */
    private StompClient asking() {
        StompClient client = connected(1).get(0);
        client.send("SEND\ndestination:/app/later\nreceipt:r\n\n^@");
        client.subscribe("/user/queue/replies");
        return client;
    }

    private void assertAnswered(StompClient asking) {
        answer.complete("the answer");
        assertThat(List.of(asking.next(), asking.next()))
                .anyMatch(frame -> frame.endsWith("\n\nthe answer^@"))
                .anyMatch(frame -> frame.equals("RECEIPT\nreceipt-id:r\n\n^@"));
        assertAllClosed(List.of(asking));
    }

    private List<StompClient> connected(int count) {
        List<StompClient> clients = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            StompClient client = Transport.WEBSOCKET.open(server.port());
            client.connect("anna");
            clients.add(client);
        }
        return clients;
    }

    private static void assertAllClosed(List<StompClient> clients) {
        for (StompClient client : clients) {
            assertThat(client.next()).isEqualTo(StompClient.CLOSED);
            assertThat(client.closeCode()).isEqualTo(1012);
            client.close();
        }
    }

    private static void assertRefused(RawClient client) {
        Answer refused = Answer.read(client, true);
        assertThat(refused.status()).isEqualTo("503 Service Unavailable");
        assertThat(refused.headers()).containsEntry("Retry-After", "1").containsEntry("Connection", "close");
        assertThat(client.readToEnd()).isEmpty();
    }

    private Thread stopping(Drain drain) {
        Thread thread = new Thread(() -> server.stop(drain));
        thread.start();
        return thread;
    }

    /** The line is logged when the port is free. */
    private void awaitDraining() {
        Await.until("the server stops", () -> !log.lines().isEmpty());
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static Duration timeOf(Runnable task) {
        long begun = System.nanoTime();
        task.run();
        return Duration.ofNanos(System.nanoTime() - begun);
    }
}
