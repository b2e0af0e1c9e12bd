package io.github.stampedestomp.server.relay;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.stampedestomp.server.net.TestIdentity;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A broker that says what a test lets it say. */
public final class PretendedBroker implements AutoCloseable {
    /** What is no answer: the connection breaks off. */
    static final String BREAK_OFF = "break off";

    private static final int PATIENCE_MILLIS = 20_000;
    private static final Pattern RECEIPT = Pattern.compile("\nreceipt:(.*)\n");

    private final ServerSocket listener;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();

    private PretendedBroker(ServerSocket listener) throws IOException {
        this.listener = listener;
        listener.setSoTimeout(PATIENCE_MILLIS);
    }

    /** {@return one that listens, and says nothing yet} */
    public static PretendedBroker plain() throws IOException {
        return new PretendedBroker(new ServerSocket(0));
    }

    static PretendedBroker secure(TestIdentity identity) throws IOException {
        return new PretendedBroker(
                identity.believing(null).getServerSocketFactory().createServerSocket(0));
    }

    /** {@return where it listens} */
    public int port() {
        return listener.getLocalPort();
    }

    Link accept() throws IOException {
        Socket socket = listener.accept();
        socket.setSoTimeout(PATIENCE_MILLIS);
        sockets.add(socket);
        return new Link(socket);
    }

    /**
     * Answers all frames of all connections from here on, however long that is; an ERROR behind which nothing follows ends its
     * connection.
     */
    public void serve(UnaryOperator<String> answers) {
        Thread acceptor = new Thread(() -> {
            try {
                listener.setSoTimeout(0);
                while (true) {
                    Link link = accept();
                    link.socket.setSoTimeout(0);
                    Thread reader = new Thread(() -> serve(link, answers), "pretended-link");
                    reader.setDaemon(true);
                    reader.start();
                }
            } catch (IOException over) {
                // closed
            }
        });
        acceptor.setDaemon(true);
        acceptor.start();
    }

    private static void serve(Link link, UnaryOperator<String> answers) {
        try (link.socket) {
            while (true) {
                String answer = answers.apply(link.readFrame());
                if (answer.equals(BREAK_OFF)) {
                    link.socket.close();
                    return;
                }
                link.send(answer);
                if (answer.startsWith("ERROR") && answer.indexOf('\0') == answer.length() - 1) {
                    return;
                }
            }
        } catch (IOException | UncheckedIOException over) {
            // the other side has gone
        }
    }

    /** {@return what a broker says that agrees with a frame} */
    public static String agree(String frame) {
        if (frame.startsWith("CONNECT")) {
            return "CONNECTED\nversion:1.2\nserver:RabbitMQ/3\n\n\0";
        }
        Matcher receipt = RECEIPT.matcher(frame);
        return receipt.find() ? "RECEIPT\nreceipt-id:" + receipt.group(1) + "\n\n\0" : "";
    }

    /** Breaks all connections off, and lets others come. */
    public void breakOff() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    /** Breaks all connections off, and lets nobody come any more, so that nobody waits for its good-bye. */
    void vanish() throws IOException {
        listener.close();
        breakOff();
    }

    @Override
    public void close() throws IOException {
        vanish();
    }

    /** One connection. */
    static final class Link {
        private final Socket socket;
        private final InputStream in;

        Link(Socket socket) throws IOException {
            this.socket = socket;
            this.in = new BufferedInputStream(socket.getInputStream());
        }

        /** {@return the next frame without its NUL, or what came before the end} */
        String readFrame() throws IOException {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            for (int each = in.read(); each != 0; each = in.read()) {
                if (each < 0) {
                    throw new IOException("ended behind " + bytes);
                }
                if (bytes.size() > 0 || each != '\n') { // heart-beats
                    bytes.write(each);
                }
            }
            return bytes.toString(UTF_8);
        }

        void send(String frames) throws IOException {
            socket.getOutputStream().write(frames.getBytes(UTF_8));
            socket.getOutputStream().flush();
        }

        /** {@return all that comes until the end} */
        String readAll() throws IOException {
            return new String(in.readAllBytes(), UTF_8);
        }

        /** {@return whether the other side ends, or breaks off, without having said anything} */
        boolean readsNothing() {
            try {
                return in.read() < 0;
            } catch (IOException broken) {
                return true;
            }
        }
    }
}
