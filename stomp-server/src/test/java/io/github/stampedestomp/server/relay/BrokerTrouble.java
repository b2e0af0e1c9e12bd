package io.github.stampedestomp.server.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.stampedestomp.broker.Message;
import io.github.stampedestomp.frame.Headers;
import io.github.stampedestomp.frame.Limit;
import io.github.stampedestomp.frame.ProtocolException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What becomes of servers and their messages when the broker is killed, started again, or away for long. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class BrokerTrouble {
    /** However long it takes until the broker runs again, nothing is given up meanwhile. */
    private static final Duration PATIENT = Duration.ofMinutes(3);

    /** Some take long to start. */
    private ExternalBroker external;

    private boolean isDown;

    private String topic;
    private String queue;
    private Node here;
    private Node there;

    abstract ExternalBroker startBroker();

    @BeforeAll
    void start() {
        external = startBroker();
    }

    @AfterAll
    void end() {
        if (external != null) { // it is installed
            external.close();
        }
    }

    @BeforeEach
    void join() {
        String mine = UUID.randomUUID().toString();
        topic = "/topic/" + mine;
        queue = "/queue/" + mine;
        here = Node.start(patient().settings());
        there = Node.start(patient().settings());
    }

    @AfterEach
    void part() {
        here.close();
        there.close();
        if (isDown) { // the next test needs it
            restart();
        }
    }

    private Samples patient() {
        return Samples.of(external).confirmTimeout(PATIENT);
    }

    private void kill() {
        isDown = true;
        external.settle();
        external.kill();
    }

    private void restart() {
        external.restart();
        isDown = false;
    }

    @Test
    void whatWasConfirmedIsDeliveredOnceAndInOrderThoughTheBrokerIsKilledMeanwhile() {
        Recorder one = BrokerContract.subscribe(here.broker(), topic);
        Recorder other = BrokerContract.subscribe(there.broker(), topic);
        List<CompletionStage<Void>> sent = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            sent.add(BrokerContract.send(here.broker(), topic, "message " + i));
            if (i == 100) {
                BrokerContract.await(sent.get(50));
            } else if (i == 250) {
                kill();
            }
        }
        restart();
        sent.forEach(BrokerContract::await); // nothing is given up, as the broker is back in time
        for (Recorder each : List.of(one, other)) {
            List<String> texts = each.nextTexts(500);
            for (int i = 0; i < 500; i++) {
                assertThat(texts.get(i)).isEqualTo("message " + i);
            }
            assertThat(each.isEmpty()).isTrue();
        }
    }

    @Test
    void messagesOfQueuesOutliveTheBroker() {
        for (int i = 0; i < 100; i++) {
            BrokerContract.await(BrokerContract.send(here.broker(), queue, "message " + i));
        }
        kill();
        restart();
        there.awaitObstacle();
        there.awaitUsable();
        Recorder consumer = BrokerContract.subscribe(there.broker(), queue);
        List<String> texts = BrokerContract.consume(there.broker(), consumer, 100);
        for (int i = 0; i < 100; i++) {
            assertThat(texts.get(i)).isEqualTo("message " + i);
        }
    }

    @Test
    void asLongAsTheBrokerIsAwayItsServersSaySoAndWaitAndThenAllIsAsBefore() {
        Recorder before = BrokerContract.subscribe(there.broker(), topic);
        Recorder local = BrokerContract.subscribe(here.broker(), "/topic/local/a");
        kill();
        assertThat(here.awaitObstacle()).isNotEmpty();
        assertThat(here.broker().obstacle())
                .hasValueSatisfying(reason -> assertThat(reason).startsWith("the broker cannot be used: "));
        CompletionStage<Void> sent = BrokerContract.send(here.broker(), topic, "while it was away");
        Recorder meanwhile = new Recorder("/topic/b");
        CompletionStage<Void> subscribed = there.broker().subscribe(meanwhile);
        BrokerContract.await(BrokerContract.send(here.broker(), "/topic/local/a", "goes on"));
        assertThat(local.nextText()).isEqualTo("goes on");
        assertThat(sent.toCompletableFuture()).isNotDone();
        assertThat(subscribed.toCompletableFuture()).isNotDone();
        restart();
        BrokerContract.await(sent);
        BrokerContract.await(subscribed);
        assertThat(before.nextText()).isEqualTo("while it was away");
        BrokerContract.await(BrokerContract.send(here.broker(), "/topic/b", "hello"));
        assertThat(meanwhile.nextText()).isEqualTo("hello");
        here.awaitUsable();
        assertThat(here.broker().obstacle()).isEmpty();
    }

    @Test
    void aClientThatSendsOnWhileTheBrokerIsAwayIsHeldBackAndThenRefusedAndAllTogetherToo() {
        kill();
        here.awaitObstacle();
        Holds client = new Holds();
        byte[] body = new byte[64 * 1024];
        List<CompletionStage<Void>> taken = new ArrayList<>();
        ProtocolException refusal = null;
        while (refusal == null) {
            try {
                taken.add(here.broker().send(Message.of(topic, Headers.of(), body, client)));
            } catch (ProtocolException e) {
                refusal = e;
            }
        }
        assertThat(taken).hasSize(15); // of 16 the bytes around the bodies are too many
        assertThat(client.count()).isEqualTo(1); // at the half
        assertThat(refusal.limit()).contains(Limit.UNCONFIRMED_BYTES);
        assertThat(refusal).hasMessageContaining("the broker does not keep up");
        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() -> {
                    while (true) {
                        taken.add(here.broker().send(Message.of(topic, Headers.of(), body, new Holds())));
                    }
                })
                .satisfies(fault -> assertThat(fault.limit()).contains(Limit.ALL_UNCONFIRMED_BYTES));
        assertThat(here.broker().unconfirmedBytes()).isLessThanOrEqualTo(64L << 20);
        restart();
        taken.forEach(BrokerContract::await); // what was taken is given up by nobody
        assertThat(here.broker().unconfirmedBytes()).isZero();
        assertThat(client.count()).isZero();
    }

    @Test
    void aMessageThatIsNotConfirmedInTimeIsGivenUp() {
        try (Node impatient = Node.start(
                Samples.of(external).confirmTimeout(Duration.ofMillis(300)).settings())) {
            kill();
            impatient.awaitObstacle();
            CompletionStage<Void> sent = BrokerContract.send(impatient.broker(), topic, "in vain");
            assertThatThrownBy(() -> sent.toCompletableFuture()
                            .orTimeout(60, TimeUnit.SECONDS)
                            .join())
                    .isInstanceOf(CompletionException.class)
                    .cause()
                    .hasMessage("the broker has not confirmed the message within 300 ms, and may have it or not"
                            + " (limit confirmTimeout)");
            assertThat(impatient.broker().unconfirmedBytes()).isZero();
        }
    }

    @Test
    void aServerThatIsKilledLosesNothingOfAQueueThatItHadNotAcknowledged() {
        try (Cable cable = Cable.to(external);
                Node dies = Node.start(patient().addresses(cable.address()).settings())) {
            Recorder given = BrokerContract.subscribe(dies.broker(), queue);
            BrokerContract.await(BrokerContract.send(here.broker(), queue, "one"));
            BrokerContract.await(BrokerContract.send(here.broker(), queue, "two"));
            assertThat(given.nextTexts(2)).containsExactly("one", "two");
            cable.tear();
            Recorder lives = BrokerContract.subscribe(here.broker(), queue);
            assertThat(BrokerContract.consume(here.broker(), lives, 2)).containsExactlyInAnyOrder("one", "two");
        }
    }
}
