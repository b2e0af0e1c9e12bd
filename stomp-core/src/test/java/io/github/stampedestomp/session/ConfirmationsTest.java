package io.github.stampedestomp.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stampedestomp.broker.Broker;
import io.github.stampedestomp.broker.DestinationStatus;
import io.github.stampedestomp.broker.Message;
import io.github.stampedestomp.broker.Subscriber;
import io.github.stampedestomp.frame.ProtocolException;
import io.github.stampedestomp.user.Denied;
import io.github.stampedestomp.user.User;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A broker that takes its time, as one on the other side of a network does. */
class ConfirmationsTest {
    @RegisterExtension
    final Conversations server = new Conversations();

    private final SlowBroker broker = new SlowBroker();
    private Conversation client;

    @BeforeEach
    void connect() {
        server.broker(broker);
        client = server.connected("1.2");
    }

    @Test
    void aSendIsConfirmedOnceTheBrokerHasConfirmedIt() {
        client.sends("SEND\ndestination:/topic/a\nreceipt:1\n\n^@");
        client.sends("SEND\ndestination:/topic/a\nreceipt:2\n\n^@");
        client.readsNothing();
        broker.confirms();
        server.run();
        client.reads("RECEIPT\nreceipt-id:1\n\n^@");
        broker.confirms();
        server.run();
        client.reads("RECEIPT\nreceipt-id:2\n\n^@");
    }

    @Test
    void aSubscribeIsConfirmedOnceNothingCanBeMissed() {
        client.sends("SUBSCRIBE\nid:0\ndestination:/topic/a\nreceipt:1\n\n^@");
        client.readsNothing();
        broker.confirms();
        server.run();
        client.reads("RECEIPT\nreceipt-id:1\n\n^@");
    }

    @Test
    void aSubscribeToTwoDestinationsOfTheBrokerWaitsForBoth() {
        server.authenticator(login -> User.named("anna"));
        Conversation anna = server.opened();
        anna.sends("CONNECT\naccept-version:1.2\n\n^@");
        server.run();
        anna.readsOne("CONNECTED");
        anna.sends("SUBSCRIBE\nid:0\ndestination:/user/queue/x\nreceipt:1\n\n^@");
        broker.confirms();
        server.run();
        anna.readsNothing();
        broker.confirms();
        server.run();
        anna.reads("RECEIPT\nreceipt-id:1\n\n^@");
    }

    @Test
    void aTransactionIsConfirmedWithItsMessages() {
        client.sends("BEGIN\ntransaction:t\n\n^@");
        client.sends("SEND\ndestination:/topic/a\ntransaction:t\nreceipt:1\n\n^@");
        client.reads("RECEIPT\nreceipt-id:1\n\n^@");
        client.sends("COMMIT\ntransaction:t\nreceipt:2\n\n^@");
        client.readsNothing();
        broker.confirms();
        server.run();
        client.reads("RECEIPT\nreceipt-id:2\n\n^@");
    }

    @Test
    void aRequestIsConfirmedWithTheMessageWhoseStageItsHandlerReturns() {
        server.requests(requests -> requests.onRequest("/app/say", request -> request.send("/topic/a", "hello")));
        Conversation asker = server.connected("1.2");
        asker.sends("SEND\ndestination:/app/say\nreceipt:1\n\n^@");
        server.run();
        asker.readsNothing();
        broker.confirms();
        server.run();
        asker.reads("RECEIPT\nreceipt-id:1\n\n^@");
    }

    @Test
    void aDisconnectIsConfirmedBehindAllThatWasSent() {
        client.sends("SEND\ndestination:/topic/a\n\n^@");
        client.sends("DISCONNECT\nreceipt:bye\n\n^@");
        client.readsNothing();
        broker.confirms();
        server.run();
        client.reads("RECEIPT\nreceipt-id:bye\n\n^@");
        client.isClosed(1000, "");
    }

    @Test
    void whatTheBrokerDoesNotConfirmEndsTheSessionOfWhoHasSentIt() {
        Conversation other = server.connected("1.2");
        client.sends("SEND\ndestination:/topic/a\nreceipt:1\n\n^@");
        broker.refuses(ProtocolException.notConfirmed(Duration.ofSeconds(30)));
        server.run();
        client.reads("""
                ERROR
                message:the broker has not confirmed the message within 30000 ms, and may have it or not (limit confirmTimeout)
                receipt-id:1
                content-type:text/plain;charset=utf-8
                content-length:103

                the broker has not confirmed the message within 30000 ms, and may have it or not (limit confirmTimeout)^@""");
        client.isClosed(1002, "see the ERROR frame");
        other.sends("BEGIN\ntransaction:t\nreceipt:2\n\n^@");
        other.reads("RECEIPT\nreceipt-id:2\n\n^@");
    }

    @Test
    void aDisconnectBehindWhatIsNotConfirmedIsAnsweredByItsFault() {
        client.sends("SEND\ndestination:/topic/a\nreceipt:1\n\n^@");
        client.sends("DISCONNECT\nreceipt:bye\n\n^@");
        broker.refuses(ProtocolException.refusedByBroker("/topic/a"));
        server.run();
        assertThat(client.readsOne("ERROR")).contains("message:the broker refuses the destination '/topic/a'");
    }

