package io.github.stampedestomp.server.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stampedestomp.server.relay.BareStomp.Answer;
import java.io.IOException;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The brokers that tests run are what those tests take them for. */
@Tag("long")
class ExternalBrokerTest {
    @Nested
    class Artemis extends Contract {
        @Override
        ExternalBroker broker() {
            return SharedBrokers.artemis();
        }
    }

    @Nested
    class RabbitMq extends Contract {
        @Override
        RabbitMqBroker broker() {
            return SharedBrokers.rabbitMq();
        }

        @Test
        void publishersAreBlockedAndUnblocked() throws IOException {
            RabbitMqBroker broker = broker();
            String queue = newQueue();
            broker.blockPublishers();
            try (BareStomp publisher = BareStomp.connect(broker)) {
                send(publisher, queue, "is still read");
                assertThat(publisher.next().command()).isEqualTo("RECEIPT");
                send(publisher, queue, "waits");
                assertThat(publisher.hearsNothingFor(Duration.ofMillis(500))).isTrue();
                broker.unblockPublishers();
                assertThat(publisher.next().command()).isEqualTo("RECEIPT");
            } finally {
                broker.unblockPublishers();
            }
        }
    }

    @Nested
    class ActiveMq extends Contract {
        @Override
        ExternalBroker broker() {
            return SharedBrokers.activeMq();
        }
    }

    /** What all of them do. */
    abstract static class Contract {
        abstract ExternalBroker broker();

        @Test
        void aClientIsConnectedWithTheNewestVersion() throws IOException {
            ExternalBroker broker = broker();
            try (BareStomp client = BareStomp.open(broker)) {
                client.send("CONNECT\naccept-version:1.2\nhost:%s\nlogin:%s\npasscode:%s\n\n^@"
                        .formatted(broker.host(), broker.login(), broker.passcode()));
                Answer answer = client.next();
                assertThat(answer.command()).isEqualTo("CONNECTED");
                assertThat(answer.header("version")).isEqualTo("1.2");
            }
        }

        @Test
        void aMessageIsConfirmedAndReachesASubscriber() throws IOException {
            String queue = newQueue();
            try (BareStomp subscriber = BareStomp.connect(broker());
                    BareStomp publisher = BareStomp.connect(broker())) {
                subscribe(subscriber, queue);
                assertThat(subscriber.next().header("receipt-id")).isEqualTo("subscribed");
                send(publisher, queue, "hello");
                assertThat(publisher.next().header("receipt-id")).isEqualTo("sent");
                Answer message = subscriber.next();
                assertThat(message.command()).isEqualTo("MESSAGE");
                assertThat(message.text()).isEqualTo("hello");
            }
        }

        @Test
        void aStoredMessageOutlivesTheBroker() throws IOException {
            ExternalBroker broker = broker();
            int port = broker.port();
            String queue = newQueue();
            try (BareStomp publisher = BareStomp.connect(broker)) {
                send(publisher, queue, "still here");
                assertThat(publisher.next().command()).isEqualTo("RECEIPT");
                broker.kill();
                broker.restart();
                assertThat(publisher.isAtEnd()).isTrue();
            }
            assertThat(broker.port()).isEqualTo(port);
            try (BareStomp subscriber = BareStomp.connect(broker)) {
                subscribe(subscriber, queue);
                assertThat(subscriber.next().command()).isEqualTo("RECEIPT");
                assertThat(subscriber.next().text()).isEqualTo("still here");
            }
        }

        @Test
        void thereIsOneForAllTests() {
            assertThat(broker()).isSameAs(broker());
        }

        static String newQueue() {
            return "/queue/" + UUID.randomUUID();
        }

        /** Brokers pass by what only others understand. */
        static void send(BareStomp publisher, String queue, String body) throws IOException {
            publisher.send("SEND\ndestination:%s\ndestination-type:ANYCAST\npersistent:true\nreceipt:sent\n\n%s^@"
                    .formatted(queue, body));
        }

        static void subscribe(BareStomp subscriber, String queue) throws IOException {
            subscriber.send("SUBSCRIBE\nid:1\ndestination:%s\nsubscription-type:ANYCAST\nreceipt:subscribed\n\n^@"
                    .formatted(queue));
        }
    }
}
