package io.github.stampedestomp.server.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What servers have RabbitMQ keep. */
@Tag("long")
class RabbitMqQueuesTest {
    @Test
    void aTopicHasAQueueForEachServerUntilAllHaveLeft() {
        try (RabbitMqBroker broker = RabbitMqBroker.start();
                Node node = Node.start(broker)) {
            int own = broker.queues();
            List<Recorder> subscribers = IntStream.range(0, 3)
                    .mapToObj(i -> BrokerContract.subscribe(node.broker(), "/topic/" + i))
                    .toList();
            assertThat(broker.queues()).isEqualTo(own + 3);
            subscribers.forEach(node.broker()::unsubscribe);
            Until.isTrue(() -> broker.queues() == own); // long before keepFor is over
            assertThat(node.broker().obstacle()).isEmpty();
        }
    }
}
