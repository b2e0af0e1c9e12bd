package io.github.stampedestomp.examples.chat;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the chat was told on the command line.
 *
 * @param port the port to listen on, or 0 for any free one
 * @param apiKey what opens the HTTP API, or null if there is to be none
 */
record Options(int port, @Nullable String apiKey) {
    /** The environment's variable that stands in for the option, since others may see a command line. */
    static final String API_KEY = "STAMPEDE_API_KEY";

    static final String USAGE = """
            Usage: java -jar stampede-chat.jar [--port N] [--api-key KEY]

              --port N       listen on port N, 0 for any free one (default 8080)
              --api-key KEY  let programs that know KEY send by HTTP (default: the
                             environment variable STAMPEDE_API_KEY; without a key
                             there is no HTTP API)
              --help         print this text
            """;

    private static final int DEFAULT_PORT = 8080;
    private static final int HIGHEST_PORT = 65_535;

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
        Iterator<String> rest = arguments.iterator();
        while (rest.hasNext()) {
            String option = rest.next();
            switch (option) {
                case "--port" -> port = parsePort(value(option, "a number", rest));
                case "--api-key" -> apiKey = value(option, "a key", rest);
                default -> throw new IllegalArgumentException("unknown option '" + option + "'");
            }
        }
        return new Options(port, apiKey == null || apiKey.isEmpty() ? null : apiKey);
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

    /** {@return the port alone; the key is a secret} */
    @Override
    public String toString() {
        return "port " + port;
    }
}
