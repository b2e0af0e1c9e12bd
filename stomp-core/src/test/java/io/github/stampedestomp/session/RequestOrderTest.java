package io.github.stampedestomp.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stampedestomp.LogOf;
import io.github.stampedestomp.user.Denied;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The requests of a session are answered one at a time and in order, and what that means for everything else. */
class RequestOrderTest {
    @RegisterExtension
    final Conversations server = new Conversations();

    @RegisterExtension
    final LogOf log = new LogOf(SerialTasks.class);

    private final List<String> ran = new ArrayList<>();
    private final CompletableFuture<String> later = new CompletableFuture<>();
    private Conversation client;

    @BeforeEach
    void theApplicationAnswers() {
        Object answeredLater = later;
        server.requests(requests -> requests.onRequest("/app/later", request -> answeredLater)
                .onSend("/app/now", request -> ran.add(request.text()))
                .onRequest("/app/ask", request -> "answer " + request.text())
                .onSend("/app/denied", request -> {
                    throw Denied.because("no");
                }));
        client = server.connected("1.2");
    }

    // ---- order ----

    @Test
    void requestsAreAnsweredInTheirOrder() {
        server.application().becomesBusy();
        for (int i = 0; i < 5; i++) {
            client.sends(now(i));
        }
        applicationGoesOn();
        assertThat(ran).containsExactly("0", "1", "2", "3", "4");
        client.reads(receipts(0, 5));
    }

    @Test
    void requestThatTakesAWhileHoldsTheNextOne() {
        client.sends("SEND\ndestination:/app/later\nreceipt:later\n\n^@", now(1));
        client.readsNothing();
        assertThat(ran).isEmpty();
        later.complete("done");
        server.run();
        assertThat(ran).containsExactly("1");
        client.reads("RECEIPT\nreceipt-id:later\n\n^@" + receipts(1, 2));
    }

    @Test
    void requestThatTakesAWhileHoldsNoOtherFrame() {
        Conversation other = server.connected("1.2");
        other.subscribes("0", "/topic/a");
        client.sends(
                "SEND\ndestination:/app/later\nreceipt:later\n\n^@",
                "SEND\ndestination:/topic/a\nreceipt:a\n\nhello^@");
        client.reads("RECEIPT\nreceipt-id:a\n\n^@");
        other.readsOne("MESSAGE");
        assertThat(client.isHeld()).isFalse();
    }

    @Test
    void requestsOfOtherSessionsDoNotWait() {
        client.sends("SEND\ndestination:/app/later\n\n^@");
        Conversation other = server.connected("1.2");
        other.sends(now(7));
        other.reads(receipts(7, 8));
    }

    @Test
    void stageThatFailsLetsTheNextRequestRun() {
        client.sends("SEND\ndestination:/app/later\nreceipt:later\n\n^@", now(1));
        later.completeExceptionally(Denied.because("no"));
        server.run();
        client.reads(receipts(1, 2));
    }

    // ---- many ----

    @Test
    void clientIsHeldWhile64RequestsWaitHoweverLong() {
        server.application().becomesBusy();
        IntStream.range(0, 63).forEach(i -> client.sends(now(i)));
        assertThat(client.isHeld()).isFalse();
        client.sends(now(63));
        assertThat(client.isHeld()).isTrue();
        client.sends(now(64), now(65));
        server.passes(Duration.ofMinutes(5));
        assertThat(client.isHeld()).isTrue();
        client.isOpen();
        client.readsNothing();
        applicationGoesOn();
        assertThat(client.isHeld()).isFalse();
        assertThat(ran).hasSize(66);
        client.reads(receipts(0, 66));
    }

    @Test
    void clientIsHeldWhileRequestsOfAQuarterOfAMegabyteWait() {
        server.application().becomesBusy();
        String large = "SEND\ndestination:/app/now\n\n" + "x".repeat(50_000) + "^@";
        IntStream.range(0, 5).forEach(i -> client.sends(large));
        assertThat(client.isHeld()).isFalse();
        client.sends(large);
        assertThat(client.isHeld()).isTrue();
        applicationGoesOn();
        assertThat(client.isHeld()).isFalse();
        assertThat(ran).hasSize(6);
    }

    @Test
    void executorThatRefusesIsTriedAgainWithTheNextRequest() {
        server.application().shutsDown();
        client.sends(now(0));
        client.readsNothing();
        server.application().becomesIdle();
        client.sends(now(1));
        assertThat(ran).containsExactly("0", "1");
        client.reads(receipts(0, 2));
        assertThat(log.lines())
                .containsExactly("WARN the application's executor refuses work, which is offered again soon: "
                        + "java.util.concurrent.RejectedExecutionException: shut down");
    }

    @Test
    void executorThatRefusesIsTriedAgainASecondLater() {
        server.application().shutsDown();
        IntStream.range(0, 64).forEach(i -> client.sends(now(i)));
        assertThat(client.isHeld()).isTrue();
        server.passes(Duration.ofSeconds(2));
        client.readsNothing();
        server.application().becomesIdle();
        server.passes(Duration.ofSeconds(1));
        client.reads(receipts(0, 64));
        assertThat(client.isHeld()).isFalse();
    }

