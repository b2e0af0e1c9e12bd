package io.github.stampedestomp.server.relay;

class ActiveMqContractTest extends RelayContract {
    @Override
    ExternalBroker external() {
        return SharedBrokers.activeMq();
    }
}
