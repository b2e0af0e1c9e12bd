package io.github.stampedestomp.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;

/** A client in its plainest form: a socket, the opening handshake, masked frames out, frames in. */
final class WireClient implements AutoCloseable {
    private static final int TIMEOUT_MILLIS = 60_000;
    private static final byte[] MASK = {1, 2, 3, 4};

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

        byte[] payload() {
            return payload;
        }

        /** The payload as the specification prints frames: {@code ^@} for NUL. */
        String wire() {
            return new String(payload, UTF_8).replace("\0", "^@");
        }

        int closeCode() {
            return ByteBuffer.wrap(payload).getShort();
        }
    }

    private final Socket socket;
    private final DataInputStream in;
    private final OutputStream out;

    private WireClient(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), 64 * 1024));
        this.out = socket.getOutputStream();
    }

    static WireClient open(int port) throws IOException {
        return open(port, "/stomp");
    }

    static WireClient open(int port, String path) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(TIMEOUT_MILLIS);
        return open(socket, port, path);
    }

    /** Opens over a socket that is connected, be it by TLS. */
    static WireClient open(Socket socket, int port, String path) throws IOException {
        WireClient client = new WireClient(socket);
        client.out.write(("GET " + path + " HTTP/1.1\r\nHost: localhost:" + port + "\r\nUpgrade: websocket\r\n"
                        + "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                        + "Sec-WebSocket-Key: AQIDBAUGBwgJCgsMDQ4PEA==\r\n\r\n")
                .getBytes(UTF_8));
        assertThat(client.readHead()).startsWith("HTTP/1.1 101 ");
        return client;
    }

    /** Opens and connects with STOMP 1.2, without heart-beats. */
    static WireClient connect(int port) throws IOException {
        WireClient client = open(port);
        client.send("CONNECT\naccept-version:1.2\nhost:localhost\n\n^@");
        assertThat(client.next().wire()).startsWith("CONNECTED\n");
        return client;
    }

    private String readHead() throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) in.readUnsignedByte());
        }
        return head.toString();
    }

    /** Sends one text message; {@code ^@} stands for NUL. */
    void send(String wire) throws IOException {
        send(1, wire.replace("^@", "\0").getBytes(UTF_8));
    }

    void send(int opcode, byte[] payload) throws IOException {
        out.write(masked(opcode, payload));
    }

    static byte[] masked(int opcode, byte[] payload) {
        ByteBuffer frame = ByteBuffer.allocate(payload.length + 14).put((byte) (0x80 | opcode));
        if (payload.length < 126) {
            frame.put((byte) (0x80 | payload.length));
        } else if (payload.length < 1 << 16) {
            frame.put((byte) (0x80 | 126)).putShort((short) payload.length);
        } else {
            frame.put((byte) (0x80 | 127)).putLong(payload.length);
        }
        frame.put(MASK);
        for (int i = 0; i < payload.length; i++) {
            frame.put((byte) (payload[i] ^ MASK[i & 3]));
        }
        byte[] bytes = new byte[frame.position()];
        frame.flip().get(bytes);
        return bytes;
    }

    void write(byte[] bytes) throws IOException {
        out.write(bytes);
    }

    /** {@return the next message, which may be a control frame} */
    Incoming next() throws IOException {
        int first = in.readUnsignedByte();
        int length = in.readUnsignedByte();
        if (length == 126) {
            length = in.readUnsignedShort();
        } else if (length == 127) {
            length = Math.toIntExact(in.readLong());
        }
        return new Incoming(first & 0x0f, in.readNBytes(length));
    }

    /** {@return whether the server has ended the connection} */
    boolean isAtEnd() throws IOException {
        return in.read() < 0;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
