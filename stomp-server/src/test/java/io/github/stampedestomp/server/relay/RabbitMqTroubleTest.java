package io.github.stampedestomp.server.relay;

class RabbitMqTroubleTest extends BrokerTrouble {
    @Override
    ExternalBroker startBroker() {
        return RabbitMqBroker.start();
    }
}
