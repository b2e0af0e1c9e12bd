package io.github.stampedestomp.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stampedestomp.user.Denied;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How a client is refused something and keeps its session. */
class SoftDenialTest {
    @RegisterExtension
    final Conversations server = new Conversations();

    private final boolean[] isOpen = {false};
    private Conversation client;

    @BeforeEach
    void denialsAreSoft() {
        server.rules(rules -> rules.softDenials()
                .send("/topic/open")
                .allow()
                .send("/topic/asked")
                .when(attempt -> {
                    throw Denied.because("the room is full");
                })
                .subscribe("/topic/closed")
                .when(attempt -> isOpen[0])
                .subscribe("/topic/open")
                .allow());
        client = server.connected("1.2");
        client.subscribes("errors", "/user/queue/errors");
    }

    @Test
    void clientGetsAMessageAndNoReceipt() {
        client.sends("SEND\ndestination:/topic/closed\nreceipt:r\ncorrelation-id:7\n\nhello^@");
        client.reads("""
                MESSAGE
                subscription:errors
                destination:/user/queue/errors
                message-id:<m1>
                message:SEND to '/topic/closed' is not allowed
                content-type:text/plain;charset=utf-8
                failed-destination:/topic/closed
                failed-receipt:r
                correlation-id:7
                content-length:38

                SEND to '/topic/closed' is not allowed^@""");
        client.sends("SEND\ndestination:/topic/open\nreceipt:s\n\nhello^@");
        client.reads("RECEIPT\nreceipt-id:s\n\n^@");
    }

    @Test
    void conditionSaysWhy() {
        client.publishes("/topic/asked", "hello");
        assertThat(client.readsOne("MESSAGE")).contains("\nmessage:the room is full\n");
        client.isOpen();
    }

    @Test
    void executorThatRefusesRefusesSoftlyToo() {
        server.application().shutsDown();
        client.publishes("/topic/asked", "hello");
        assertThat(client.readsOne("MESSAGE")).contains("\nmessage:internal error\n");
        assertThat(client.isHeld()).isFalse();
    }

    @Test
    void subscriptionThatWasRefusedGetsNothing() {
        client.subscribes("0", "/topic/closed");
        assertThat(client.readsOne("MESSAGE")).contains("\nmessage:SUBSCRIBE to '/topic/closed' is not allowed\n");
        server.publishes("/topic/closed", "hello");
        client.readsNothing();
        assertThat(server.toldEvents()).hasSize(2);
        assertThat(server.users().session(client.id()).orElseThrow().subscriptions())
                .containsOnlyKeys("errors");
    }

    @Test
    void subscriptionThatWasRefusedMayBeUnsubscribed() {
        client.subscribes("0", "/topic/closed");
        client.readsOne("MESSAGE");
        client.sends("UNSUBSCRIBE\nid:0\nreceipt:r\n\n^@");
        client.reads("RECEIPT\nreceipt-id:r\n\n^@");
        assertThat(server.toldEvents()).hasSize(2);
        client.sends("UNSUBSCRIBE\nid:0\nreceipt:r\n\n^@");
        client.isRefused("UNSUBSCRIBE names the unknown subscription '0'");
    }

    @Test
    void idOfASubscriptionThatWasRefusedMayBeUsedAgain() {
        client.subscribes("0", "/topic/closed");
        client.readsOne("MESSAGE");
        isOpen[0] = true;
        client.subscribes("0", "/topic/closed");
        server.publishes("/topic/closed", "hello");
        assertThat(client.readsOne("MESSAGE")).contains("\nsubscription:0\n").endsWith("hello^@");
        client.subscribes("0", "/topic/closed");
        client.isRefused("a subscription with the id '0' exists already");
    }

    @Test
    void oldClientWithoutIdsMayUnsubscribeToo() {
        Conversation old = server.connected("1.0");
        old.sends("SUBSCRIBE\ndestination:/topic/closed\n\n^@");
        old.sends("UNSUBSCRIBE\ndestination:/topic/closed\nreceipt:r\n\n^@");
        old.reads("RECEIPT\nreceipt-id:r\n\n^@");
    }

    @Test
    void subscriptionsThatWereRefusedCountAsOthersDo() {
        server.settings(settings -> settings.subscriptions = 2);
        Conversation some = server.connected("1.2");
        some.subscribes("0", "/topic/closed");
        some.subscribes("1", "/topic/closed");
        some.subscribes("2", "/topic/closed");
        some.isRefused("the session has the 2 subscriptions allowed (limit subscriptions)");
    }

    @Test
    void malformedFramesAreNotForgiven() {
        client.subscribes("0", "/user/../queue/x");
        client.readsOne("ERROR");
        client.isClosed(1002);
    }

    @Test
    void whatIsRefusedOfAClientThatVanishesIsForgotten() {
        server.application().becomesBusy();
        client.sends("SEND\ndestination:/topic/asked\n\nhello^@", "SUBSCRIBE\nid:0\ndestination:/topic/closed\n\n^@");
        client.vanishes();
        server.application().becomesIdle();
        server.run();
        client.readsNothing();
        assertThat(server.isEmpty()).isTrue();
        assertThat(server.users().sessions()).isEmpty();
    }
}
