package io.github.stampedestomp.peers.vertx;

import io.github.stampedestomp.measured.Conversation;
import io.github.stampedestomp.measured.ServerProgram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class VertxPeerTest {
    @Test
    void everySubscriberGetsWhatIsSent() throws Exception {
        Conversation.hold(ServerProgram.tested(VertxPeer.class));
    }
}
