package io.github.stampedestomp.server.relay;

import org.junit.jupiter.api.Tag;

@Tag("long")
class RabbitMqTroubleTest extends BrokerTrouble {
    @Override
    ExternalBroker startBroker() {
        return RabbitMqBroker.start();
    }
}
