package io.github.stampedestomp.examples.chat;

import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.List;

/** The chat as a program. Exits with 2 if it does not understand its arguments, with 1 if it cannot listen. */
public final class ChatServer {
    private ChatServer() {}

    /** Starts the chat and leaves it running until the process is asked to stop. */
    public static void main(String[] arguments) {
        int code = run(List.of(arguments), System.out, System.err);
        if (code != 0) {
            System.exit(code);
        }
    }

    static int run(List<String> arguments, PrintStream out, PrintStream errors) {
        if (Options.askForHelp(arguments)) {
            out.print(Options.USAGE);
            return 0;
        }
        Options options;
        try {
            options = Options.parse(arguments);
        } catch (IllegalArgumentException wrong) {
            errors.println(wrong.getMessage());
            errors.print(Options.USAGE);
            return 2;
        }
        return serve(options, out, errors);
    }

    private static int serve(Options options, PrintStream out, PrintStream errors) {
        Chat chat = new Chat(options.port());
        try {
            chat.start();
        } catch (UncheckedIOException failed) {
            errors.println(failed.getMessage());
            return 1;
        }
        Runtime.getRuntime().addShutdownHook(new Thread(chat::close, "chat-stop"));
        out.println("Chat is running at http://localhost:" + chat.port() + "/");
        return 0;
    }
}
