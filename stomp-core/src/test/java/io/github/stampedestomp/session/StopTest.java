package io.github.stampedestomp.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stampedestomp.user.User;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How a server that goes away takes leave of its clients. */
class StopTest {
    @RegisterExtension
    final Conversations server = new Conversations();

    private final Conversation client = server.connected("1.2");

    @Test
    void connectionIsClosedWithTheCodeOfARestart() {
        stop(client);
        client.readsNothing();
        client.isClosed(1012, "the server stops");
    }

    @Test
    void messagesThatWaitAreDeliveredBefore() {
        client.subscribes("0", "/topic/news");
        client.stopsReading();
        for (int i = 0; i < 20; i++) {
            server.publishes("/topic/news", "[" + i + "]" + "x".repeat(10_000));
        }
        stop(client);
        client.isOpen();
        client.readsOn();
        assertThat(client.read()).contains("[0]", "[10]", "[19]");
        client.isClosed(1012, "the server stops");
    }

    @Test
    void nothingIsReceivedAnyMore() {
        Conversation other = server.connected("1.2");
        other.subscribes("0", "/topic/other");
        waitingMessages();
        stop(client);
        client.sends("SEND\ndestination:/topic/other\nreceipt:r\n\nlate^@");
        client.sends("no frame at all\n\n^@");
        other.readsNothing();
        client.readsOn();
        assertThat(client.read()).doesNotContain("RECEIPT").doesNotContain("ERROR");
        client.isClosed(1012, "the server stops");
    }

    @Test
    void framesThatWerePostponedAreNotActedOn() {
        server.settings(settings -> settings.sendBufferBytes = 400_000);
        Conversation publisher = server.connected("1.2");
        Conversation subscriber = server.connected("1.2");
        subscriber.subscribes("0", "/topic/news");
        subscriber.stopsReading();
        publisher.sends(("SEND\ndestination:/topic/news\n\n" + "x".repeat(10_000) + "^@").repeat(30));
        assertThat(publisher.isHeld()).isTrue();
        stop(publisher);
        publisher.isClosed(1012, "the server stops");
        subscriber.readsOn();
        assertThat(subscriber.read()).hasSizeLessThan(200_000);
    }

    @Test
    void clientThatHasNotConnectedIsSentAwayAtOnce() {
        Conversation newcomer = server.opened();
        stop(newcomer);
        newcomer.readsNothing();
        newcomer.isClosed(1012, "the server stops");
    }

    @Test
    void clientThatTheApplicationHasNotDecidedAboutIsSentAwayAtOnce() {
        server.authenticator(login -> User.named("anna"));
        server.application().becomesBusy();
        Conversation newcomer = server.opened();
        newcomer.sends("CONNECT\naccept-version:1.2\n\n^@");
        stop(newcomer);
        newcomer.isClosed(1012, "the server stops");
        server.application().becomesIdle();
        server.run();
        newcomer.readsNothing();
    }

    @Test
    void clientThatTakesNothingIsCutOff() {
        waitingMessages();
        stop(client);
        server.passes(Duration.ofSeconds(11));
        client.isClosed(1008, "the client has taken nothing for 10 s (limit sendTimeout)");
    }

    @Test
    void subscriptionsEndWithTheSession() {
        client.subscribes("0", "/topic/news");
        stop(client);
        assertThat(server.isEmpty()).isTrue();
    }

    @Test
    void messagesOfAQueueThatWereNotAcknowledgedStay() {
        client.subscribes("0", "/queue/jobs", "client");
        server.publishes("/queue/jobs", "job");
        client.readsOne("MESSAGE");
        stop(client);
        Conversation other = server.connected("1.2");
        other.subscribes("0", "/queue/jobs");
        assertThat(other.readsOne("MESSAGE")).contains("\nredelivered:true\n");
    }

    @Test
    void sessionIsNoLongerConnected() {
        waitingMessages();
        stop(client);
        assertThat(client.session().isConnected()).isFalse();
        client.readsOn();
        client.read();
    }

    // ---- receiving nothing more, and going later ----

    @Test
    void sessionThatReceivesNothingMoreStillGetsWhatOthersSend() {
        client.subscribes("0", "/topic/news");
        receivesNothingMore(client);
        server.publishes("/topic/news", "late news");
        assertThat(client.readsOne("MESSAGE")).contains("late news");
        client.isOpen();
        stop(client);
        client.isClosed(1012, "the server stops");
    }

    @Test
    void clientThatDisconnectsMeanwhileGetsItsReceipt() {
        receivesNothingMore(client);
        client.sends("DISCONNECT\nreceipt:bye\n\n^@");
        client.reads("RECEIPT\nreceipt-id:bye\n\n^@");
        client.isClosed(1000, "");
    }

    @ParameterizedTest
    @ValueSource(strings = {"SEND\ndestination:/topic/other\n\nlate^@", "no frame at all\n\n^@"})
    void disconnectBehindWhatWasNotCarriedOutIsNotConfirmed(String missed) {
        receivesNothingMore(client);
        client.sends(missed, "DISCONNECT\nreceipt:bye\n\n^@");
        client.sends("DISCONNECT\nreceipt:bye\n\n^@");
        client.readsNothing();
        stop(client);
        client.isClosed(1012, "the server stops");
    }

