package io.github.stampedestomp.server.relay;

class ActiveMqTroubleTest extends BrokerTrouble {
    @Override
    ExternalBroker startBroker() {
        return ActiveMqBroker.start();
    }
}
