package io.github.stampedestomp.benchmarks;

import java.io.IOException;
import java.nio.channels.SelectionKey;

/** A client on the thread of all. */
interface Client {
    /**
     * Does what its socket is ready for.
     *
     * @param room shared by all clients
     * @return how many deliveries have come
     */
    int act(SelectionKey key, byte[] room) throws IOException;
}
