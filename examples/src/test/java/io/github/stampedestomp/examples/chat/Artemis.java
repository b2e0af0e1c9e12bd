package io.github.stampedestomp.examples.chat;

import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A real broker, ActiveMQ Artemis, for all tests of a class; it keeps nothing on a disk. */
final class Artemis implements BeforeAllCallback, AfterAllCallback {
    private static final String STOMP = "stomp";

    private final EmbeddedActiveMQ broker = new EmbeddedActiveMQ();

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        broker.setConfiguration(settings()).start();
    }

    /** {@return the port on which it speaks STOMP} */
    int port() {
        return broker.getActiveMQServer()
                .getRemotingService()
                .getAcceptor(STOMP)
                .getActualPort();
    }

    @Override
    public void afterAll(ExtensionContext context) throws Exception {
        broker.stop();
    }

    private static Configuration settings() throws Exception {
        return new ConfigurationImpl()
                .setSecurityEnabled(false)
                .setPersistenceEnabled(false)
                .setMaxDiskUsage(-1)
                .addAcceptorConfiguration(STOMP, "tcp://127.0.0.1:0?protocols=STOMP")
                .addAddressSetting(
                        "#",
                        new AddressSettings()
                                .setDefaultAddressRoutingType(RoutingType.MULTICAST)
                                .setDefaultQueueRoutingType(RoutingType.MULTICAST));
    }
}
