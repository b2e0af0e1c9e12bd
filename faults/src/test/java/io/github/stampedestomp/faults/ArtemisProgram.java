package io.github.stampedestomp.faults;

import java.nio.file.Path;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.JournalType;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;

/** A program that is ActiveMQ Artemis, on a port, with its store in a folder. */
final class ArtemisProgram {
    private ArtemisProgram() {}

    /** Runs until it is killed. */
    public static void main(String[] portAndFolder) throws Exception {
        Path folder = Path.of(portAndFolder[1]);
        Configuration configuration = new ConfigurationImpl()
                .setSecurityEnabled(false)
                .setMaxDiskUsage(-1)
                .setJournalType(JournalType.NIO)
                .setJournalDirectory(folder.resolve("journal").toString())
                .setBindingsDirectory(folder.resolve("bindings").toString())
                .setPagingDirectory(folder.resolve("paging").toString())
                .setLargeMessagesDirectory(folder.resolve("large").toString())
                .addAcceptorConfiguration("stomp", "tcp://127.0.0.1:" + portAndFolder[0] + "?protocols=STOMP")
                .addAddressSetting(
                        "#",
                        new AddressSettings()
                                .setDefaultAddressRoutingType(RoutingType.MULTICAST)
                                .setDefaultQueueRoutingType(RoutingType.MULTICAST)
                                .setMaxDeliveryAttempts(-1));
        new EmbeddedActiveMQ().setConfiguration(configuration).start();
    }
}
