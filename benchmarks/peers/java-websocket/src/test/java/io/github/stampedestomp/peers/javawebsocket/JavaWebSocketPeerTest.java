package io.github.stampedestomp.peers.javawebsocket;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stampedestomp.measured.Measured;
import io.github.stampedestomp.measured.PeerClient;
import io.github.stampedestomp.measured.PeerProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class JavaWebSocketPeerTest {
    private static final String SUBSCRIBE = "SUBSCRIBE\nid:0\ndestination:/topic/1\nreceipt:here\n\n";

    @Test
    void everySubscriberGetsWhatIsSent() throws Exception {
        try (PeerProcess peer = PeerProcess.start(JavaWebSocketPeer.class);
                PeerClient subscriber = PeerClient.connect(peer.port(), "/stomp");
                PeerClient sender = PeerClient.connect(peer.port(), "/stomp")) {
            assertThat(subscriber.subprotocol()).isEqualTo("v12.stomp");
            subscriber.send(SUBSCRIBE);
            assertThat(subscriber.await("RECEIPT")).contains("\nreceipt-id:here\n");
            sender.send(SUBSCRIBE);
            sender.await("RECEIPT");
            sender.send("SEND\ndestination:/topic/1\n\nhello");
            assertThat(subscriber.await("MESSAGE"))
                    .contains("\ndestination:/topic/1\n")
                    .contains("\nsubscription:0\n")
                    .endsWith("\n\nhello");
            assertThat(sender.await("MESSAGE")).endsWith("\n\nhello");
            assertThat(peer.ask(Measured.CPU)).isPositive();
            assertThat(peer.stops()).isTrue();
        }
    }
}
