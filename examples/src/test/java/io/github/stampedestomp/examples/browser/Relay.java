package io.github.stampedestomp.examples.browser;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A bad line between a browser and a server: it carries bytes until it is told to fail. */
public final class Relay implements AutoCloseable {
    private enum Mode {
        CARRY,
        SWALLOW_ANSWERS,
        SWALLOW_ALL,
        CUT
    }

    private final ServerSocket listener;
    private final int target;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private volatile Mode mode = Mode.CARRY;

    /** Opens a line to a port of this machine. */
    public Relay(int target) throws IOException {
        this.target = target;
        listener = new ServerSocket(0);
        start(this::accept);
    }

    /** {@return the port of the browser's end} */
    public int port() {
        return listener.getLocalPort();
    }

    /** Carries everything again. */
    public void mend() {
        mode = Mode.CARRY;
    }

    /** Loses what the server says from now on. */
    public void swallowAnswers() {
        mode = Mode.SWALLOW_ANSWERS;
    }

    /** Loses what both sides say from now on, and tells neither. */
    public void swallowAll() {
        mode = Mode.SWALLOW_ALL;
    }

    /** Ends all connections, and each new one at once. */
    public void cut() {
        mode = Mode.CUT;
        sockets.forEach(Relay::close);
    }

    @Override
    public void close() throws IOException {
        listener.close();
        cut();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                if (mode == Mode.CUT) {
                    close(client);
                } else {
                    connect(client);
                }
            } catch (IOException closed) {
                // The loop's condition tells.
            }
        }
    }

    private void connect(Socket client) {
        sockets.add(client);
        try {
            Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
            sockets.add(server);
            start(() -> carry(client, server, Mode.SWALLOW_ALL));
            start(() -> carry(server, client, Mode.SWALLOW_ANSWERS));
        } catch (IOException refused) {
            close(client);
        }
    }

    /** Carries bytes one way as long as the mode is milder than the one given. */
    private void carry(Socket from, Socket to, Mode tooBad) {
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] bytes = new byte[8192];
            for (int count = in.read(bytes); count >= 0; count = in.read(bytes)) {
                if (mode.compareTo(tooBad) < 0) {
                    out.write(bytes, 0, count);
                }
            }
        } catch (IOException broken) {
            // Both ends are closed in any case.
        }
        close(from);
        close(to);
    }

    private static void start(Runnable task) {
        Thread thread = new Thread(task, "relay");
        thread.setDaemon(true);
        thread.start();
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
