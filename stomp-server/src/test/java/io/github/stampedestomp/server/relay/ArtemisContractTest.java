package io.github.stampedestomp.server.relay;

class ArtemisContractTest extends RelayContract {
    @Override
    ExternalBroker external() {
        return SharedBrokers.artemis();
    }
}
