package io.github.stampedestomp.faults;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

/**
 * What lies between a server and the broker. While it is cut, nothing passes, and nobody is told: connections stay open, or open, at
 * both ends. What was on its way arrives when it is mended, as TCP sees to it that it does.
 */
final class Cable implements AutoCloseable {
    private static final int PIECE_BYTES = 16 * 1024;

    private final ServerSocket serverEnd;
    private final String brokerHost;
    private final int brokerPort;
    /** Guarded by this. */
    private final List<Socket> toServer = new ArrayList<>();
    /** Guarded by this. */
    private final List<Socket> toBroker = new ArrayList<>();
    /** Guarded by this. */
    private boolean isCut;

    private Cable(String brokerHost, int brokerPort) throws IOException {
        this.brokerHost = brokerHost;
        this.brokerPort = brokerPort;
        this.serverEnd = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }

    static Cable to(ExternalBroker broker) throws IOException {
        Cable cable = new Cable(broker.host(0), broker.port());
        begin(cable::accept);
        return cable;
    }

    /** {@return where a server finds the broker} */
    String address() {
        return "127.0.0.1:" + serverEnd.getLocalPort();
    }

    synchronized void cut() {
        isCut = true;
    }

    synchronized void mend() {
        isCut = false;
        notifyAll();
    }

    /** Breaks the connections off at the server's end only; the broker learns nothing, and goes on sending into the void. */
    synchronized void breakAtServer() throws IOException {
        for (Socket each : toServer) {
            each.setSoLinger(true, 0);
            each.close();
        }
        toServer.clear();
        toBroker.clear();
    }

    private synchronized void awaitWhole() throws InterruptedException {
        while (isCut) {
            wait();
        }
    }

    private interface Part {
        void run() throws IOException, InterruptedException;
    }

    private static void begin(Part part) {
        Thread thread = new Thread(
                () -> {
                    try {
                        part.run();
                    } catch (IOException | InterruptedException e) {
                        // a connection through the cable has ended, or all have
                    }
                },
                "cable");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() throws IOException {
        while (true) {
            Socket accepted = serverEnd.accept();
            begin(() -> join(accepted));
        }
    }

    private void join(Socket server) throws IOException, InterruptedException {
        awaitWhole();
        Socket broker;
        try {
            broker = new Socket(brokerHost, brokerPort);
        } catch (IOException e) {
            server.close();
            throw e;
        }
        synchronized (this) {
            toServer.add(server);
            toBroker.add(broker);
        }
        begin(() -> pass(server, broker));
        pass(broker, server);
    }

    /** Passes bytes on until one end closes, which closes the other; but an end that was broken off is no reason. */
    private void pass(Socket from, Socket to) throws IOException, InterruptedException {
        from.setTcpNoDelay(true);
        byte[] piece = new byte[PIECE_BYTES];
        try (InputStream in = from.getInputStream()) {
            OutputStream out = to.getOutputStream();
            for (int count = in.read(piece); count >= 0; count = in.read(piece)) {
                awaitWhole();
                if (!to.isClosed()) {
                    out.write(piece, 0, count);
                }
            }
        } finally {
            awaitWhole();
            if (isKnown(from)) {
                to.close();
            }
        }
    }

    private synchronized boolean isKnown(Socket socket) {
        return toServer.contains(socket) || toBroker.contains(socket);
    }

    @Override
    public synchronized void close() throws IOException {
        serverEnd.close();
        for (Socket each : toServer) {
            each.close();
        }
        for (Socket each : toBroker) {
            each.close();
        }
        mend();
    }
}
