package io.github.stampedestomp.peers.artemis;

import io.github.stampedestomp.measured.Measured;
import java.time.Duration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.remoting.impl.netty.NettyAcceptor;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;

/** ActiveMQ Artemis, which keeps all in memory, in a process of its own; its clients may name any path. */
public final class ArtemisPeer {
    private static final String ACCEPTOR = "stomp";
    private static final int MESSAGE_BYTES = 1 << 20;
    /** Clients without heart-beats are cut when they have been silent for this long, after a minute by default. */
    private static final Duration SILENCE = Duration.ofHours(1);

    private ArtemisPeer() {}

    /** Serves until it is told to stop, or its input ends. */
    public static void main(String[] arguments) throws Exception {
        EmbeddedActiveMQ server = new EmbeddedActiveMQ().setConfiguration(settings());
        try {
            server.start();
            Measured.answer(port(server));
        } finally {
            server.stop();
        }
    }

    private static Configuration settings() throws Exception {
        return new ConfigurationImpl()
                .setPersistenceEnabled(false)
                .setSecurityEnabled(false)
                .setGlobalMaxSize(-1) // nothing is paged
                .setMaxDiskUsage(-1)
                .addAcceptorConfiguration(
                        ACCEPTOR,
                        // What it calls large goes by way of a store, which it does not have here.
                        "tcp://localhost:0?protocols=STOMP;webSocketMaxFramePayloadLength=%d;stompMinLargeMessageSize=%d;connectionTtl=%d"
                                .formatted(MESSAGE_BYTES, 2 * MESSAGE_BYTES, SILENCE.toMillis()))
                .addAddressSetting("#", everyDestination());
    }

    private static AddressSettings everyDestination() {
        return new AddressSettings()
                .setDefaultAddressRoutingType(RoutingType.MULTICAST)
                .setDefaultQueueRoutingType(RoutingType.MULTICAST)
                .setMaxSizeBytes(-1);
    }

    private static int port(EmbeddedActiveMQ server) {
        return ((NettyAcceptor) server.getActiveMQServer().getRemotingService().getAcceptor(ACCEPTOR)).getActualPort();
    }
}
