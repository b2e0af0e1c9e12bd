package io.github.stampedestomp.faults;

import io.github.stampedestomp.server.Limits;
import io.github.stampedestomp.server.Monitoring;
import io.github.stampedestomp.server.Relay;
import io.github.stampedestomp.server.SockJs;
import io.github.stampedestomp.server.StompServerBuilder;
import io.github.stampedestomp.session.SlowReader;
import io.github.stampedestomp.user.User;
import java.time.Duration;

/** Reads settings of a server from arguments such as {@code connections=100}; the only place that names them. */
final class ServerSettings {
    private ServerSettings() {}

    static void apply(StompServerBuilder builder, String argument) {
        int equals = argument.indexOf('=');
        String name = argument.substring(0, equals);
        String value = argument.substring(equals + 1);
        switch (name) {
            case "heartBeat" -> builder.heartBeat(milliseconds(value), milliseconds(value));
            case "disconnectDelay" -> builder.sockJs(SockJs.at("/sockjs").disconnectDelay(milliseconds(value)));
            case "proxyProtocol" -> builder.proxyProtocol(value);
            case "slowReaders" -> builder.slowReaders("/topic/**", SlowReader.valueOf(value));
            case "relay" -> join(builder, value.split(",", -1));
            default -> builder.limits(limits -> apply(limits, name, value));
        }
    }

    private static void apply(Limits limits, String name, String value) {
        switch (name) {
            case "connections" -> limits.connections(Integer.parseInt(value));
            case "connectionsPerAddress" -> limits.connectionsPerAddress(Integer.parseInt(value));
            case "handshakeTimeout" -> limits.handshakeTimeout(milliseconds(value));
            case "connectTimeout" -> limits.connectTimeout(milliseconds(value));
            case "connectBytes" -> limits.connectBytes(Integer.parseInt(value));
            case "requestHeadTimeout" -> limits.requestHeadTimeout(milliseconds(value));
            case "bodyBytes" -> limits.bodyBytes(Integer.parseInt(value));
            case "headers" -> limits.headers(Integer.parseInt(value));
            case "destinations" -> limits.destinations(Integer.parseInt(value));
            case "allSubscriptions" -> limits.allSubscriptions(Integer.parseInt(value));
            case "framesPerSecond" -> limits.framesPerSecond(Integer.parseInt(value));
            case "subscriptions" -> limits.subscriptions(Integer.parseInt(value));
            case "transactions" -> transactions(limits, numbers(value));
            case "unackedMessages" -> limits.unackedMessages(Integer.parseInt(value));
            case "answerTimeout" -> limits.answerTimeout(milliseconds(value));
            case "sendBufferBytes" -> limits.sendBufferBytes(Integer.parseInt(value));
            case "sendTimeout" -> limits.sendTimeout(milliseconds(value));
            case "queues" -> queues(limits, numbers(value));
            default -> throw new IllegalArgumentException("setting must not be " + name);
        }
    }

    /**
     * Joins a server with others; users are whoever they say they are. Given are the broker, a login, a
     * passcode, heart-beats, and how long confirmations may take.
     */
    private static void join(StompServerBuilder builder, String[] words) {
        builder.broker(Relay.to(words[0])
                        .login(words[1], words[2])
                        .heartBeat(milliseconds(words[3]))
                        .confirmTimeout(milliseconds(words[4])))
                .authenticate(login -> User.named(login.name()))
                .rules(rules -> rules.send("/user/**").allow())
                .monitoring(Monitoring.onMainPort());
    }

    private static void transactions(Limits limits, int[] most) {
        limits.transactions(most[0]).transactionFrames(most[1]).transactionBytes(most[2]);
    }

    private static void queues(Limits limits, int[] most) {
        limits.queueMessages(most[0]).queueBytes(most[1]).allQueuesBytes(most[2]);
    }

    private static Duration milliseconds(String value) {
        return Duration.ofMillis(Long.parseLong(value));
    }

    private static int[] numbers(String value) {
        String[] words = value.split(",", -1);
        int[] numbers = new int[words.length];
        for (int i = 0; i < words.length; i++) {
            numbers[i] = Integer.parseInt(words[i]);
        }
        return numbers;
    }
}
