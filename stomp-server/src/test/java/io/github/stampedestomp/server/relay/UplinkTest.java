package io.github.stampedestomp.server.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.stampedestomp.broker.Message;
import io.github.stampedestomp.frame.Headers;
import io.github.stampedestomp.frame.ProtocolException;
import io.github.stampedestomp.server.net.TestIdentity;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** How a server and a broker find each other, and lose each other. */
class UplinkTest {
    @Test
    void theHandshakeTellsWhoTheServerIsAndAsksForTheNewestVersionOnly() throws Exception {
        try (PretendedBroker broker = PretendedBroker.plain();
                Node node = Node.begin(samples(broker).settings())) {
            String connect = broker.accept().readFrame();
            assertThat(connect)
                    .startsWith("CONNECT\naccept-version:1.2\nhost:/\nheart-beat:10000,10000\nclient-id:"
                            + node.broker().node());
            assertThat(connect).contains("\nlogin:guest\n").contains("\npasscode:guest\n");
            broker.vanish();
        }
    }

    @Test
    void aSecureBrokerIsSpokenToIfItsCertificateBearsTheNameItWasLookedForBy() throws Exception {
        TestIdentity identity = TestIdentity.of("broker");
        try (PretendedBroker broker = PretendedBroker.secure(identity);
                Node node = Node.begin(secure(broker, identity, "localhost"))) {
            PretendedBroker.Link one = broker.accept();
            assertThat(one.readFrame()).startsWith("CONNECT\n");
            one.send("CONNECTED\nversion:1.2\nserver:RabbitMQ/3\n\n\0");
            PretendedBroker.Link other = broker.accept();
            assertThat(other.readFrame()).startsWith("CONNECT\n");
            other.send("CONNECTED\nversion:1.2\nserver:RabbitMQ/3\n\n\0");
            node.awaitUsable();
            broker.vanish();
        }
    }

    @Test
    void aBrokerWithTheCertificateOfAnotherIsNotSpokenTo() throws Exception {
        TestIdentity identity = TestIdentity.of("broker"); // for localhost and 127.0.0.1
        try (PretendedBroker broker = PretendedBroker.secure(identity);
                Node node = Node.begin(secure(broker, identity, "127.0.0.2"))) {
            assertThat(broker.accept().readsNothing()).isTrue();
            Until.isTrue(() -> node.broker().obstacle().orElse("").contains("TLS failed"));
            broker.vanish();
        }
    }

    @Test
    void theNextAddressIsTriedIfOneDoesNotAnswer() throws Exception {
        RelaySettings.Address nobody = new RelaySettings.Address("127.0.0.1", FreePort.next());
        try (PretendedBroker broker = PretendedBroker.plain();
                Node node = Node.begin(samples(broker)
                        .addresses(nobody, new RelaySettings.Address("127.0.0.1", broker.port()))
                        .settings())) {
            Until.isTrue(() -> node.broker().obstacle().orElse("").contains(nobody + " cannot be reached"));
            broker.serve(PretendedBroker::agree);
            node.awaitUsable();
        }
    }

    @Test
    void aBrokerOfAnOlderVersionIsRefusedAndTriedAgain() throws Exception {
        try (PretendedBroker broker = PretendedBroker.plain();
                Node node = Node.begin(samples(broker).settings())) {
            AtomicInteger attempts = new AtomicInteger();
            broker.serve(frame -> {
                attempts.incrementAndGet();
                return "CONNECTED\nversion:1.1\n\n\0";
            });
            Until.isTrue(() -> node.broker().obstacle().orElse("").contains("it speaks STOMP 1.1, not 1.2"));
            Until.isTrue(() -> attempts.get() > 4);
        }
    }

    @Test
    void whatTheBrokerSaysAgainstALoginIsToldByReadiness() throws Exception {
        try (PretendedBroker broker = PretendedBroker.plain();
                Node node = Node.begin(samples(broker).settings())) {
            broker.serve(frame -> "ERROR\nmessage:Bad CONNECT\n\nAccess refused\n\0");
            Until.isTrue(() -> node.broker().obstacle().orElse("").contains("it says: Bad CONNECT"));
        }
    }

    @Test
    void aBrokerThatFallsSilentIsGivenUp() throws Exception {
        try (PretendedBroker broker = PretendedBroker.plain();
                Node node = Node.begin(
                        samples(broker).heartBeat(Duration.ofMillis(100)).settings())) {
            PretendedBroker.Link link = broker.accept();
            link.readFrame();
            link.send("CONNECTED\nversion:1.2\nheart-beat:100,100\n\n\0");
            PretendedBroker.Link other = broker.accept();
            other.readFrame();
            other.send("CONNECTED\nversion:1.2\nheart-beat:100,100\n\n\0");
            Until.isTrue(() -> node.broker().obstacle().orElse("").contains("silent for longer than agreed"));
            assertThat(link.readAll()).contains("\n\n\n"); // while this side has kept telling that it is there
            broker.vanish();
        }
    }

