package io.github.stampedestomp.server.relay;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Finds ports for programs that must be told one. They are below those that systems hand out to clients: while a broker is
 * down, nobody gets its port by chance, nor does a client that tries it again and again get connected to itself.
 */
final class FreePort {
    private static final int LOWEST = 10_000;
    private static final int PORTS = 20_000;
    private static final AtomicInteger STEPS =
            new AtomicInteger(ThreadLocalRandom.current().nextInt(PORTS));

    private FreePort() {}

    /** {@return a port that nobody listens on, another one each time} */
    static int next() {
        while (true) {
            int port = LOWEST + STEPS.getAndIncrement() % PORTS;
            if (isFree(port)) {
                return port;
            }
        }
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException taken) {
            return false;
        }
    }
}
