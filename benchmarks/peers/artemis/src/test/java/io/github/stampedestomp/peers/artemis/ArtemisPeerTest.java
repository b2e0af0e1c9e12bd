package io.github.stampedestomp.peers.artemis;

import io.github.stampedestomp.measured.Conversation;
import io.github.stampedestomp.measured.ServerProgram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ArtemisPeerTest {
    @Test
    void everySubscriberGetsWhatIsSent() throws Exception {
        Conversation.hold(ServerProgram.tested(ArtemisPeer.class));
    }
}
