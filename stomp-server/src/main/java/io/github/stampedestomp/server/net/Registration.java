package io.github.stampedestomp.server.net;

import java.io.IOException;
import java.util.function.Consumer;

/** The step to take when a channel is ready, and what to do about whatever that step throws. */
record Registration(Step ready, Consumer<Throwable> failure) {
    /** Something to do that may fail because of the network. */
    @FunctionalInterface
    interface Step {
        void run() throws IOException;
    }
}
