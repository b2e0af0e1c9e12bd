package io.github.stampedestomp.examples.proxy;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.stampedestomp.server.StompServer;
import io.github.stampedestomp.server.StompServerBuilder;
import io.github.stampedestomp.session.SessionEvent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A server that writes down the addresses of its clients, and a client that comes from an address that no proxy has. */
final class AddressedClient implements AutoCloseable {
    static final String ADDRESS = "127.0.0.2";

    private static final byte[] OWN = {127, 0, 0, 2};
    private static final int PATIENCE_MILLIS = 30_000;

    private final BlockingQueue<String> addresses = new LinkedBlockingQueue<>();
    private final StompServer server;

    AddressedClient(StompServerBuilder builder) {
        server = builder.port(0)
                .onSessionEvent(event -> {
                    if (event instanceof SessionEvent.Connected connected) {
                        addresses.add(connected.handshake().remoteAddress());
                    }
                })
                .build();
        server.start();
    }

    int serverPort() {
        return server.port();
    }

    /** Opens a WebSocket through a proxy, with more headers, and connects. {@return the address that the server sees} */
    String seenThrough(int proxyPort, String headers) throws IOException, InterruptedException {
        try (Socket socket = new Socket()) {
            socket.bind(new InetSocketAddress(InetAddress.getByAddress(OWN), 0));
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), proxyPort));
            socket.getOutputStream()
                    .write(("GET /stomp HTTP/1.1\r\nHost: chat.example\r\nUpgrade: websocket\r\n"
                                    + "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                                    + "Sec-WebSocket-Key: AQIDBAUGBwgJCgsMDQ4PEA==\r\n" + headers + "\r\n")
                            .getBytes(US_ASCII));
            assertThat(statusLine(socket)).isEqualTo("HTTP/1.1 101 Switching Protocols");
            socket.getOutputStream().write(frame("CONNECT\naccept-version:1.2\nhost:chat.example\n\n\0"));
            return addresses.poll(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private static String statusLine(Socket socket) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = socket.getInputStream().read();
                next >= 0 && next != '\r';
                next = socket.getInputStream().read()) {
            line.append((char) next);
        }
        return line.toString();
    }

    /** A short text message with a mask of zeros, RFC 6455, chapter 5.2. */
    private static byte[] frame(String text) {
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.write(0x81);
        frame.write(0x80 | text.length());
        frame.writeBytes(new byte[4]);
        frame.writeBytes(text.getBytes(US_ASCII));
        return frame.toByteArray();
    }

    @Override
    public void close() {
        server.stop();
    }
}
