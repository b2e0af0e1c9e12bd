package io.github.stampedestomp.examples.chat;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the chat was told on the command line.
 *
 * @param port the port to listen on, or 0 for any free one
 * @param apiKey what opens the HTTP API, or null if there is to be none
 * @param broker by which this server is joined with others, or null if it is alone
 */
record Options(int port, @Nullable String apiKey, @Nullable SharedBroker broker) {
    /** The environment's variable that stands in for the option, since others may see a command line. */
    static final String API_KEY = "STAMPEDE_API_KEY";
    /** The environment's variable for a secret that no option takes, for the same reason. */
    static final String RELAY_PASSCODE = "STAMPEDE_RELAY_PASSCODE";

    static final String USAGE = """
            Usage: java -jar stampede-chat.jar [--port N] [--api-key KEY]
                       [--relay URL[,URL...] [--relay-login NAME]]

              --port N       listen on port N, 0 for any free one (default 8080)
              --api-key KEY  let programs that know KEY send by HTTP (default: the
                             environment variable STAMPEDE_API_KEY; without a key
                             there is no HTTP API)
              --relay URL    be one chat with all servers that use the same broker
                             (RabbitMQ, Artemis, ActiveMQ): stomp://host:61613, or
                             stomp+ssl://host:61614; several are tried in turn
              --relay-login NAME
                             sign in to that broker, with the passcode in the
                             environment variable STAMPEDE_RELAY_PASSCODE
              --help         print this text
            """;

    private static final int DEFAULT_PORT = 8080;
    private static final int HIGHEST_PORT = 65_535;

    /** Asks for a server that is alone. */
    Options(int port, @Nullable String apiKey) {
        this(port, apiKey, null);
    }

    static boolean askForHelp(List<String> arguments) {
        return arguments.contains("--help");
    }

    /**
     * {@return the options that some arguments and an environment ask for}
     *
     * @throws IllegalArgumentException if there is no such option, with a sentence for whoever typed it
     */
    static Options parse(List<String> arguments, Map<String, String> environment) {
        int port = DEFAULT_PORT;
        String apiKey = environment.get(API_KEY);
        List<String> relays = new ArrayList<>();
        String relayLogin = null;
        Iterator<String> rest = arguments.iterator();
        while (rest.hasNext()) {
            String option = rest.next();
            switch (option) {
                case "--port" -> port = parsePort(value(option, "a number", rest));
                case "--api-key" -> apiKey = value(option, "a key", rest);
                case "--relay" ->
                    relays.addAll(List.of(value(option, "a URL", rest).split(",", -1)));
                case "--relay-login" -> relayLogin = value(option, "a name", rest);
                default -> throw new IllegalArgumentException("unknown option '" + option + "'");
            }
        }
        SharedBroker broker = broker(relays, relayLogin, environment.get(RELAY_PASSCODE));
        return new Options(port, apiKey == null || apiKey.isEmpty() ? null : apiKey, broker);
    }

    private static @Nullable SharedBroker broker(
            List<String> relays, @Nullable String login, @Nullable String passcode) {
        if (login != null && relays.isEmpty()) {
            throw new IllegalArgumentException("--relay-login needs --relay");
        }
        if (login != null && passcode == null) {
            throw new IllegalArgumentException("--relay-login needs the environment variable " + RELAY_PASSCODE);
        }
        return relays.isEmpty() ? null : new SharedBroker(List.copyOf(relays), login, passcode);
    }

    private static String value(String option, String kind, Iterator<String> rest) {
        String value = rest.hasNext() ? rest.next() : "";
        if (value.isEmpty()) {
            throw new IllegalArgumentException(option + " needs " + kind);
        }
        return value;
    }

    private static int parsePort(String text) {
        if (text.matches("\\d{1,5}") && Integer.parseInt(text) <= HIGHEST_PORT) {
            return Integer.parseInt(text);
        }
        throw new IllegalArgumentException("--port needs a number from 0 to " + HIGHEST_PORT + ", not '" + text + "'");
    }

    /** {@return the port, and where the broker is; the rest is secret} */
    @Override
    public String toString() {
        return "port " + port + (broker == null ? "" : ", relay " + broker);
    }
}
