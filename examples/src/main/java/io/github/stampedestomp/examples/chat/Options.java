package io.github.stampedestomp.examples.chat;

import java.util.Iterator;
import java.util.List;

/**
 * What the chat was told on the command line.
 *
 * @param port the port to listen on, or 0 for any free one
 */
record Options(int port) {
    static final String USAGE = """
            Usage: java -jar stampede-chat.jar [--port N]

              --port N  listen on port N, 0 for any free one (default 8080)
              --help    print this text
            """;

    private static final int DEFAULT_PORT = 8080;
    private static final int HIGHEST_PORT = 65_535;

    static boolean askForHelp(List<String> arguments) {
        return arguments.contains("--help");
    }

    /**
     * {@return the options that some arguments ask for}
     *
     * @throws IllegalArgumentException if there is no such option, with a sentence for whoever typed it
     */
    static Options parse(List<String> arguments) {
        int port = DEFAULT_PORT;
        Iterator<String> rest = arguments.iterator();
        while (rest.hasNext()) {
            String option = rest.next();
            if (!option.equals("--port")) {
                throw new IllegalArgumentException("unknown option '" + option + "'");
            }
            if (!rest.hasNext()) {
                throw new IllegalArgumentException("--port needs a number");
            }
            port = parsePort(rest.next());
        }
        return new Options(port);
    }

    private static int parsePort(String text) {
        if (text.matches("\\d{1,5}") && Integer.parseInt(text) <= HIGHEST_PORT) {
            return Integer.parseInt(text);
        }
        throw new IllegalArgumentException("--port needs a number from 0 to " + HIGHEST_PORT + ", not '" + text + "'");
    }
}
