package io.github.stampedestomp.server.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.stampedestomp.broker.Message;
import io.github.stampedestomp.frame.ProtocolException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A broker that does not like something, closes the connection and may not even say what it was. */
class RefusalsTest {
    private static final String NO = "ERROR\nmessage:no\n\n\0";
    private static final String ARTEMIS = "CONNECTED\nversion:1.2\nserver:ActiveMQ-Artemis/2\n\n\0";

    private final PretendedBroker broker = PretendedBroker.plain();
    private final Node node = Node.begin(Samples.to("127.0.0.1", broker.port()).settings());
    private final AtomicInteger handshakes = new AtomicInteger();
    private final Queue<String> frames = new ConcurrentLinkedQueue<>();

    RefusalsTest() throws IOException {}

    @AfterEach
    void end() throws IOException {
        node.close();
        broker.close();
    }

    private String agree(String frame) {
        if (frame.startsWith("CONNECT")) {
            handshakes.incrementAndGet();
        }
        frames.add(frame);
        return PretendedBroker.agree(frame);
    }

    private static boolean is(String frame, String command, String destination) {
        return frame.startsWith(command) && frame.contains("\ndestination:" + destination + "\n");
    }

    private static void assertRefused(CompletionStage<Void> stage) {
        assertThatThrownBy(() -> stage.toCompletableFuture().get(30, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(ProtocolException.class)
                .hasMessageContaining("the broker refuses the destination '/topic/bad'");
    }

    @Test
    void aMessageThatIsRefusedAmongManyIsFoundAndTheOthersArriveSoon() {
        List<CompletionStage<Void>> good = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            good.add(node.broker().send(Message.of("/topic/good", "x")));
        }
        CompletionStage<Void> bad = node.broker().send(Message.of("/topic/bad", "x"));
        for (int i = 0; i < 200; i++) {
            good.add(node.broker().send(Message.of("/topic/good", "x")));
        }
        broker.serve(frame -> is(frame, "SEND", "/topic/bad") ? NO : agree(frame));
        assertRefused(bad);
        good.forEach(BrokerContract::await);
        assertThat(handshakes).hasValueLessThanOrEqualTo(8); // two connections, and some that the bad one has cost
    }

    @Test
    void aMessageByWhichTheConnectionIsLostWithoutAWordIsGivenUpAndTheOthersArrive() {
        List<CompletionStage<Void>> good = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            good.add(node.broker().send(Message.of("/topic/good", "x")));
        }
        CompletionStage<Void> bad = node.broker().send(Message.of("/topic/bad", "x"));
        good.add(node.broker().send(Message.of("/topic/good", "x")));
        broker.serve(frame -> is(frame, "SEND", "/topic/bad") ? PretendedBroker.BREAK_OFF : agree(frame));
        good.forEach(BrokerContract::await);
        assertThatThrownBy(() -> bad.toCompletableFuture().get(30, TimeUnit.SECONDS))
                .hasMessageContaining("and may have it or not");
    }

    @Test
    void anErrorThatTellsOfSomethingElseIsNobodysFault() {
        AtomicInteger sent = new AtomicInteger();
        broker.serve(frame -> is(frame, "SEND", "/topic/a") && sent.incrementAndGet() == 1 ? NO : agree(frame));
        BrokerContract.await(node.broker().send(Message.of("/topic/a", "x")));
        assertThat(sent).hasValue(2);
    }

    @Test
    void aSubscriptionByWhichTheConnectionIsLostWithoutAWordIsFoundToo() throws IOException {
        CompletionStage<Void> good = node.broker().subscribe(new Recorder("/topic/good"));
        CompletionStage<Void> bad = node.broker().subscribe(new Recorder("/topic/bad"));
        CompletionStage<Void> other = node.broker().subscribe(new Recorder("/topic/other"));
        broker.serve(frame -> is(frame, "SUBSCRIBE", "/topic/bad") ? PretendedBroker.BREAK_OFF : agree(frame));
        assertRefused(bad);
        BrokerContract.await(good);
        BrokerContract.await(other);
    }

