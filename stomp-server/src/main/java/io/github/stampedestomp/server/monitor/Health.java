package io.github.stampedestomp.server.monitor;

import java.util.List;
import java.util.Optional;

/** Whether a server is well. Any thread may ask, and nobody waits for an answer. */
public interface Health {
    /** {@return the loops that no longer turn} */
    List<String> hangingLoops();

    /** {@return why clients should be sent elsewhere for now, if so} */
    Optional<String> whyNotReady();
}
