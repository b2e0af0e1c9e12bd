package io.github.stampedestomp.peers.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stampedestomp.measured.Measured;
import io.github.stampedestomp.measured.PeerClient;
import io.github.stampedestomp.measured.ServerProcess;
import io.github.stampedestomp.measured.ServerProgram;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SpringPeerTest {
    private static final String SUBSCRIBE = "SUBSCRIBE\nid:0\ndestination:/topic/1\n\n";
    private static final String SEND = "SEND\ndestination:/topic/1\n\n";
    private static final int MESSAGES = 1000;

    private int sent;

    @Test
    void everySubscriberGetsWhatIsSent() throws Exception {
        try (ServerProcess peer = ServerProgram.tested(SpringPeer.class).start();
                PeerClient subscriber = PeerClient.connect(peer.port(), "/stomp");
                PeerClient sender = PeerClient.connect(peer.port(), "/stomp")) {
            assertThat(subscriber.subprotocol()).isEqualTo("v12.stomp");
            subscriber.send(SUBSCRIBE);
            sender.send(SUBSCRIBE);
            assertThat(firstHeard(subscriber, sender))
                    .startsWith("MESSAGE\n")
                    .contains("\ndestination:/topic/1\n")
                    .contains("\nsubscription:0\n");
            assertThat(firstHeard(sender, sender)).startsWith("MESSAGE\n");
            assertThat(peer.ask(Measured.CPU)).isPositive();
            assertThat(peer.stops()).isTrue();
        }
    }

    @Test
    void largeMessagesComeInTheirOrderWhereThisIsAskedFor() throws Exception {
        try (ServerProcess peer = ServerProgram.tested(SpringPeer.class, BrokerSettings.ORDERED, BrokerSettings.LARGE)
                        .start();
                PeerClient subscriber = PeerClient.connect(peer.port(), "/stomp");
                PeerClient sender = PeerClient.connect(peer.port(), "/stomp")) {
            subscriber.send(SUBSCRIBE);
            int first = number(firstHeard(subscriber, sender));
            for (int i = 0; i < MESSAGES; i++) {
                send(sender);
            }
            for (int next = first + 1; next < sent; next++) {
                assertThat(number(subscriber.await("MESSAGE"))).isEqualTo(next);
            }
            sender.send(SEND + "x".repeat(1_000_000));
            assertThat(subscriber.await("MESSAGE")).hasSizeGreaterThan(1_000_000);
        }
    }

    /** Sends numbers until something is heard, since it answers no SUBSCRIBE with a receipt. */
    private String firstHeard(PeerClient subscriber, PeerClient sender) throws InterruptedException {
        String frame = null;
        while (frame == null) {
            send(sender);
            frame = subscriber.next(Duration.ofMillis(100));
        }
        return frame;
    }

    private void send(PeerClient sender) {
        sender.send(SEND + sent++);
    }

    private static int number(String message) {
        return Integer.parseInt(message.substring(message.indexOf("\n\n") + 2));
    }
}