    @Test
    void whatTheBrokerRefusesAgainAndAgainIsGivenUpAndTheRestGoesThrough() throws Exception {
        try (PretendedBroker broker = PretendedBroker.plain();
                Node node = Node.begin(samples(broker).settings())) {
            CompletionStage<Void> bad = node.broker().send(Message.of("/topic/bad", "x"));
            CompletionStage<Void> good = node.broker().send(Message.of("/topic/good", "x"));
            broker.serve(frame -> {
                if (frame.startsWith("SEND") && frame.contains("/topic/bad")) {
                    return "ERROR\nmessage:no\n\n\0";
                }
                return PretendedBroker.agree(frame);
            });
            Until.isTrue(() -> bad.toCompletableFuture().isCompletedExceptionally());
            BrokerContract.await(good);
        }
    }

    @Test
    void aSubscriptionThatTheBrokerRefusesEndsNoOther() throws Exception {
        try (PretendedBroker broker = PretendedBroker.plain();
                Node node = Node.begin(samples(broker).settings())) {
            CompletionStage<Void> good = node.broker().subscribe(new Recorder("/topic/good"));
            CompletionStage<Void> bad = node.broker().subscribe(new Recorder("/topic/bad"));
            CompletionStage<Void> other = node.broker().subscribe(new Recorder("/topic/other"));
            broker.serve(frame -> {
                if (frame.startsWith("SUBSCRIBE") && frame.contains("/topic/bad")) {
                    return "ERROR\nmessage:no\n\n\0";
                }
                return PretendedBroker.agree(frame);
            });
            Until.isTrue(() -> bad.toCompletableFuture().isCompletedExceptionally());
            BrokerContract.await(good);
            BrokerContract.await(other);
        }
    }

    @Test
    void anErrorThatTellsOfWhatWasOnItsWayWhenASubscriptionEndedHurtsNobody() throws Exception {
        try (PretendedBroker broker = PretendedBroker.plain();
                Node node = Node.begin(samples(broker).settings())) {
            AtomicInteger handshakes = new AtomicInteger();
            broker.serve(frame -> {
                if (frame.startsWith("CONNECT")) {
                    handshakes.incrementAndGet();
                }
                return frame.startsWith("SUBSCRIBE") && frame.contains("/topic/a\n")
                        ? "ERROR\nmessage:Subscription not found\n\n\0" + PretendedBroker.agree(frame)
                        : PretendedBroker.agree(frame);
            });
            node.awaitUsable();
            BrokerContract.await(node.broker().subscribe(new Recorder("/topic/a")));
            BrokerContract.await(node.broker().subscribe(new Recorder("/topic/b"))); // on the same connection
            assertThat(handshakes).hasValue(2);
        }
    }

    @Test
    void aTransactionIsConfirmedWhenAllOfItIs() throws Exception {
        try (PretendedBroker broker = PretendedBroker.plain();
                Node node = Node.begin(samples(broker).settings())) {
            broker.serve(frame ->
                    frame.startsWith("SEND") && frame.contains("/topic/b") ? "" : PretendedBroker.agree(frame));
            CompletionStage<Void> sent =
                    node.broker().sendAll(List.of(Message.of("/topic/a", "x"), Message.of("/topic/b", "x")));
            CompletionStage<Void> behind = node.broker().send(Message.of("/topic/a", "x"));
            BrokerContract.await(behind);
            assertThat(sent.toCompletableFuture()).isNotDone();
        }
    }

    @Test
    void whatIsNeverConfirmedWhileTheRestIsTakesNoRoomForEver() throws Exception {
        try (PretendedBroker broker = PretendedBroker.plain();
                Node node = Node.begin(
                        samples(broker).confirmTimeout(Duration.ofSeconds(5)).settings())) {
            broker.serve(frame ->
                    frame.startsWith("SEND") && frame.contains("/queue/full") ? "" : PretendedBroker.agree(frame));
            node.awaitUsable();
            Message large =
                    Message.of("/queue/full", Headers.of(), new byte[1_000_000]); // two are more than the window
            CompletionStage<Void> lost = node.broker().send(large);
            BrokerContract.await(node.broker().send(Message.of("/topic/a", "x")));
            Until.isTrue(() -> lost.toCompletableFuture().isCompletedExceptionally());
            CompletionStage<Void> alsoLost = node.broker().send(large);
            BrokerContract.await(node.broker().send(Message.of("/topic/a", "x")));
            assertThat(alsoLost.toCompletableFuture()).isNotDone();
        }
    }

    @Test
    void whatOtherServersCouldNotReadIsRefused() throws Exception {
        try (PretendedBroker broker = PretendedBroker.plain();
                Node node = Node.begin(samples(broker).settings())) {
            broker.serve(PretendedBroker::agree);
            byte[] body = new byte[(1 << 20) + 1];
            assertThatExceptionOfType(ProtocolException.class)
                    .isThrownBy(() -> node.broker().send(Message.of("/topic/a", Headers.of(), body)))
                    .withMessageContaining("1048576 bytes");
            Headers headers = Headers.of("a", "x".repeat(20_000));
            assertThatExceptionOfType(ProtocolException.class)
                    .isThrownBy(() -> node.broker().send(Message.of("/topic/a", headers, new byte[0])))
                    .withMessageContaining("the headers are longer");
        }
    }

    private static RelaySettings secure(PretendedBroker broker, TestIdentity identity, String name) {
        return Samples.to(name, broker.port()).tls(identity.believed()).settings();
    }

    private static Samples samples(PretendedBroker broker) {
        return Samples.to("127.0.0.1", broker.port());
    }
}