    @Test
    void disconnectBehindARequestThatIsGivenUpIsNotConfirmed() {
        List<String> asked = new ArrayList<>();
        server.requests(requests -> requests.onSend("/app/do", request -> asked.add(request.text())));
        Conversation busy = server.connected("1.2");
        busy.subscribes("0", "/topic/a");
        busy.stopsReading();
        server.publishes("/topic/a", "x".repeat(100_000));
        server.application().becomesBusy();
        busy.sends("SEND\ndestination:/app/do\n\nsomething^@");
        stop(busy);
        busy.sends("DISCONNECT\nreceipt:bye\n\n^@");
        server.application().becomesIdle();
        busy.readsOn();
        assertThat(asked).isEmpty();
        assertThat(busy.read()).doesNotContain("RECEIPT");
        busy.isClosed(1012, "the server stops");
    }

    @Test
    void frameThatIsCutByTheStopIsNotCarriedOut() {
        Conversation other = server.connected("1.2");
        other.subscribes("0", "/topic/other");
        client.sends("SEND\ndestination:/topic/other\nreceipt:r\n\nla");
        receivesNothingMore(client);
        client.sends("te^@", "DISCONNECT\nreceipt:bye\n\n^@");
        client.readsNothing();
        other.readsNothing();
    }

    @Test
    void publisherThatWasHeldIsReadSoThatItCanClose() {
        server.settings(settings -> settings.sendBufferBytes = 400_000);
        Conversation publisher = server.connected("1.2");
        Conversation subscriber = server.connected("1.2");
        subscriber.subscribes("0", "/topic/news");
        subscriber.stopsReading();
        publisher.sends(("SEND\ndestination:/topic/news\n\n" + "x".repeat(10_000) + "^@").repeat(30));
        receivesNothingMore(publisher);
        assertThat(publisher.isHeld()).isFalse();
        publisher.sends("DISCONNECT\nreceipt:bye\n\n^@");
        publisher.readsNothing();
        subscriber.readsOn();
        assertThat(subscriber.read()).hasSizeLessThan(200_000);
    }

    @Test
    void requestIsAnsweredBeforeTheSessionGoes() {
        CompletableFuture<String> answer = new CompletableFuture<>();
        server.requests(requests -> requests.onRequest("/app/later", request -> answer));
        Conversation asking = server.connected("1.2");
        asking.sends("SEND\ndestination:/app/later\nreceipt:r\n\n^@");
        asking.session().stopOnceSettled();
        server.run();
        asking.isOpen();
        answer.complete("done");
        server.run();
        asking.reads("RECEIPT\nreceipt-id:r\n\n^@");
        asking.isClosed(1012, "the server stops");
    }

    @Test
    void sessionIsSettledWhenAllItsRequestsAreAnsweredOrItHasEnded() {
        CompletableFuture<String> answer = new CompletableFuture<>();
        server.requests(requests -> requests.onRequest("/app/later", request -> answer));
        Conversation asking = server.connected("1.2");
        Conversation vanishing = server.connected("1.2");
        asking.sends("SEND\ndestination:/app/later\n\n^@");
        vanishing.sends("SEND\ndestination:/app/later\n\n^@");
        CompletableFuture<Void> answered = asking.session().stopReceiving();
        CompletableFuture<Void> vanished = vanishing.session().stopReceiving();
        server.run();
        assertThat(answered).isNotDone();
        assertThat(vanished).isNotDone();
        vanishing.vanishes();
        assertThat(vanished).isCompleted();
        answer.complete("done");
        server.run();
        assertThat(answered).isCompleted();
    }

    @Test
    void endIsToldThoughARequestIsNeverAnswered() {
        CompletableFuture<String> never = new CompletableFuture<>();
        server.requests(requests -> requests.onRequest("/app/later", request -> never));
        Conversation asking = server.connected("1.2");
        asking.sends("SEND\ndestination:/app/later\n\n^@", "DISCONNECT\nreceipt:bye\n\n^@");
        asking.session().stopOnceSettled();
        server.run();
        asking.isOpen();
        stop(asking);
        asking.isClosed(1012, "the server stops");
        assertThat(server.toldEvents()).endsWith("disconnected: the server stops");
    }

    private void receivesNothingMore(Conversation conversation) {
        assertThat(conversation.session().stopReceiving()).isNotDone();
        server.run();
        assertThat(conversation.session().stopReceiving()).isDone();
    }

    /** Makes more wait for the client than its connection may hold ready. */
    private void waitingMessages() {
        client.subscribes("0", "/topic/news");
        client.stopsReading();
        for (int i = 0; i < 10; i++) {
            server.publishes("/topic/news", "x".repeat(10_000));
        }
    }

    private void stop(Conversation conversation) {
        conversation.session().stop();
        server.run();
    }
}
