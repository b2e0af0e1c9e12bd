package io.github.stampedestomp.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stampedestomp.user.Denied;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What comes of a SUBSCRIBE to the application. */
class SubscribedRequestTest {
    private static final String SUBSCRIBE =
            "SUBSCRIBE\nid:0\ndestination:/app/rooms/1\nreceipt:r\ncorrelation-id:7\n\n^@";

    @RegisterExtension
    final Conversations server = new Conversations();

    @Test
    void answerIsTheOneMessageOfTheSubscription() {
        Conversation client = clientOfRooms();
        client.sends(SUBSCRIBE);
        client.reads("RECEIPT\nreceipt-id:r\n\n^@", """
                MESSAGE
                subscription:0
                destination:/app/rooms/1
                message-id:<m1>
                content-type:text/plain;charset=utf-8
                correlation-id:7
                content-length:6

                room 1^@""");
        client.sends("UNSUBSCRIBE\nid:0\nreceipt:u\n\n^@");
        client.readsOne("RECEIPT");
        assertThat(server.toldEvents())
                .containsExactly(
                        "connected in 1.2", "subscribed 0 to /app/rooms/1", "unsubscribed 0 from /app/rooms/1");
    }

    @Test
    void receiptComesBeforeTheAnswerThoughTheConnectionAsksForMessagesFirst() {
        Conversation client = clientOfRooms();
        server.application().becomesBusy();
        client.sends(SUBSCRIBE);
        client.readsNothing();
        server.application().becomesIdle();
        client.session().drain();
        server.run();
        assertThat(client.read()).startsWith("RECEIPT\n").contains("^@MESSAGE\n");
    }

    @Test
    void answerBehindUnsubscribeIsNotSent() {
        Conversation client = clientOfRooms();
        server.application().becomesBusy();
        client.sends(SUBSCRIBE, "UNSUBSCRIBE\nid:0\nreceipt:u\n\n^@");
        client.reads("RECEIPT\nreceipt-id:u\n\n^@");
        server.application().becomesIdle();
        server.run();
        client.reads("RECEIPT\nreceipt-id:r\n\n^@");
    }

    @Test
    void answerMayBeAcknowledgedLikeAnyMessage() {
        Conversation client = clientOfRooms();
        client.subscribes("0", "/app/rooms/1", "client-individual");
        assertThat(client.readsOne("MESSAGE")).contains("\nack:1\n");
        client.sends("ACK\nid:1\nreceipt:a\n\n^@");
        client.readsOne("RECEIPT");
    }

    @Test
    void failureIsToldAndTheSubscriptionStays() {
        server.requests(requests -> requests.onSubscribe("/app/rooms/{id}", request -> {
            throw Denied.because("no such room");
        }));
        Conversation client = server.connected("1.2");
        client.subscribes("errors", "/user/queue/errors");
        client.sends(SUBSCRIBE);
        assertThat(client.readsOne("MESSAGE"))
                .contains("\nsubscription:errors\n", "\nmessage:no such room\n", "\nfailed-receipt:r\n")
                .contains("\nfailed-destination:/app/rooms/1\n", "\ncorrelation-id:7\n");
        client.sends("UNSUBSCRIBE\nid:0\nreceipt:u\n\n^@");
        client.readsOne("RECEIPT");
    }

    @Test
    void noAnswerIsAReceiptAlone() {
        server.requests(requests -> requests.onSubscribe("/app/rooms/{id}", request -> null));
        Conversation client = server.connected("1.2");
        client.sends(SUBSCRIBE);
        client.reads("RECEIPT\nreceipt-id:r\n\n^@");
    }

    @Test
    void nobodyElseIsSentTo() {
        Conversation client = clientOfRooms();
        Conversation other = clientOfRooms();
        client.sends(SUBSCRIBE);
        client.read();
        other.sends(SUBSCRIBE);
        other.read();
        client.readsNothing();
    }

    private Conversation clientOfRooms() {
        server.requests(requests -> requests.onSubscribe("/app/rooms/{id}", request -> "room " + request.path("id")));
        return server.connected("1.2");
    }
}