    @Test
    void executorThatRefusesBehindAnAnswerOfAnotherThreadIsTriedAgainToo() {
        client.sends("SEND\ndestination:/app/later\nreceipt:later\n\n^@", now(1));
        server.application().shutsDown();
        later.complete("done");
        server.run();
        client.reads("RECEIPT\nreceipt-id:later\n\n^@");
        server.application().becomesIdle();
        server.passes(Duration.ofSeconds(1));
        client.reads(receipts(1, 2));
    }

    // ---- ends ----

    @Test
    void receiptOfDisconnectWaitsForRequests() {
        client.sends("SEND\ndestination:/app/later\nreceipt:later\n\n^@", now(1), "DISCONNECT\nreceipt:bye\n\n^@");
        client.readsNothing();
        client.isOpen();
        later.complete("done");
        server.run();
        client.reads("RECEIPT\nreceipt-id:later\n\n^@" + receipts(1, 2) + "RECEIPT\nreceipt-id:bye\n\n^@");
        client.isClosed(1000, "");
    }

    @Test
    void receiptOfDisconnectWaitsForReceiptsOnTheirWay() {
        server.application().becomesBusy();
        client.sends(now(1));
        server.application().becomesIdle();
        client.sends("DISCONNECT\nreceipt:bye\n\n^@");
        client.reads(receipts(1, 2) + "RECEIPT\nreceipt-id:bye\n\n^@");
    }

    @Test
    void answersComeBeforeTheReceiptOfDisconnect() {
        client.subscribes("0", "/user/queue/replies");
        client.subscribes("1", "/user/queue/errors");
        server.application().becomesBusy();
        client.sends(
                "SEND\ndestination:/app/ask\n\n1^@",
                "SEND\ndestination:/app/denied\n\n^@",
                "DISCONNECT\nreceipt:bye\n\n^@");
        applicationGoesOn();
        assertThat(client.read())
                .containsSubsequence("answer 1^@", "message:no\n", "RECEIPT\nreceipt-id:bye\n\n^@")
                .endsWith("receipt-id:bye\n\n^@");
    }

    @Test
    void whateverFollowsADisconnectThatWaitsCountsForNothing() {
        client.sends(
                "SEND\ndestination:/app/later\n\n^@", "DISCONNECT\nreceipt:bye\n\n^@", now(1), "no frame at all\n\n^@");
        client.sends("more of it");
        server.passes(Duration.ofMinutes(5));
        later.complete("done");
        server.run();
        client.reads("RECEIPT\nreceipt-id:bye\n\n^@");
        client.isClosed(1000, "");
        assertThat(ran).isEmpty();
    }

    @Test
    void clientThatVanishesWhileItsDisconnectWaitsIsGone() {
        client.sends("SEND\ndestination:/app/later\n\n^@", "DISCONNECT\nreceipt:bye\n\n^@");
        client.vanishes();
        assertThat(server.users().sessions()).isEmpty();
        later.complete("done");
        server.run();
        client.readsNothing();
        assertThat(server.toldEvents()).endsWith("disconnected: the client has vanished");
    }

    @Test
    void serverThatStopsDoesNotWaitForRequests() {
        client.sends("SEND\ndestination:/app/later\nreceipt:later\n\n^@", "DISCONNECT\nreceipt:bye\n\n^@");
        client.session().stop();
        server.run();
        client.isClosed(1012, "the server stops");
        later.complete("done");
        server.run();
        client.readsNothing();
    }

    @Test
    void requestsOfAClientThatVanishesRunAndTheirAnswersGoNowhere() {
        client.subscribes("0", "/user/queue/replies");
        server.application().becomesBusy();
        client.sends(
                "SEND\ndestination:/app/ask\nreceipt:a\n\n1^@", now(1), "SEND\ndestination:/app/denied\n\n^@", now(2));
        client.vanishes();
        applicationGoesOn();
        assertThat(ran).containsExactly("1", "2");
        client.readsNothing();
        assertThat(server.isEmpty()).isTrue();
        assertThat(log.lines()).isEmpty();
    }

    private static String now(int number) {
        return "SEND\ndestination:/app/now\nreceipt:" + number + "\n\n" + number + "^@";
    }

    @Test
    void allThatWasAnsweredComesBeforeTheReceiptOfDisconnect() {
        String large = "x".repeat(50_000);
        client.subscribes("0", "/user/queue/replies");
        server.application().becomesBusy();
        IntStream.range(0, 4).forEach(i -> client.sends("SEND\ndestination:/app/ask\n\n" + i + large + "^@"));
        client.sends("DISCONNECT\nreceipt:bye\n\n^@");
        applicationGoesOn();
        assertThat(client.read())
                .containsSubsequence("answer 0", "answer 1", "answer 2", "answer 3")
                .endsWith("RECEIPT\nreceipt-id:bye\n\n^@");
        client.isClosed(1000, "");
    }

    private static String receipts(int from, int to) {
        StringBuilder all = new StringBuilder();
        IntStream.range(from, to).forEach(i -> all.append("RECEIPT\nreceipt-id:" + i + "\n\n^@"));
        return all.toString();
    }

    private void applicationGoesOn() {
        server.application().becomesIdle();
        server.run();
    }
}
