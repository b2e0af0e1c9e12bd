package io.github.stampedestomp.examples.chat;

import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/** The chat as a program. Exits with 2 if it does not understand its arguments, with 1 if it cannot listen. */
public final class ChatServer {
    private ChatServer() {}

    /** Starts the chat and leaves it running until the process is asked to stop; then it takes leave of those who are here. */
    public static void main(String[] arguments) {
        int code = run(List.of(arguments), System.getenv(), System.out, System.err);
        if (code != 0) {
            System.exit(code);
        }
    }

    static int run(List<String> arguments, Map<String, String> environment, PrintStream out, PrintStream errors) {
        if (Options.askForHelp(arguments)) {
            out.print(Options.USAGE);
            return 0;
        }
        Chat chat;
        try {
            chat = new Chat(Options.parse(arguments, environment));
        } catch (IllegalArgumentException wrong) {
            errors.println(wrong.getMessage());
            errors.print(Options.USAGE);
            return 2;
        }
        return serve(chat, out, errors);
    }

    private static int serve(Chat chat, PrintStream out, PrintStream errors) {
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
