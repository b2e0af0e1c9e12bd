package io.github.stampedestomp.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stampedestomp.user.User;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How a server that goes away takes leave of its clients. */
class StopTest {
    @RegisterExtension
    final Conversations server = new Conversations();

    private final Conversation client = server.connected("1.2");

    @Test
    void connectionIsClosedWithTheCodeAndReasonGiven() {
        stop(client);
        client.readsNothing();
        client.isClosed(1001, "the server stops");
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
        client.isClosed(1001, "the server stops");
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
        client.isClosed(1001, "the server stops");
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
        publisher.isClosed(1001, "the server stops");
        subscriber.readsOn();
        assertThat(subscriber.read()).hasSizeLessThan(200_000);
    }

    @Test
    void clientThatHasNotConnectedIsSentAwayAtOnce() {
        Conversation newcomer = server.opened();
        stop(newcomer);
        newcomer.readsNothing();
        newcomer.isClosed(1001, "the server stops");
    }

    @Test
    void clientThatTheApplicationHasNotDecidedAboutIsSentAwayAtOnce() {
        server.authenticator(login -> User.named("anna"));
        server.application().becomesBusy();
        Conversation newcomer = server.opened();
        newcomer.sends("CONNECT\naccept-version:1.2\n\n^@");
        stop(newcomer);
        newcomer.isClosed(1001, "the server stops");
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

    /** Makes more wait for the client than its connection may hold ready. */
    private void waitingMessages() {
        client.subscribes("0", "/topic/news");
        client.stopsReading();
        for (int i = 0; i < 10; i++) {
            server.publishes("/topic/news", "x".repeat(10_000));
        }
    }

    private void stop(Conversation conversation) {
        conversation.session().stop(1001, "the server stops");
        server.run();
    }
}
