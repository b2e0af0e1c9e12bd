package io.github.stampedestomp.server.relay;

import org.junit.jupiter.api.Tag;

@Tag("long")
class ActiveMqTroubleTest extends BrokerTrouble {
    @Override
    ExternalBroker startBroker() {
        return ActiveMqBroker.start();
    }
}
