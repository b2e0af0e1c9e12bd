package io.github.stampedestomp.server.relay;

import java.nio.file.Path;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.JournalType;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;

/** ActiveMQ Artemis, within the tests' machine, which stores what is durable and gives up no message. */
final class ArtemisBroker implements ExternalBroker {
    private static final int JOURNAL_FILE_BYTES = 1 << 20;

    private final int port = FreePort.next();
    private final StoreFolder folder = StoreFolder.create("artemis");
    private EmbeddedActiveMQ server;

    private ArtemisBroker() {
        Runtime.getRuntime().addShutdownHook(new Thread(this::close));
    }

    static ArtemisBroker start() {
        ArtemisBroker broker = new ArtemisBroker();
        broker.restart();
        return broker;
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public String login() {
        return "anybody";
    }

    @Override
    public String passcode() {
        return "any";
    }

    @Override
    public String host() {
        return "localhost";
    }

    /** As near to an end of the process as it gets within one: it does not wait for its clients. */
    @Override
    public void kill() {
        try {
            server.getActiveMQServer().fail(false);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void restart() {
        try {
            server = new EmbeddedActiveMQ().setConfiguration(settings());
            server.start();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        if (server != null) {
            kill();
        }
        folder.delete();
    }

    private Configuration settings() throws Exception {
        return new ConfigurationImpl()
                .setSecurityEnabled(false)
                .setMaxDiskUsage(-1)
                .setJournalType(JournalType.NIO)
                .setJournalFileSize(JOURNAL_FILE_BYTES)
                .setJournalDirectory(path("journal"))
                .setBindingsDirectory(path("bindings"))
                .setPagingDirectory(path("paging"))
                .setLargeMessagesDirectory(path("large"))
                .addAcceptorConfiguration("stomp", "tcp://127.0.0.1:%d?protocols=STOMP".formatted(port))
                .addAddressSetting("#", everyAddress());
    }

    private String path(String name) {
        Path path = folder.resolve(name);
        return path.toString();
    }

    private static AddressSettings everyAddress() {
        return new AddressSettings()
                .setDefaultAddressRoutingType(RoutingType.MULTICAST)
                .setDefaultQueueRoutingType(RoutingType.MULTICAST)
                .setAutoCreateAddresses(true)
                .setAutoCreateQueues(true)
                .setMaxDeliveryAttempts(-1)
                .setRedeliveryDelay(0);
    }
}