    @Test
    void aSessionThatHasEndedIsNotEvenAskedWhenTheBrokerConfirms() {
        client.sends("SEND\ndestination:/topic/a\nreceipt:1\n\n^@");
        client.sends("SUBSCRIBE\nid:0\ndestination:/topic/a\nreceipt:2\n\n^@");
        client.vanishes();
        broker.confirms();
        broker.refuses(ProtocolException.refusedByBroker("/topic/a"));
        assertThat(client.turn()).as("something was to be done for it").isFalse();
    }

    @Test
    void aSessionThatHasEndedIsNotKeptByWhatTheBrokerMayNeverConfirm() {
        client.sends("SEND\ndestination:/topic/a\nreceipt:1\n\n^@");
        client.vanishes();
        WeakReference<StompSession> gone = new WeakReference<>(client.session());
        server.forgets(client);
        client = null;
        for (int i = 0; i < 100 && !gone.refersTo(null); i++) {
            System.gc();
        }
        assertThat(gone.refersTo(null)).isTrue();
        broker.confirms();
    }

    // ---- transactions with messages and requests ----

    @Test
    void aCommitWhoseRequestHasFailedIsStillAnsweredByWhatTheBrokerRefuses() {
        Conversation asker = askerWhoCommits("/app/fails");
        assertThat(broker.destinations).first().isEqualTo("/topic/a");
        assertThat(broker.destinations).last().asString().endsWith("/queue/errors"); // it has failed
        broker.refuses(ProtocolException.refusedByBroker("/topic/a"));
        server.run();
        assertThat(asker.readsOne("ERROR"))
                .contains("\nmessage:the broker refuses the destination '/topic/a'\n", "\nreceipt-id:c\n");
        asker.isClosed(1002);
    }

    @Test
    void aDisconnectBehindACommitWhoseRequestHasFailedWaitsForTheBroker() {
        Conversation asker = askerWhoCommits("/app/fails");
        asker.sends("DISCONNECT\nreceipt:bye\n\n^@");
        asker.readsNothing();
        asker.isOpen();
        broker.confirms();
        server.run();
        asker.reads("RECEIPT\nreceipt-id:bye\n\n^@");
        asker.isClosed(1000, "");
    }

    @Test
    void aCommitIsConfirmedOnceWhenTheApplicationHasAnsweredAndThenTheBrokerConfirmed() {
        Conversation asker = askerWhoCommits("/app/works");
        asker.readsNothing();
        broker.confirms();
        server.run();
        asker.reads("RECEIPT\nreceipt-id:c\n\n^@");
    }

    @Test
    void aCommitIsConfirmedOnceWhenTheBrokerHasConfirmedAndThenTheApplicationAnswered() {
        server.application().becomesBusy();
        Conversation asker = askerWhoCommits("/app/works");
        broker.confirms();
        server.run();
        asker.readsNothing();
        server.application().becomesIdle();
        server.run();
        asker.reads("RECEIPT\nreceipt-id:c\n\n^@");
    }

    /** {@return a client that has committed a message and a request} */
    private Conversation askerWhoCommits(String request) {
        server.requests(requests -> requests.onSend("/app/works", asked -> {}).onSend("/app/fails", asked -> {
            throw Denied.because("no");
        }));
        Conversation asker = server.connected("1.2");
        asker.sends(
                "BEGIN\ntransaction:t\n\n^@",
                "SEND\ndestination:/topic/a\ntransaction:t\n\n^@",
                "SEND\ndestination:" + request + "\ntransaction:t\n\n^@",
                "COMMIT\ntransaction:t\nreceipt:c\n\n^@");
        server.run();
        return asker;
    }

    /** Answers when it is told to, what it was asked first first. */
    private static final class SlowBroker implements Broker {
        private final Deque<CompletableFuture<Void>> asked = new ArrayDeque<>();
        /** Of what it was to send so far. */
        private final List<String> destinations = new ArrayList<>();

        void confirms() {
            asked.remove().complete(null);
        }

        void refuses(ProtocolException fault) {
            asked.remove().completeExceptionally(fault);
        }

        private CompletionStage<Void> later() {
            CompletableFuture<Void> done = new CompletableFuture<>();
            asked.add(done);
            return done;
        }

        @Override
        public CompletionStage<Void> sendAll(List<Message> messages) {
            messages.forEach(message -> destinations.add(message.destination()));
            return later();
        }

        @Override
        public CompletionStage<Void> subscribe(Subscriber subscriber) {
            return later();
        }

        @Override
        public void unsubscribe(Subscriber subscriber) {}

        @Override
        public boolean keepsUntilAcked(Subscriber subscriber) {
            return false;
        }

        @Override
        public List<DestinationStatus> destinations() {
            return List.of();
        }

        @Override
        public void ack(Subscriber subscriber, Message message) {}

        @Override
        public void nack(Subscriber subscriber, Message message) {}
    }
}
