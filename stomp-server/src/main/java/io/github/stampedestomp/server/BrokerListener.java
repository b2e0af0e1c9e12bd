package io.github.stampedestomp.server;

import java.util.Optional;

/** Is told of an external broker. Called on a thread of the application. */
@FunctionalInterface
public interface BrokerListener {
    /** Learns why the broker cannot be used from now on, or, by nothing, that it can. */
    void changed(Optional<String> obstacle);
}