    @Test
    void aSubscriptionThatIsRefusedAmongManyIsFoundAndTheOthersBeginSoon() {
        List<CompletionStage<Void>> good = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            good.add(node.broker().subscribe(new Recorder("/topic/good" + i)));
        }
        CompletionStage<Void> bad = node.broker().subscribe(new Recorder("/topic/bad"));
        for (int i = 100; i < 200; i++) {
            good.add(node.broker().subscribe(new Recorder("/topic/good" + i)));
        }
        broker.serve(frame -> is(frame, "SUBSCRIBE", "/topic/bad") ? NO : agree(frame));
        assertRefused(bad);
        good.forEach(BrokerContract::await);
        assertThat(handshakes).hasValueLessThanOrEqualTo(8); // two connections, and some that the bad one has cost
        assertThat(node.broker().obstacle()).hasValueSatisfying(obstacle -> assertThat(obstacle)
                .contains("it refuses subscriptions for [/topic/bad]"));
    }

    @Test
    void nobodyIsToldThatTheBrokerCannotBeUsedWhenAQueueIsJoinedOrLeft() throws IOException {
        broker.serve(this::agree);
        node.awaitUsable();
        for (int i = 0; i < 10; i++) {
            Recorder one = BrokerContract.subscribe(node.broker(), "/queue/one" + i);
            Recorder other = BrokerContract.subscribe(node.broker(), "/queue/other" + i);
            node.broker().unsubscribe(one);
            node.broker().unsubscribe(other);
        }
        Until.isTrue(() -> node.tally().connections() == 2);
        assertThat(node.hasChanged()).isFalse();
    }

    @Test
    void whatAQueueWasRefusedForIsForgottenWhenItIsLeft() throws IOException {
        broker.serve(frame -> is(frame, "SUBSCRIBE", "/queue/bad") ? NO : agree(frame));
        node.awaitUsable();
        Recorder bad = new Recorder("/queue/bad");
        assertThatThrownBy(() -> BrokerContract.await(node.broker().subscribe(bad)))
                .hasStackTraceContaining("the broker refuses the destination '/queue/bad'");
        node.awaitObstacle();
        node.broker().unsubscribe(bad);
        node.awaitUsable();
    }

    @Test
    void whoLeavesAfterARefusalCostsNoConnection() throws IOException {
        broker.serve(frame -> {
            if (frame.startsWith("UNSUBSCRIBE")) {
                return NO; // of what it does not know
            }
            return is(frame, "SUBSCRIBE", "/topic/bad") ? NO : agree(frame);
        });
        Recorder bad = new Recorder("/topic/bad");
        assertRefused(node.broker().subscribe(bad));
        BrokerContract.await(node.broker().subscribe(new Recorder("/topic/good"))); // by the next connection
        int before = handshakes.get();
        node.broker().unsubscribe(bad);
        Until.isTrue(() -> node.tally().subscriptions() == 3); // two of the server's own
        BrokerContract.await(node.broker().subscribe(new Recorder("/topic/other")));
        assertThat(handshakes).hasValue(before);
    }

    @Test
    void whatIsKeptForATopicThatAllHaveLeftDuringAnOutageIsEndedAfterwards() throws IOException {
        Queue<String> answers = new ConcurrentLinkedQueue<>();
        broker.serve(frame -> {
            if (frame.startsWith("CONNECT")) {
                return answers.isEmpty() ? ARTEMIS : NO;
            }
            return agree(frame);
        });
        node.awaitUsable();
        Recorder subscriber = new Recorder("/topic/a");
        BrokerContract.await(node.broker().subscribe(subscriber));
        String subscribe = frames.stream()
                .filter(frame -> is(frame, "SUBSCRIBE", "topic.a"))
                .findFirst()
                .orElseThrow();
        String name = subscribe
                .lines()
                .filter(line -> line.startsWith("durable-subscription-name:"))
                .findFirst()
                .orElseThrow();
        answers.add("no");
        broker.breakOff();
        node.awaitObstacle();
        node.broker().unsubscribe(subscriber);
        Until.isTrue(() -> node.tally().subscriptions() == 2); // the server's own
        answers.clear();
        node.awaitUsable();
        Until.isTrue(() ->
                frames.stream().anyMatch(frame -> frame.startsWith("UNSUBSCRIBE") && frame.contains("\n" + name)));
    }

    @Test
    void aQueueComesByOneConnectionWhateverBecomesKnownOfTheBroker() throws IOException {
        Recorder one = new Recorder("/queue/a");
        CompletionStage<Void> first = node.broker().subscribe(one); // when nothing is known
        broker.serve(frame -> frame.startsWith("CONNECT") ? ARTEMIS : agree(frame));
        BrokerContract.await(first);
        node.awaitUsable();
        Recorder other = new Recorder("/queue/a");
        BrokerContract.await(node.broker().subscribe(other));
        assertThat(frames.stream().filter(frame -> is(frame, "SUBSCRIBE", "queue.a")))
                .hasSize(1);
        assertThat(node.tally().subscriptions()).isEqualTo(3);
        node.broker().unsubscribe(one);
        node.broker().unsubscribe(other);
        Until.isTrue(() -> node.tally().subscriptions() == 2);
    }

    @Test
    void oneQueueTooManyIsRefusedAndThereIsRoomAgainWhenOneIsLeft() throws IOException {
        broker.serve(this::agree);
        List<Recorder> consumers = new ArrayList<>();
        for (int i = 0; i < Samples.QUEUES; i++) {
            consumers.add(BrokerContract.subscribe(node.broker(), "/queue/" + i));
        }
        Recorder late = new Recorder("/queue/late");
        assertThatThrownBy(() -> BrokerContract.await(node.broker().subscribe(late)))
                .hasStackTraceContaining("(limit queues)");
        node.broker().unsubscribe(late);
        BrokerContract.subscribe(node.broker(), "/queue/0");
        node.broker().unsubscribe(consumers.get(1));
        BrokerContract.await(node.broker().subscribe(late));
    }
}
