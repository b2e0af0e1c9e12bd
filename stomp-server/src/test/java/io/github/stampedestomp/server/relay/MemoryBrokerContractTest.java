package io.github.stampedestomp.server.relay;

import io.github.stampedestomp.broker.Broker;
import io.github.stampedestomp.broker.BrokerSettings;
import io.github.stampedestomp.broker.MemoryBroker;

class MemoryBrokerContractTest extends BrokerContract {
    private final MemoryBroker broker = new MemoryBroker(BrokerSettings.DEFAULT);

    @Override
    Broker here() {
        return broker;
    }

    @Override
    Broker there() {
        return broker;
    }
}
