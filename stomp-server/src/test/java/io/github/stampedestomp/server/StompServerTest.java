package io.github.stampedestomp.server;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.stampedestomp.frame.Headers;
import io.github.stampedestomp.frame.Limit;
import io.github.stampedestomp.request.Outcome;
import io.github.stampedestomp.session.SessionEvent;
import io.github.stampedestomp.user.ClientSession;
import io.github.stampedestomp.user.Denied;
import io.github.stampedestomp.user.OnlineUser;
import io.github.stampedestomp.user.User;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The life of a server, and what its builder settles. */
class StompServerTest {
    private static StompServer started(StompServerBuilder builder) {
        StompServer server = builder.build();
        server.start();
        return server;
    }

    @Test
    void portZeroTakesAFreePort() {
        try (StompServer server =
                started(StompServer.builder().rules(OpenRules::allow).port(0))) {
            assertThat(server.port()).isPositive();
        }
    }

    @Test
    void aServerIsStartedOnlyOnce() {
        try (StompServer server =
                started(StompServer.builder().rules(OpenRules::allow).port(0))) {
            assertThatIllegalStateException().isThrownBy(server::start);
        }
    }

    @Test
    void aServerThatDoesNotRunHasNoPort() {
        StompServer server =
                StompServer.builder().rules(OpenRules::allow).port(0).build();
        assertThatIllegalStateException().isThrownBy(server::port).withMessage("the server does not run");
        server.start();
        server.stop();
        server.stop();
        assertThatIllegalStateException().isThrownBy(server::port);
        assertThatIllegalStateException().isThrownBy(server::start);
    }

    @Test
    void aTakenPortIsToldToTheCaller() {
        try (StompServer first =
                started(StompServer.builder().rules(OpenRules::allow).port(0))) {
            StompServer second = StompServer.builder()
                    .rules(OpenRules::allow)
                    .port(first.port())
                    .build();
            assertThatThrownBy(second::start)
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining(String.valueOf(first.port()));
        }
    }

    @Test
    void theSamePortIsFreeAtOnceAfterAStopAmidTraffic() throws IOException {
        StompServer first =
                started(StompServer.builder().rules(OpenRules::allow).port(0));
        int port = first.port();
        JdkClient client = JdkClient.connect(port, "1.2");
        first.stop();
        assertThat(client.closeCode()).isEqualTo(1012);
        try (StompServer second =
                started(StompServer.builder().rules(OpenRules::allow).port(port))) {
            WireClient.connect(second.port()).close();
        }
    }

    @Test
    void stopDeliversWhatWaitsAndThenClosesWith1012() throws IOException {
        StompServer server =
                started(StompServer.builder().rules(OpenRules::allow).port(0));
        try (WireClient client = WireClient.connect(server.port())) {
            client.send("SUBSCRIBE\nid:1\ndestination:/topic/a\nreceipt:1\n\n^@");
            assertThat(client.next().wire()).startsWith("RECEIPT\n");
            for (int i = 0; i < 1000; i++) {
                server.send("/topic/a", "message " + i);
            }
            server.stop();
            for (int i = 0; i < 1000; i++) {
                assertThat(client.next().wire()).endsWith("\n\nmessage " + i + "^@");
            }
            assertThat(client.next().closeCode()).isEqualTo(1012);
            assertThat(client.isAtEnd()).isTrue();
        }
    }

