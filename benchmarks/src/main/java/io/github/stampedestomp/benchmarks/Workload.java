package io.github.stampedestomp.benchmarks;

import java.io.IOException;
import java.time.Duration;

/** Clients of one server that send and check what is delivered, on the thread that calls. */
interface Workload extends AutoCloseable {
    /** Sends messages for some time and waits until each has arrived. {@return what it has cost} */
    Round run(Duration time) throws IOException;

    /** {@return what was not delivered as it should be, in all runs} */
    Faults faults();

    @Override
    void close() throws IOException;
}
