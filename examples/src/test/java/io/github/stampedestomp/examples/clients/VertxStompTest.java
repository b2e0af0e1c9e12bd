package io.github.stampedestomp.examples.clients;

import static io.github.stampedestomp.examples.clients.VertxClient.await;
import static io.github.stampedestomp.examples.clients.VertxClient.next;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.stampedestomp.server.StompServer;
import io.github.stampedestomp.session.Login;
import io.github.stampedestomp.session.SessionEvent;
import io.github.stampedestomp.user.Denied;
import io.github.stampedestomp.user.User;
import io.vertx.ext.stomp.Frame;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Talks to the server with vertx-stomp, unchanged: a client for Java that knows nothing of this server. */
class VertxStompTest {
    private static final Map<String, String> PASSCODES = Map.of("ada", "lovelace", "ben", "franklin");

    private final BlockingQueue<SessionEvent> events = new LinkedBlockingQueue<>();
    private final CountDownLatch slowHasBegun = new CountDownLatch(1);
    private final CountDownLatch slowMayEnd = new CountDownLatch(1);
    private final StompServer server = start();
    private final VertxClients clients = new VertxClients(server.port());

    private StompServer start() {
        StompServer started = StompServer.builder()
                .port(0)
                .authenticate(VertxStompTest::user)
                .requests(requests -> requests.onRequest(
                                "/app/upper", request -> request.text().toUpperCase(Locale.ROOT))
                        .onSend("/app/door/{name}", request -> {
                            throw Denied.because("the " + request.path("name") + " door is shut");
                        })
                        .onSend("/app/slow", request -> {
                            slowHasBegun.countDown();
                            assertThat(slowMayEnd.await(10, SECONDS)).isTrue();
                        })
                        .onSend(
                                "/app/tell/{name}",
                                request -> request.sendToUser(
                                        request.path("name"), "/queue/direct", request.user() + ": " + request.text())))
                .onSessionEvent(events::add)
                .build();
        started.start();
        return started;
    }

    private static User user(Login login) {
        if (!login.passcode().equals(PASSCODES.get(login.name()))) {
            throw Denied.because("unknown login or wrong passcode");
        }
        return User.named(login.name());
    }

    @AfterEach
    void stop() throws IOException {
        slowMayEnd.countDown();
        clients.close();
        server.close();
    }

    @Test
    void clientSignsInWithLoginAndPasscode() {
        VertxClient ada = signIn("ada");
        assertThat(ada.connection().version()).isEqualTo("1.2");
        assertThat(server.users().find("ada").orElseThrow().sessions())
                .extracting(session -> session.id())
                .containsExactly(ada.connection().session());
    }

    @Test
    void wrongPasscodeIsRefusedWithASentence() throws InterruptedException {
        VertxClient stranger = clients.begin("ada", "byron");
        assertThat(stranger.nextError().getHeader("message")).isEqualTo("unknown login or wrong passcode");
        assertThat(server.users().names()).isEmpty();
    }

    @Test
    void requestIsAnsweredWithItsCorrelationId() throws InterruptedException {
        VertxClient ada = signIn("ada");
        BlockingQueue<Frame> replies = ada.subscribe("/user/queue/replies");
        await(ada.send("/app/upper", Map.of("correlation-id", "7"), "tea ✓").confirmation());
        Frame answer = next(replies);
        assertThat(answer.getBodyAsString()).isEqualTo("TEA ✓");
        assertThat(answer.getDestination()).isEqualTo("/user/queue/replies");
        assertThat(answer.getHeader("correlation-id")).isEqualTo("7");
    }

    @Test
    void requestIsAnsweredWhereItsReplyToSays() throws InterruptedException {
        VertxClient ada = signIn("ada");
        BlockingQueue<Frame> replies = ada.subscribe("/user/queue/replies");
        BlockingQueue<Frame> others = ada.subscribe("/user/queue/upper");
        await(ada.send("/app/upper", Map.of("reply-to", "/user/queue/upper"), "there")
                .confirmation());
        await(ada.send("/app/upper", Map.of(), "here").confirmation());
        assertThat(next(others).getBodyAsString()).isEqualTo("THERE");
        assertThat(next(replies).getBodyAsString()).isEqualTo("HERE");
    }

