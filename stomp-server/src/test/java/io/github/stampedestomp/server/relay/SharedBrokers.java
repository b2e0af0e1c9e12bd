package io.github.stampedestomp.server.relay;

import java.util.function.Supplier;

/** One broker of each make for all tests, started when the first needs it; it ends with them. */
final class SharedBrokers {
    private static final Shared<ArtemisBroker> ARTEMIS = new Shared<>(ArtemisBroker::start);
    private static final Shared<RabbitMqBroker> RABBIT_MQ = new Shared<>(RabbitMqBroker::start);
    private static final Shared<ActiveMqBroker> ACTIVE_MQ = new Shared<>(ActiveMqBroker::start);

    private SharedBrokers() {}

    static ArtemisBroker artemis() {
        return ARTEMIS.broker();
    }

    /** {@return RabbitMQ} Where it is not installed, the test is skipped. */
    static RabbitMqBroker rabbitMq() {
        return RABBIT_MQ.broker();
    }

    /** {@return ActiveMQ Classic} Where it is not installed, the test is skipped. */
    static ActiveMqBroker activeMq() {
        return ACTIVE_MQ.broker();
    }

    private static final class Shared<B extends ExternalBroker> {
        private final Supplier<B> start;
        private B broker;

        private Shared(Supplier<B> start) {
            this.start = start;
        }

        private synchronized B broker() {
            if (broker == null) {
                broker = start.get();
            }
            return broker;
        }
    }
}
