package io.github.stampedestomp.faults;

import java.io.IOException;

/** ActiveMQ Artemis in a JVM of its own. */
final class Artemis extends ExternalBroker {
    private Artemis() throws IOException {}

    /** {@return one that runs} */
    static Artemis start() throws IOException {
        Artemis broker = new Artemis();
        broker.run();
        return broker;
    }

    @Override
    ProcessBuilder command() {
        return new ProcessBuilder(
                ServerProcess.command(ArtemisProgram.class, "-Xmx512m", "" + port(), folder().toString()));
    }

    @Override
    String login() {
        return "anybody";
    }

    @Override
    String passcode() {
        return "anything";
    }
}
