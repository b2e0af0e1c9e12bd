package io.github.stampedestomp.faults;

import java.io.IOException;
import java.io.UncheckedIOException;

/** A server to which nothing happens: what its clients feel, the machine does to everybody. */
final class Bystander {
    private static final ServerProcess SERVER = start();

    private Bystander() {}

    private static ServerProcess start() {
        try {
            ServerProcess server = ServerProcess.start();
            Runtime.getRuntime().addShutdownHook(new Thread(server::close, "bystander-end"));
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@return a witness of what the machine does} */
    static Witness witness() throws IOException {
        return Witness.start(SERVER.port());
    }
}
