package io.github.stampedestomp.server.relay;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

/** Lies between one server and the broker, until it is torn: then the server is dead as far as the broker can tell. */
final class Cable implements AutoCloseable {
    private static final int BACKLOG = 50;

    private final ServerSocket serverEnd;
    private final int brokerPort;
    /** Guarded by this. */
    private final List<Socket> open = new ArrayList<>();

    private Cable(int brokerPort) throws IOException {
        this.brokerPort = brokerPort;
        this.serverEnd = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
    }

    static Cable to(ExternalBroker external) {
        try {
            Cable cable = new Cable(external.port());
            begin(cable::accept);
            return cable;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@return where the server finds the broker} */
    RelaySettings.Address address() {
        return new RelaySettings.Address("127.0.0.1", serverEnd.getLocalPort());
    }

    /** Breaks all connections off in the middle of what they say, and lets nobody through any more. */
    synchronized void tear() {
        try {
            serverEnd.close();
            for (Socket each : open) {
                each.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private interface Part {
        void run() throws IOException;
    }

    private static void begin(Part part) {
        Thread thread = new Thread(
                () -> {
                    try {
                        part.run();
                    } catch (IOException e) {
                        // a connection has ended, or all have
                    }
                },
                "cable");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() throws IOException {
        while (true) {
            Socket server = serverEnd.accept();
            begin(() -> join(server));
        }
    }

    private void join(Socket server) throws IOException {
        try (server;
                Socket broker = new Socket(InetAddress.getLoopbackAddress(), brokerPort)) {
            if (keep(server, broker)) {
                begin(() -> pass(server, broker));
                pass(broker, server);
            }
        }
    }

    /** {@return whether they may be joined} */
    private synchronized boolean keep(Socket server, Socket broker) {
        open.add(server);
        open.add(broker);
        return !serverEnd.isClosed();
    }

    /** Passes bytes on until one end closes, which closes the other. */
    private static void pass(Socket from, Socket to) throws IOException {
        from.setTcpNoDelay(true);
        try (from;
                to) {
            OutputStream out = to.getOutputStream();
            from.getInputStream().transferTo(out);
        }
    }

    @Override
    public void close() {
        tear();
    }
}
