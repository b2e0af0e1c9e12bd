package io.github.stampedestomp.server.relay;

/** A broker of another make, run for tests, which clients reach by STOMP over TCP on the loopback address. */
interface ExternalBroker extends AutoCloseable {
    /** {@return the port of STOMP, which is the same after a restart} */
    int port();

    /** {@return what clients send in the header 'login'} */
    String login();

    /** {@return what clients send in the header 'passcode'} */
    String passcode();

    /** {@return what clients send in the header 'host'} */
    String host();

    /** Lets it write down what it has confirmed, where it does not do so before it confirms. */
    default void settle() {}

    /** Ends it at once, without a word to its clients or a look at its files. */
    void kill();

    /** Runs it again after it was killed, on the same port and with what it has stored. Returns when it answers. */
    void restart();

    /** Ends it and deletes what it has stored; without effect when that is done. */
    @Override
    void close();
}
