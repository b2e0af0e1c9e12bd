package io.github.stampedestomp.server.relay;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** A client in its plainest form: a socket, frames out as wire text, frames in, each waited for. */
final class BareStomp implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 30_000;

    private final Socket socket;
    private final DataInputStream in;

    private BareStomp(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
    }

    /** Opens a connection, on which nothing is said yet. */
    static BareStomp open(ExternalBroker broker) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), broker.port());
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(PATIENCE_MILLIS);
        return new BareStomp(socket);
    }

    /** Opens a connection and connects with STOMP 1.2, without heart-beats, and with more headers if need be. */
    static BareStomp connect(ExternalBroker broker, String... headers) throws IOException {
        BareStomp client = open(broker);
        try {
            client.send("CONNECT\naccept-version:1.2\nhost:%s\nlogin:%s\npasscode:%s\n%s\n^@"
                    .formatted(broker.host(), broker.login(), broker.passcode(), lines(headers)));
            Answer answer = client.next();
            if (!answer.command().equals("CONNECTED")) {
                throw new IOException("refused: " + answer);
            }
            return client;
        } catch (IOException e) {
            client.close();
            throw e;
        }
    }

    private static String lines(String... headers) {
        return headers.length == 0 ? "" : String.join("\n", headers) + "\n";
    }

    /** Sends a frame as the specification prints it: {@code ^@} for NUL. */
    BareStomp send(String wire) throws IOException {
        socket.getOutputStream().write(wire.replace("^@", "\0").getBytes(UTF_8));
        return this;
    }

    /** {@return the next frame, which must come} */
    Answer next() throws IOException {
        String command = line();
        while (command.isEmpty()) {
            command = line();
        }
        Map<String, String> headers = new LinkedHashMap<>();
        for (String header = line(); !header.isEmpty(); header = line()) {
            int colon = header.indexOf(':');
            headers.putIfAbsent(header.substring(0, colon), header.substring(colon + 1));
        }
        return new Answer(command, headers, body(headers.get("content-length")));
    }

    private String line() throws IOException {
        return new String(bytesUpTo('\n'), UTF_8).replace("\r", "");
    }

    private byte[] body(String length) throws IOException {
        if (length == null) {
            return bytesUpTo('\0');
        }
        byte[] body = in.readNBytes(Integer.parseInt(length));
        bytesUpTo('\0');
        return body;
    }

    private byte[] bytesUpTo(char end) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int next = in.readUnsignedByte(); next != end; next = in.readUnsignedByte()) {
            bytes.write(next);
        }
        return bytes.toByteArray();
    }

    /** {@return whether no frame comes for some time} */
    boolean hearsNothingFor(Duration time) throws IOException {
        socket.setSoTimeout(Math.toIntExact(time.toMillis()));
        try {
            return beyondLineEnds() < 0;
        } catch (SocketTimeoutException silence) {
            return true;
        } finally {
            socket.setSoTimeout(PATIENCE_MILLIS);
        }
    }

    /** {@return whether the broker ends the connection, and says nothing before} */
    boolean isAtEnd() throws IOException {
        try {
            return beyondLineEnds() < 0;
        } catch (SocketException reset) {
            return true;
        }
    }

    /** Frames may be followed by line ends. */
    private int beyondLineEnds() throws IOException {
        int next = in.read();
        while (next == '\n' || next == '\r') {
            next = in.read();
        }
        return next;
    }

    /** Cuts the connection, without DISCONNECT. */
    @Override
    public void close() throws IOException {
        socket.close();
    }

    /** A frame as it came, with escaped headers left as they are. */
    static final class Answer {
        private final String command;
        private final Map<String, String> headers;
        private final byte[] body;

        private Answer(String command, Map<String, String> headers, byte[] body) {
            this.command = command;
            this.headers = headers;
            this.body = body;
        }

        String command() {
            return command;
        }

        /** {@return the value of a header, or null if there is none} */
        String header(String name) {
            return headers.get(name);
        }

        Map<String, String> headers() {
            return headers;
        }

        byte[] body() {
            return body;
        }

        String text() {
            return new String(body, UTF_8);
        }

        @Override
        public String toString() {
            return command + " " + headers + " " + text();
        }
    }
}
