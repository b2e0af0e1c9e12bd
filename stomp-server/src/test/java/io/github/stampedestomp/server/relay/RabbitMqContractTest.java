package io.github.stampedestomp.server.relay;

class RabbitMqContractTest extends RelayContract {
    @Override
    ExternalBroker external() {
        return SharedBrokers.rabbitMq();
    }
}
