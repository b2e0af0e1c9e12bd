package io.github.stampedestomp.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stampedestomp.user.Denied;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Requests to the application that belong to a transaction. */
class RequestedTransactionTest {
    @RegisterExtension
    final Conversations server = new Conversations();

    private final List<String> ran = new ArrayList<>();
    private Conversation client;

    @BeforeEach
    void aTransactionHasBegun() {
        server.requests(requests -> requests.onSend("/app/{x}", request -> {
            ran.add(request.path("x"));
            if (request.path("x").equals("denied")) {
                throw Denied.because("no");
            }
        }));
        client = server.connected("1.2");
        client.subscribes("0", "/user/queue/errors");
        client.sends("BEGIN\ntransaction:t\n\n^@");
    }

    @Test
    void requestsRunAtCommitAndItsReceiptWaitsForTheLast() {
        client.sends(send("/app/a"), send("/app/b"));
        client.reads("RECEIPT\nreceipt-id:s\n\n^@".repeat(2));
        assertThat(ran).isEmpty();
        server.application().becomesBusy();
        client.sends("COMMIT\ntransaction:t\nreceipt:c\n\n^@");
        client.readsNothing();
        applicationGoesOn();
        assertThat(ran).containsExactly("a", "b");
        client.reads("RECEIPT\nreceipt-id:c\n\n^@");
    }

    @Test
    void requestsThatAreAbortedNeverRun() {
        client.sends(send("/app/a"), "ABORT\ntransaction:t\nreceipt:c\n\n^@");
        client.reads("RECEIPT\nreceipt-id:s\n\n^@RECEIPT\nreceipt-id:c\n\n^@");
        assertThat(ran).isEmpty();
    }

    @Test
    void messagesGoOutBeforeTheApplicationIsAsked() {
        Conversation other = server.connected("1.2");
        other.subscribes("0", "/topic/a");
        client.sends(send("/app/a"), send("/topic/a"));
        client.read();
        server.application().becomesBusy();
        client.sends("COMMIT\ntransaction:t\nreceipt:c\n\n^@");
        other.readsOne("MESSAGE");
        client.readsNothing();
        applicationGoesOn();
        client.readsOne("RECEIPT");
    }

    @Test
    void requestIsNotAskedIfAMessageOfTheTransactionIsRefused() {
        client.sends(send("/app/a"), send("/topic/*"));
        client.read();
        client.sends("COMMIT\ntransaction:t\nreceipt:c\n\n^@");
        client.isRefused("the destination '/topic/*' has a wildcard, which only SUBSCRIBE may have");
        assertThat(ran).isEmpty();
    }

    @Test
    void receiptOfCommitIsLostIfOneRequestFailsAndTheOthersRun() {
        client.sends(send("/app/a"), send("/app/denied"), send("/app/b"));
        client.read();
        client.sends("COMMIT\ntransaction:t\nreceipt:c\n\n^@");
        assertThat(client.readsOne("MESSAGE"))
                .contains("\nmessage:no\n", "\nfailed-destination:/app/denied\n", "\nfailed-receipt:c\n");
        assertThat(ran).containsExactly("a", "denied", "b");
    }

    @Test
    void unknownRequestIsRefusedBeforeTheCommit() {
        client.sends("SEND\ndestination:/app/a/b\ntransaction:t\n\n^@");
        client.isRefused("SEND to '/app/a/b' is answered by nobody");
    }

    @Test
    void foreignReplyToIsRefusedBeforeTheCommit() {
        client.sends("SEND\ndestination:/app/a\ntransaction:t\nreply-to:/topic/a\n\n^@");
        assertThat(client.readsOne("ERROR")).contains("'reply-to'");
        client.isClosed(1002);
    }

    private static String send(String destination) {
        return "SEND\ndestination:" + destination + "\ntransaction:t\nreceipt:s\n\nhello^@";
    }

    private void applicationGoesOn() {
        server.application().becomesIdle();
        server.run();
    }
}
