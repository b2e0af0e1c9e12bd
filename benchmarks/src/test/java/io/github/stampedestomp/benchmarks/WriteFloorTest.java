package io.github.stampedestomp.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stampedestomp.measured.Conversation;
import io.github.stampedestomp.measured.ServerProgram;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class WriteFloorTest {
    @ParameterizedTest
    @ValueSource(classes = {WriteFloor.class, MeasuredServer.class})
    void everySubscriberGetsWhatIsSent(Class<?> server) throws Exception {
        Conversation.hold(ServerProgram.tested(server));
    }

    @Test
    void messagesOfAllSizesArriveOnceAndInOrder() throws IOException {
        ServerProgram program = ServerProgram.tested(WriteFloor.class);
        try (Server server = new Server(Peer.FLOOR, program.start())) {
            for (int bodyBytes : new int[] {20, 1024, 64 * 1024}) {
                Load.ToAll load = new Load.ToAll("some", 3, bodyBytes, 100);
                try (FanOut fanOut = FanOut.open(server, Transport.WEBSOCKET, load)) {
                    assertThat(fanOut.run(500, 3)).isEqualTo(1500);
                    assertThat(fanOut.faults()).hasToString("none");
                }
            }
        }
    }
}
