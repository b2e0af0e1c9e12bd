package io.github.stampedestomp.server.relay;

import io.github.stampedestomp.server.relay.RelaySettings.Address;
import java.io.IOException;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

/** Several places at which the broker may be found. */
class AddressesTest {
    private static Address nobody() throws IOException {
        try (ServerSocket free = new ServerSocket(0)) {
            return new Address("127.0.0.1", free.getLocalPort());
        }
    }

    @Test
    void eachConnectionFindsTheOneThatAnswersWhateverTheOthersHaveFound() throws IOException {
        try (PretendedBroker broker = PretendedBroker.plain();
                Node node = Node.begin(Samples.to("127.0.0.1", broker.port())
                        .addresses(new Address("127.0.0.1", broker.port()), nobody())
                        .settings())) {
            broker.serve(PretendedBroker::agree);
            node.awaitUsable();
            for (int i = 0; i < 5; i++) {
                broker.breakOff();
                node.awaitObstacle();
                node.awaitUsable();
            }
        }
    }

    @Test
    void theLastOfThreeIsFound() throws IOException {
        try (PretendedBroker broker = PretendedBroker.plain();
                Node node = Node.begin(Samples.to("127.0.0.1", broker.port())
                        .addresses(nobody(), nobody(), new Address("127.0.0.1", broker.port()))
                        .settings())) {
            broker.serve(PretendedBroker::agree);
            node.awaitUsable();
            broker.breakOff();
            node.awaitObstacle();
            node.awaitUsable();
        }
    }
}