    @Test
    void aStoppedServerTakesNoClients() {
        StompServer server =
                started(StompServer.builder().rules(OpenRules::allow).port(0));
        int port = server.port();
        server.stop();
        assertThatThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), port).close())
                .isInstanceOf(ConnectException.class);
    }

    @Test
    void stopCutsOffWhoeverTakesNothing() throws IOException {
        StompServer server = started(StompServer.builder()
                .rules(OpenRules::allow)
                .port(0)
                .limits(limits -> limits.sendBufferBytes(64 << 20))
                .drain(Drain.over(Duration.ofMillis(100))));
        try (WireClient client = WireClient.connect(server.port())) {
            client.send("SUBSCRIBE\nid:1\ndestination:/topic/a\nreceipt:1\n\n^@");
            assertThat(client.next().wire()).startsWith("RECEIPT\n");
            String body = "x".repeat(1 << 20);
            for (int i = 0; i < 32; i++) {
                server.send("/topic/a", body);
            }
            server.stop();
        }
        assertThatIllegalStateException().isThrownBy(server::connections);
    }

    @Test
    void aThreadOfTheNetworkCannotStopTheServer() throws Exception {
        BlockingQueue<Throwable> thrown = new LinkedBlockingQueue<>();
        AtomicReference<StompServer> running = new AtomicReference<>();
        try (StompServer server = started(StompServer.builder()
                .rules(OpenRules::allow)
                .port(0)
                .executor(Runnable::run)
                .onSessionEvent(event -> {
                    try {
                        running.get().stop();
                    } catch (IllegalStateException e) {
                        thrown.add(e);
                    }
                }))) {
            running.set(server);
            WireClient.connect(server.port()).close();
            assertThat(thrown.poll(30, TimeUnit.SECONDS)).hasMessageContaining("would wait for itself");
        }
    }

    @Test
    void aBurstOfTheApplicationReachesASubscriberThatKeepsUp() throws IOException {
        try (StompServer server =
                        started(StompServer.builder().rules(OpenRules::allow).port(0));
                WireClient client = WireClient.connect(server.port())) {
            client.send("SUBSCRIBE\nid:1\ndestination:/topic/a\nreceipt:1\n\n^@");
            assertThat(client.next().wire()).startsWith("RECEIPT\n");
            for (int i = 0; i < 10_000; i++) {
                server.send("/topic/a", "message " + i);
            }
            for (int i = 0; i < 10_000; i++) {
                assertThat(client.next().wire()).endsWith("\n\nmessage " + i + "^@");
            }
        }
    }

    @Test
    void whatAClientSendsBeforeItsCloseIsCarriedOutThoughNobodyHasLetItInYet() throws Exception {
        CountDownLatch mayDecide = new CountDownLatch(1);
        try (StompServer server = started(
                        StompServer.builder().rules(OpenRules::allow).port(0).authenticate(login -> {
                            if (login.name().equals("slow")) {
                                awaitUninterruptibly(mayDecide);
                            }
                            return User.named(login.name());
                        }));
                WireClient reader = WireClient.open(server.port());
                WireClient sender = WireClient.open(server.port())) {
            reader.send("CONNECT\naccept-version:1.2\nlogin:reader\n\n^@");
            assertThat(reader.next().wire()).startsWith("CONNECTED\n");
            reader.send("SUBSCRIBE\nid:1\ndestination:/topic/a\nreceipt:1\n\n^@");
            assertThat(reader.next().wire()).startsWith("RECEIPT\n");
            sender.send("CONNECT\naccept-version:1.2\nlogin:slow\n\n^@SEND\ndestination:/topic/a\n\nlast words^@");
            sender.send(8, new byte[] {3, (byte) 0xe8});
            assertThat(sender.next().closeCode()).isEqualTo(1000);
            mayDecide.countDown();
            assertThat(reader.next().wire()).endsWith("\n\nlast words^@");
        }
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void eachSessionEventIsToldOnceAndInOrder() throws Exception {
        BlockingQueue<SessionEvent> events = new LinkedBlockingQueue<>();
        try (StompServer server = started(StompServer.builder()
                .rules(OpenRules::allow)
                .port(0)
                .authenticate(login -> User.named(login.name()))
                .onSessionEvent(events::add))) {
            JdkClient client = new JdkClient(server.port());
            client.send("CONNECT\naccept-version:1.2\nlogin:anna\n\n^@");
            client.send("SUBSCRIBE\nid:1\ndestination:/topic/a\n\n^@UNSUBSCRIBE\nid:1\n\n^@");
            client.send("SUBSCRIBE\nid:2\ndestination:/topic/b\nreceipt:1\n\n^@");
            assertThat(client.next()).startsWith("CONNECTED\n");
            assertThat(client.next()).startsWith("RECEIPT\n");
            client.abort();
            assertThat(List.of(next(events), next(events), next(events), next(events), next(events), next(events)))
                    .extracting(StompServerTest::told)
                    .containsExactly(
                            "Connected anna",
                            "Subscribed anna /topic/a",
                            "Unsubscribed anna /topic/a",
                            "Subscribed anna /topic/b",
                            "Unsubscribed anna /topic/b",
                            "Disconnected anna");
        }
        assertThat(events).isEmpty();
    }

    private static SessionEvent next(BlockingQueue<SessionEvent> events) throws InterruptedException {
        SessionEvent event = events.poll(30, TimeUnit.SECONDS);
        assertThat(event).as("the next event").isNotNull();
        return event;
    }

    private static String told(SessionEvent event) {
        String told = event.getClass().getSimpleName() + " " + event.user();
        if (event instanceof SessionEvent.Subscribed subscribed) {
            return told + " " + subscribed.destination();
        }
        if (event instanceof SessionEvent.Unsubscribed unsubscribed) {
            return told + " " + unsubscribed.destination();
        }
        return told;
    }

    @Test
    void sendRefusesWhatNoClientCouldSubscribeTo() {
        try (StompServer server =
                started(StompServer.builder().rules(OpenRules::allow).port(0))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> server.send("/nowhere", "x"))
                    .withMessage(
                            "the destination '/nowhere' begins with none of the prefixes /topic/, /queue/, /user/");
            assertThatIllegalArgumentException().isThrownBy(() -> server.send("/topic/*", "x"));
        }
    }

    @Test
    void sendToAFullQueueSaysSo() {
        try (StompServer server = started(
                StompServer.builder().rules(OpenRules::allow).port(0).limits(limits -> limits.queueMessages(1)))) {
            server.send("/queue/a", "x");
            assertThatIllegalStateException().isThrownBy(() -> server.send("/queue/a", "x"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "http://localhost:PORT, 101",
        "http://127.0.0.1:PORT, 403",
        "http://localhost, 403",
        "https://localhost:PORT, 403",
        "http://localhost.evil.example:PORT, 403",
        "null, 403"
    })
    void pagesOfOtherOriginsAreRefusedByDefault(String origin, int status) throws Exception {
        try (StompServer server =
                started(StompServer.builder().rules(OpenRules::allow).port(0))) {
            assertThat(upgrade(server.port(), origin.replace("PORT", String.valueOf(server.port()))))
                    .isEqualTo(status);
        }
    }

    @ParameterizedTest
    @CsvSource({"https://chat.example, 101", "https://chat.example:443, 101", "https://other.example, 403"})
    void pagesOfListedOriginsMayConnect(String origin, int status) throws Exception {
        try (StompServer server =
                started(StompServer.builder().rules(OpenRules::allow).port(0).allowedOrigins("https://chat.example"))) {
            assertThat(upgrade(server.port(), origin)).isEqualTo(status);
        }
    }

    @Test
    void anyOriginMayBeAllowed() throws Exception {
        try (StompServer server =
                started(StompServer.builder().rules(OpenRules::allow).port(0).allowAnyOrigin())) {
            assertThat(upgrade(server.port(), "https://other.example")).isEqualTo(101);
        }
    }

    private static int upgrade(int port, String origin) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream()
                    .write(("GET /stomp HTTP/1.1\r\nHost: localhost:" + port + "\r\nUpgrade: websocket\r\n"
                                    + "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\nOrigin: " + origin + "\r\n"
                                    + "Sec-WebSocket-Key: AQIDBAUGBwgJCgsMDQ4PEA==\r\n\r\n")
                            .getBytes(US_ASCII));
            byte[] status = socket.getInputStream().readNBytes("HTTP/1.1 101".length());
            return Integer.parseInt(new String(status, 9, 3, US_ASCII));
        }
    }

    @Test
    void filesAreServedFromAFolderAndFromTheClassPath(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("index.html"), "<p>hello");
        try (StompServer server = started(StompServer.builder()
                .rules(OpenRules::allow)
                .port(0)
                .files("/", folder)
                .files("/licence", "classpath:META-INF"))) {
            assertThat(get(server.port(), "/")).isEqualTo("<p>hello");
            assertThat(get(server.port(), "/licence/LICENSE")).contains("Apache License");
        }
    }

    private static String get(int port, String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
    }

    @Test
    void aMissingFolderIsToldAtTheStart() {
        StompServer server = StompServer.builder()
                .rules(OpenRules::allow)
                .port(0)
                .files("/", "classpath:no/such/folder")
                .build();
        assertThatThrownBy(server::start)
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("no/such/folder");
    }

    // ---- requests, users and presence, in Java ----

    private static StompServerBuilder withUsers() {
        return StompServer.builder()
                .port(0)
                .authenticate(login -> User.named(login.name()))
                .requests(
                        requests -> requests.onRequest("/app/greet/{name}", request -> "hello " + request.path("name"))
                                .onRequest("/app/refuse", request -> {
                                    throw Denied.because("not today");
                                }));
    }

    private static StompClient client(StompServer server, String user) {
        StompClient client = Transport.WEBSOCKET.open(server.port());
        client.connect(user);
        return client;
    }

    @Test
    void theProgramMayAskTheApplicationAsAClientMay() throws Exception {
        try (StompServer server = started(withUsers())) {
            Outcome answer =
                    server.request("/app/greet/anna", Headers.of(), new byte[0]).get(30, TimeUnit.SECONDS);
            assertThat(Objects.requireNonNull(answer.reply()).text()).isEqualTo("hello anna");
            assertThat(answer.failure()).isNull();
            Outcome refusal =
                    server.request("/app/refuse", Headers.of(), new byte[0]).get(30, TimeUnit.SECONDS);
            assertThat(Objects.requireNonNull(refusal.failure()).sentence()).isEqualTo("not today");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> server.request("/app/other", Headers.of(), new byte[0]))
                    .withMessage("nobody answers requests to '/app/other'");
            server.stop();
            assertThatIllegalStateException()
                    .isThrownBy(() -> server.request("/app/greet/anna", Headers.of(), new byte[0]));
        }
    }

    @Test
    void aClientGetsItsAnswerAndNoOtherOfTheSameUserDoes() {
        try (StompServer server = started(withUsers());
                StompClient asking = client(server, "anna");
                StompClient other = client(server, "anna")) {
            asking.subscribe("/user/queue/replies");
            other.subscribe("/user/queue/replies");
            asking.send("SEND\ndestination:/app/greet/ben\ncorrelation-id:7\n\n^@");
            assertThat(asking.next()).contains("\ncorrelation-id:7\n").endsWith("\n\nhello ben^@");
            server.sendToUser("anna", "/queue/replies", "for both");
            assertThat(asking.next()).endsWith("\n\nfor both^@");
            assertThat(other.next()).endsWith("\n\nfor both^@");
        }
    }

    @Test
    void aSingleSessionOfAUserMayBeSentTo() {
        try (StompServer server = started(withUsers());
                StompClient one = Transport.WEBSOCKET.open(server.port());
                StompClient other = client(server, "anna")) {
            String session = one.connect("anna");
            one.subscribe("/user/queue/x");
            other.subscribe("/user/queue/x");
            server.sendToSession(session, "/queue/x", "for one");
            server.sendToUser("anna", "/queue/x", "for both");
            assertThat(one.next()).endsWith("\n\nfor one^@");
            assertThat(one.next()).endsWith("\n\nfor both^@");
            assertThat(other.next()).endsWith("\n\nfor both^@");
        }
    }

    @Test
    void usersAreKnownWhileTheyAreThere() {
        try (StompServer server = started(withUsers());
                StompClient first = client(server, "anna")) {
            try (StompClient second = client(server, "anna");
                    StompClient ben = client(server, "ben")) {
                second.subscribe("/topic/a");
                ben.subscribe("/topic/a");
                assertThat(server.users().names()).containsExactly("anna", "ben");
                OnlineUser anna = server.users().find("anna").orElseThrow();
                assertThat(anna.sessions())
                        .hasSize(2)
                        .extracting(ClientSession::remoteAddress)
                        .containsOnly("127.0.0.1");
                assertThat(server.users().sessions()).hasSize(3);
            }
            Await.until("two have left", () -> server.users().sessions().size() == 1);
            assertThat(server.users().names()).containsExactly("anna");
            first.send("DISCONNECT\n\n^@");
            assertThat(first.next()).isEqualTo(StompClient.CLOSED);
            Await.until("nobody is there", () -> server.users().online().isEmpty());
            assertThat(server.users().sessions()).isEmpty();
            assertThat(server.users().isOnline("anna")).isFalse();
        }
    }

    @Test
    void aUserMayBeSentAway() {
        try (StompServer server = started(withUsers());
                StompClient first = client(server, "anna");
                StompClient second = client(server, "anna");
                StompClient ben = client(server, "ben")) {
            server.users().find("anna").orElseThrow().close("that is enough");
            for (StompClient anna : List.of(first, second)) {
                assertThat(anna.next()).startsWith("ERROR\nmessage:that is enough\n");
                assertThat(anna.next()).isEqualTo(StompClient.CLOSED);
            }
            Await.until("anna is gone", () -> !server.users().isOnline("anna"));
            ben.subscribe("/topic/a");
            assertThat(server.users().names()).containsExactly("ben");
        }
    }

    @Test
    void aSubscriptionMayBeTakenAway() {
        try (StompServer server = started(withUsers());
                StompClient client = Transport.WEBSOCKET.open(server.port())) {
            String session = client.connect("anna");
            client.subscribe("/user/queue/errors");
            client.subscribe("/topic/a");
            server.users().session(session).orElseThrow().unsubscribe("/topic/a", "members only");
            assertThat(client.next())
                    .contains("\nfailed-destination:/topic/a\n")
                    .endsWith("\n\nmembers only^@");
            server.send("/topic/a", "lost");
            server.sendToSession(session, "/queue/errors", "end");
            assertThat(client.next()).endsWith("\n\nend^@");
            assertThat(server.destinations())
                    .noneMatch(each -> each.destination().equals("/topic/a"));
        }
    }

    /** How often changes are told depends on the time; how things are in the end does not. */
    @Test
    void presenceIsToldAndAsked() {
        try (StompServer server = started(withUsers().presence(Duration.ofMillis(20), 10, "/topic/room/*"));
                StompClient watching = client(server, "watching")) {
            watching.subscribe("/topic/room/1/presence");
            assertThat(watching.next()).contains("\"count\":0");
            try (StompClient anna = client(server, "anna");
                    StompClient ben = client(server, "ben")) {
                anna.subscribe("/topic/room/1");
                ben.subscribe("/topic/room/1");
                ben.subscribe("/topic/room/2");
                awaitPresence(watching, "\"subscriptions\":2,\"count\":2,\"users\":[\"anna\",\"ben\"]");
                assertThat(server.presence().of("/topic/room/1").orElseThrow().users())
                        .containsExactly("anna", "ben");
            }
            awaitPresence(watching, "\"subscriptions\":0,\"count\":0,\"users\":[]");
            assertThat(server.presence().of("/topic/room/1").orElseThrow().count())
                    .isZero();
            assertThat(server.presence().of("/topic/news")).isEmpty();
        }
    }

    private static void awaitPresence(StompClient watching, String state) {
        String message = watching.next();
        while (!message.contains(state)) {
            assertThat(message).startsWith("MESSAGE\n").contains("\ndestination:/topic/room/1/presence\n");
            message = watching.next();
        }
    }

    @Test
    void changesOfPresenceAreGathered() {
        try (StompServer server = started(withUsers().presence(Duration.ofSeconds(1), 10, "/topic/room/*"));
                StompClient watching = client(server, "watching")) {
            List<StompClient> crowd = IntStream.range(0, 10)
                    .mapToObj(i -> client(server, "user-" + i))
                    .toList();
            watching.subscribe("/topic/room/1/presence");
            crowd.forEach(each -> each.subscribe("/topic/room/1"));
            int messages = 0;
            String message = "";
            while (!message.contains("\"count\":10")) {
                message = watching.next();
                messages++;
            }
            assertThat(messages).isLessThan(10);
            crowd.forEach(StompClient::close);
        }
    }

    @Test
    void limitsThatMakeNoSenseAreRefusedAtOnce() {
        StompServer.builder().limits(limits -> {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> limits.connections(0))
                    .withMessage("connections must not be 0");
            assertThatIllegalArgumentException().isThrownBy(() -> limits.bodyBytes(0));
            assertThatIllegalArgumentException().isThrownBy(() -> limits.bodyBytes(Integer.MAX_VALUE));
            assertThatIllegalArgumentException().isThrownBy(() -> limits.sendBufferBytes(-1));
            assertThatIllegalArgumentException().isThrownBy(() -> limits.queueBytes(0));
            assertThatIllegalArgumentException().isThrownBy(() -> limits.sendTimeout(Duration.ZERO));
            assertThatIllegalArgumentException().isThrownBy(() -> limits.sendTimeout(Duration.ofDays(1000)));
            assertThatIllegalArgumentException().isThrownBy(() -> limits.connectTimeout(Duration.ofMillis(-1)));
        });
    }

    /** So that whoever reads an error, a log line or a figure finds the setting. */
    @Test
    void everyLimitIsSetByTheNameThatItIsToldBy() {
        Set<String> settings = settingsOf(Limits.class);
        Set<String> settingsOfRelay = settingsOf(Relay.class);
        Set<String> setElsewhere = Set.of("requestBodyBytes", "payloadBytes", "heartBeat");
        assertThat(Arrays.stream(Limit.values()).map(Limit::settingName))
                .allMatch(name ->
                        settings.contains(name) || settingsOfRelay.contains(name) || setElsewhere.contains(name));
        assertThat(settings)
                .allMatch(name -> name.equals("idleTimeout")
                        || Arrays.stream(Limit.values())
                                .anyMatch(limit -> limit.settingName().equals(name)));
    }

    private static Set<String> settingsOf(Class<?> type) {
        return Arrays.stream(type.getMethods())
                .filter(method -> method.getReturnType() == type)
                .map(Method::getName)
                .collect(Collectors.toSet());
    }

    @Test
    void settingsThatMakeNoSenseAreRefusedAtOnce() {
        StompServerBuilder builder = StompServer.builder().rules(OpenRules::allow);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.port(70_000))
                .withMessage("port must not be 70000");
        assertThatIllegalArgumentException().isThrownBy(() -> builder.path("stomp"));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.files("web", "classpath:web"));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.filePolicy("a\r\nX: y"));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.filePolicy(" "));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.eventLoops(0));
        assertThatIllegalArgumentException().isThrownBy(() -> Drain.over(Duration.ofSeconds(-1)));
        assertThatIllegalArgumentException().isThrownBy(() -> Drain.over(Duration.ofSeconds(Long.MAX_VALUE)));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.heartBeat(Duration.ofSeconds(-1), Duration.ZERO));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.allowedOrigins("https://*.example"));
    }
}
