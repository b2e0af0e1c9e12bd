package io.github.stampedestomp.faults;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;

/** A client in its plainest form: a socket, the opening handshake, masked frames out, frames in; it waits for answers. */
final class WireClient implements AutoCloseable {
    private static final int TIMEOUT_MILLIS = 60_000;
    private static final int IN_BYTES = 64 * 1024;

    /** A message as it came: its opcode and its bytes. */
    static final class Incoming {
        private final int opcode;
        private final byte[] payload;

        private Incoming(int opcode, byte[] payload) {
            this.opcode = opcode;
            this.payload = payload;
        }

        int opcode() {
            return opcode;
        }

        /** The payload as the specification prints frames: {@code ^@} for NUL. */
        String wire() {
            return new String(payload, UTF_8).replace("\0", "^@");
        }

        int closeCode() {
            return ByteBuffer.wrap(payload).getShort();
        }

        String closeReason() {
            return new String(payload, 2, payload.length - 2, UTF_8);
        }
    }

    private final Socket socket = new Socket();
    private final DataInputStream in;
    private final OutputStream out;

    private WireClient(int port, int receiveBytes) throws IOException {
        if (receiveBytes > 0) {
            socket.setReceiveBufferSize(receiveBytes);
        }
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(TIMEOUT_MILLIS);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), IN_BYTES));
        out = socket.getOutputStream();
    }

    /** {@return a client that has said nothing yet} */
    static WireClient raw(int port) throws IOException {
        return new WireClient(port, 0);
    }

    /** {@return a client with an open WebSocket} */
    static WireClient open(int port) throws IOException {
        return raw(port).upgraded();
    }

    /** {@return a client that is connected with STOMP 1.2, without heart-beats} */
    static WireClient connect(int port) throws IOException {
        return open(port).connected();
    }

    /** {@return a connected client for which the system keeps so little that the server feels soon that it does not read} */
    static WireClient connectSlow(int port, int receiveBytes) throws IOException {
        return new WireClient(port, receiveBytes).upgraded().connected();
    }

    private WireClient upgraded() throws IOException {
        write(Wire.upgrade("/stomp"));
        expect(head(), "HTTP/1.1 101 ");
        return this;
    }

    private WireClient connected() throws IOException {
        send("CONNECT\naccept-version:1.2\nhost:localhost\n\n^@");
        expect(next().wire(), "CONNECTED\n");
        return this;
    }

    /** Subscribes, and waits until that is done. */
    WireClient subscribed(String id, String destination) throws IOException {
        send("SUBSCRIBE\nid:" + id + "\ndestination:" + destination + "\nreceipt:here\n\n^@");
        expect(next().wire(), "RECEIPT\nreceipt-id:here\n");
        return this;
    }

    private static void expect(String text, String start) {
        if (!text.startsWith(start)) {
            throw new AssertionError(text);
        }
    }

    /** {@return the head of a response} */
    String head() throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) in.readUnsignedByte());
        }
        return head.toString();
    }

    /** Sends one text message; {@code ^@} stands for NUL. */
    void send(String wire) throws IOException {
        write(Wire.text(wire));
    }

    void write(byte[] bytes) throws IOException {
        out.write(bytes);
    }

    /** {@return the next message, which may be a control frame} */
    Incoming next() throws IOException {
        int first = in.readUnsignedByte();
        long length = in.readUnsignedByte();
        if (length == 126) {
            length = in.readUnsignedShort();
        } else if (length == 127) {
            length = in.readLong();
        }
        byte[] payload = new byte[Math.toIntExact(length)];
        in.readFully(payload);
        return new Incoming(first & 0x0f, payload);
    }

    /** {@return the sentence of the ERROR, if one comes, and how the server closes, other frames left out} */
    String outcome() throws IOException {
        StringBuilder outcome = new StringBuilder();
        Incoming last = next();
        while (last.opcode() != Wire.CLOSE) {
            String frame = last.wire();
            if (frame.startsWith("ERROR\n")) {
                int start = frame.indexOf("\nmessage:") + "\nmessage:".length();
                outcome.append("ERROR ")
                        .append(frame, start, frame.indexOf('\n', start))
                        .append(", ");
            }
            last = next();
        }
        return outcome.append("closed with ").append(last.closeCode()).toString();
    }

    /** {@return so much of what came, one character for each byte} */
    String read(int count) throws IOException {
        byte[] bytes = new byte[count];
        in.readFully(bytes);
        return new String(bytes, US_ASCII);
    }

    /** Waits until the server has ended the connection, in order or not. {@return what came until then} */
    String awaitEnd() {
        StringBuilder rest = new StringBuilder();
        try {
            for (int next = in.read(); next >= 0; next = in.read()) {
                rest.append((char) next);
            }
        } catch (IOException e) {
            if (socket.isClosed() || e instanceof java.net.SocketTimeoutException) {
                throw new AssertionError("the server has not ended the connection", e);
            }
        }
        return rest.toString();
    }

    /** Breaks the connection off. */
    void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
