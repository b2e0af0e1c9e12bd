package io.github.stampedestomp.peers.spring;

import io.github.stampedestomp.measured.Measured;
import java.io.IOException;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** Spring on Tomcat, with its simple broker or its relay to another, in a process of its own. */
public final class SpringPeer {
    private SpringPeer() {}

    /**
     * Serves until it is told to stop, or its input ends.
     *
     * @param arguments {@value BrokerSettings#ORDERED} and {@value BrokerSettings#LARGE}, each or none; for the relay the options
     *     {@value BrokerSettings#BROKER}, as {@code stomp://host:port}, {@value BrokerSettings#LOGIN},
     *     {@value BrokerSettings#PASSCODE} and {@value BrokerSettings#HOST}
     */
    public static void main(String[] arguments) throws IOException {
        try (ConfigurableApplicationContext server = SpringApplication.run(BrokerSettings.class, arguments)) {
            Measured.answer(server.getEnvironment().getRequiredProperty("local.server.port", Integer.class));
        }
    }
}
