package io.github.stampedestomp.benchmarks;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/** Finds ports for programs that must be told one, below those that systems hand out to clients: nobody gets one by chance. */
final class FreePort {
    private static final int LOWEST = 10_000;
    private static final int PORTS = 20_000;
    private static final AtomicInteger STEPS =
            new AtomicInteger(ThreadLocalRandom.current().nextInt(PORTS));

    private FreePort() {}

    /** {@return a port that nobody listens on, another one each time} */
    static int next() {
        int port = step();
        while (!isFree(port)) {
            port = step();
        }
        return port;
    }

    private static int step() {
        return LOWEST + STEPS.getAndIncrement() % PORTS;
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException taken) {
            return false;
        }
    }
}