    @Test
    void refusedRequestIsToldAndTheSessionLives() throws InterruptedException {
        VertxClient ada = signIn("ada");
        BlockingQueue<Frame> errors = ada.subscribe("/user/queue/errors");
        VertxClient.Sent refused = ada.send("/app/door/front", Map.of("correlation-id", "8"), "knock");
        Frame error = next(errors);
        assertThat(error.getHeaders())
                .containsEntry("message", "the front door is shut")
                .containsEntry("failed-destination", "/app/door/front")
                .containsEntry("failed-receipt", refused.receipt())
                .containsEntry("correlation-id", "8");
        assertThat(error.getBodyAsString()).isEqualTo("the front door is shut");
        await(ada.send("/app/upper", Map.of(), "still here").confirmation());
        assertThat(ada.receipts()).doesNotContain(refused.receipt());
    }

    @Test
    void receiptOfARequestComesOnceItsHandlerIsDone() throws InterruptedException {
        VertxClient ada = signIn("ada");
        VertxClient.Sent slow = ada.send("/app/slow", Map.of(), "");
        assertThat(slowHasBegun.await(10, SECONDS)).isTrue();
        ada.subscribe("/topic/news"); // its receipt overtakes
        assertThat(ada.receipts()).hasSize(1).doesNotContain(slow.receipt());
        slowMayEnd.countDown();
        await(slow.confirmation());
        assertThat(ada.receipts()).hasSize(2).endsWith(slow.receipt());
    }

    @Test
    void messageToAUserReachesAllSessionsOfThatUserAndNobodyElse() throws InterruptedException {
        BlockingQueue<Frame> first = signIn("ada").subscribe("/user/queue/news");
        BlockingQueue<Frame> second = signIn("ada").subscribe("/user/queue/news");
        BlockingQueue<Frame> bens = signIn("ben").subscribe("/user/queue/news");
        server.sendToUser("ada", "/queue/news", "for Ada");
        server.sendToUser("ben", "/queue/news", "for Ben");
        assertThat(next(first).getBodyAsString()).isEqualTo("for Ada");
        assertThat(next(second).getBodyAsString()).isEqualTo("for Ada");
        assertThat(next(bens).getBodyAsString()).isEqualTo("for Ben");
    }

    @Test
    void usersWriteToEachOtherByARequest() throws InterruptedException {
        VertxClient ada = signIn("ada");
        BlockingQueue<Frame> adas = ada.subscribe("/user/queue/direct");
        VertxClient ben = signIn("ben");
        BlockingQueue<Frame> bens = ben.subscribe("/user/queue/direct");
        await(ada.send("/app/tell/ben", Map.of(), "hello").confirmation());
        await(ben.send("/app/tell/ada", Map.of(), "hello yourself").confirmation());
        assertThat(next(bens).getBodyAsString()).isEqualTo("ada: hello");
        assertThat(next(adas).getBodyAsString()).isEqualTo("ben: hello yourself");
    }

    @Test
    void sendToATopicIsRefusedWithAnErrorByDefault() throws InterruptedException {
        VertxClient ada = signIn("ada");
        VertxClient.Sent refused = ada.send("/topic/news", Map.of(), "hello");
        Frame error = ada.nextError();
        assertThat(error.getHeader("message")).isEqualTo("SEND to '/topic/news' is not allowed");
        assertThat(error.getHeader("receipt-id")).isEqualTo(refused.receipt());
    }

    @Test
    void disconnectIsConfirmedByAReceipt() throws InterruptedException {
        VertxClient ada = signIn("ada");
        Frame disconnect = await(ada.connection().disconnect());
        assertThat(ada.receipts()).containsExactly(disconnect.getReceipt());
        assertThat(events.poll(10, SECONDS)).isInstanceOf(SessionEvent.Connected.class);
        assertThat(events.poll(10, SECONDS))
                .isInstanceOfSatisfying(SessionEvent.Disconnected.class, end -> assertThat(end.reason())
                        .isEqualTo("DISCONNECT"));
    }

    private VertxClient signIn(String name) {
        return clients.signIn(name, PASSCODES.get(name));
    }
}
