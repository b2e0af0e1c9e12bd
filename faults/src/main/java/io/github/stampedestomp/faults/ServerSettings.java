package io.github.stampedestomp.faults;

import io.github.stampedestomp.codec.FrameLimits;
import io.github.stampedestomp.server.SockJs;
import io.github.stampedestomp.server.StompServerBuilder;
import java.time.Duration;

/** Reads settings of a server from arguments such as {@code connections=100}; the only place that names them. */
final class ServerSettings {
    private ServerSettings() {}

    static void apply(StompServerBuilder builder, String argument) {
        int equals = argument.indexOf('=');
        String name = argument.substring(0, equals);
        String value = argument.substring(equals + 1);
        switch (name) {
            case "connections" -> builder.connections(Integer.parseInt(value));
            case "connectTimeout" -> builder.connectTimeout(milliseconds(value));
            case "heartBeat" -> builder.heartBeat(milliseconds(value), milliseconds(value));
            case "bodyBytes" -> builder.bodyBytes(Integer.parseInt(value));
            case "headers" -> builder.frame(withHeaders(Integer.parseInt(value)));
            case "subscriptions" -> builder.subscriptions(Integer.parseInt(value));
            case "transactions" -> transactions(builder, numbers(value));
            case "unackedMessages" -> builder.unackedMessages(Integer.parseInt(value));
            case "sendBufferBytes" -> builder.sendBufferBytes(Integer.parseInt(value));
            case "sendTimeout" -> builder.sendTimeout(milliseconds(value));
            case "queues" -> queues(builder, numbers(value));
            case "disconnectDelay" -> builder.sockJs(SockJs.at("/sockjs").disconnectDelay(milliseconds(value)));
            default -> throw new IllegalArgumentException("setting must not be " + name);
        }
    }

    private static FrameLimits withHeaders(int most) {
        FrameLimits standard = FrameLimits.DEFAULT;
        return new FrameLimits(
                standard.commandBytes(), standard.headerLineBytes(), most, standard.headBytes(), standard.bodyBytes());
    }

    private static void transactions(StompServerBuilder builder, int[] most) {
        builder.transactions(most[0], most[1], most[2]);
    }

    private static void queues(StompServerBuilder builder, int[] most) {
        builder.queues(most[0], most[1], most[2]);
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
