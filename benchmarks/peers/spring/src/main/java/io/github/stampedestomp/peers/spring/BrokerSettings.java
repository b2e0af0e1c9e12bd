package io.github.stampedestomp.peers.spring;

import java.net.URI;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.messaging.simp.config.MessageBrokerRegistry;
import org.springframework.web.socket.config.annotation.EnableWebSocketMessageBroker;
import org.springframework.web.socket.config.annotation.StompEndpointRegistry;
import org.springframework.web.socket.config.annotation.WebSocketMessageBrokerConfigurer;
import org.springframework.web.socket.config.annotation.WebSocketTransportRegistration;
import org.springframework.web.socket.server.standard.ServletServerContainerFactoryBean;

/** The settings that Spring's documentation gives, with limits that no client of a benchmark reaches. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@EnableWebSocketMessageBroker
public class BrokerSettings implements WebSocketMessageBrokerConfigurer {
    /** Asks for the order of messages to be kept, which it is not by default. */
    static final String ORDERED = "ordered";
    /** Asks for room for large messages. */
    static final String LARGE = "large";

    /** Names the broker of another make through which messages are handed on. */
    static final String BROKER = "broker";
    /** Names whom it is to that broker. */
    static final String LOGIN = "login";
    /** Proves it. */
    static final String PASSCODE = "passcode";
    /** Names the virtual host of that broker. */
    static final String HOST = "host";

    private static final int MESSAGE_BYTES = 1 << 20;
    private static final int SEND_BUFFER_BYTES = 64 << 20;
    private static final int SEND_MILLIS = 60_000;
    private static final int DEFAULT_BUFFER_BYTES = 8192;

    private final ApplicationArguments arguments;
    private final boolean ordered;
    private final boolean large;

    /** Takes the arguments of the program. */
    public BrokerSettings(ApplicationArguments arguments) {
        this.arguments = arguments;
        ordered = arguments.getNonOptionArgs().contains(ORDERED);
        large = arguments.getNonOptionArgs().contains(LARGE);
    }

    @Override
    public void registerStompEndpoints(StompEndpointRegistry endpoints) {
        endpoints.setPreserveReceiveOrder(ordered).addEndpoint("/stomp");
    }

    @Override
    public void configureMessageBroker(MessageBrokerRegistry broker) {
        broker.setPreservePublishOrder(ordered).setApplicationDestinationPrefixes("/app");
        if (arguments.containsOption(BROKER)) {
            handOn(broker, URI.create(option(BROKER)));
        } else {
            broker.enableSimpleBroker("/topic");
        }
    }

    private void handOn(MessageBrokerRegistry registry, URI broker) {
        registry.enableStompBrokerRelay("/topic")
                .setRelayHost(broker.getHost())
                .setRelayPort(broker.getPort())
                .setVirtualHost(option(HOST))
                .setSystemLogin(option(LOGIN))
                .setSystemPasscode(option(PASSCODE))
                .setClientLogin(option(LOGIN))
                .setClientPasscode(option(PASSCODE));
    }

    private String option(String name) {
        return arguments.getOptionValues(name).get(0);
    }

    @Override
    public void configureWebSocketTransport(WebSocketTransportRegistration transport) {
        transport
                .setMessageSizeLimit(MESSAGE_BYTES)
                .setSendBufferSizeLimit(SEND_BUFFER_BYTES)
                .setSendTimeLimit(SEND_MILLIS);
    }

    /** {@return how long a message of WebSocket may be, for which Tomcat sets room aside for each connection} */
    @Bean
    public ServletServerContainerFactoryBean webSocketContainer() {
        ServletServerContainerFactoryBean container = new ServletServerContainerFactoryBean();
        container.setMaxTextMessageBufferSize(large ? MESSAGE_BYTES : DEFAULT_BUFFER_BYTES);
        container.setMaxBinaryMessageBufferSize(large ? MESSAGE_BYTES : DEFAULT_BUFFER_BYTES);
        return container;
    }
}
