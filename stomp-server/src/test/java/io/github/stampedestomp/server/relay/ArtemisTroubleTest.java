package io.github.stampedestomp.server.relay;

class ArtemisTroubleTest extends BrokerTrouble {
    @Override
    ExternalBroker startBroker() {
        return ArtemisBroker.start();
    }
}
