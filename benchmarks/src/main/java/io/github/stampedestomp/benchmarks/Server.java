package io.github.stampedestomp.benchmarks;

import io.github.stampedestomp.measured.Measured;
import io.github.stampedestomp.measured.ServerProcess;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A server that runs, and what it tells of itself.
 *
 * @param upstream what of a broker it has for itself, or null if it uses none
 */
record Server(Peer peer, ServerProcess process, @Nullable VirtualHost upstream) implements AutoCloseable {
    private static final Duration REST = Duration.ofMillis(300);
    /** Which part of a core a server uses at most that has nothing to do. */
    private static final double AT_REST = 0.02;

    /** One that uses no broker. */
    Server(Peer peer, ServerProcess process) {
        this(peer, process, null);
    }

    int port() {
        return process.port();
    }

    /** {@return the CPU time that the process has used} */
    long cpuNanos() throws IOException {
        return process.ask(Measured.CPU);
    }

    /** {@return how many bytes its threads have allocated} */
    long allocatedBytes() throws IOException {
        return process.ask(Measured.ALLOCATED);
    }

    /** {@return how many bytes of its heap are in use, after a collection} */
    long heapBytes() throws IOException {
        return process.ask(Measured.HEAP);
    }

    /** {@return how much memory the system has given to it} */
    long residentBytes() throws IOException {
        return process.residentBytes();
    }

    /** Waits until it has done what it was asked for. {@return whether this comes in time} */
    boolean rests(Duration patience) throws IOException {
        long deadline = System.nanoTime() + patience.toNanos();
        double used = 1;
        while (used > AT_REST && System.nanoTime() - deadline < 0) {
            long cpu = cpuNanos();
            long start = System.nanoTime();
            LockSupport.parkNanos(REST.toNanos());
            used = (double) (cpuNanos() - cpu) / (System.nanoTime() - start);
        }
        return used <= AT_REST;
    }

    @Override
    public void close() {
        process.close();
    }
}
