package io.github.stampedestomp.examples.clients;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Lets a client that speaks STOMP over TCP reach a server that takes WebSockets. Each socket has a WebSocket of its own, and
 * bytes pass as they are.
 *
 * <pre>
 * client ── TCP ──▶ pipe ── binary messages ──▶ server
 * </pre>
 */
final class WebSocketPipe implements AutoCloseable {
    private final HttpClient http = HttpClient.newHttpClient();
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final URI server;
    private final ServerSocket listener;

    /** Opens a pipe to a server on a port of this machine. */
    WebSocketPipe(int serverPort) {
        server = URI.create("ws://localhost:" + serverPort + "/stomp");
        try {
            listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        start(this::accept);
    }

    /** {@return the address of the clients' end} */
    String host() {
        return listener.getInetAddress().getHostAddress();
    }

    /** {@return the port of the clients' end} */
    int port() {
        return listener.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                sockets.add(socket);
                start(() -> carry(socket));
            } catch (IOException closed) {
                // The loop's condition tells.
            }
        }
    }

    private void carry(Socket socket) {
        WebSocket webSocket = http.newWebSocketBuilder()
                .subprotocols("v12.stomp")
                .buildAsync(server, new Answers(socket))
                .join();
        try (socket) {
            InputStream in = socket.getInputStream();
            byte[] bytes = new byte[8192];
            for (int count = in.read(bytes); count >= 0; count = in.read(bytes)) {
                webSocket.sendBinary(ByteBuffer.wrap(bytes, 0, count), true).join();
            }
            webSocket.sendClose(WebSocket.NORMAL_CLOSURE, "").join();
        } catch (IOException | CompletionException gone) {
            webSocket.abort();
        }
    }

    private static void start(Runnable task) {
        Thread thread = new Thread(task, "pipe");
        thread.setDaemon(true);
        thread.start();
    }

    /** Carries what the server says, and its end. */
    private record Answers(Socket socket) implements WebSocket.Listener {
        @Override
        public CompletionStage<?> onBinary(WebSocket webSocket, ByteBuffer data, boolean last) {
            byte[] bytes = new byte[data.remaining()];
            data.get(bytes);
            return write(webSocket, bytes);
        }

        @Override
        public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
            return write(webSocket, data.toString().getBytes(UTF_8));
        }

        @Override
        public CompletionStage<?> onClose(WebSocket webSocket, int code, String reason) {
            end();
            return null;
        }

        @Override
        public void onError(WebSocket webSocket, Throwable error) {
            end();
        }

        private CompletionStage<?> write(WebSocket webSocket, byte[] bytes) {
            try {
                socket.getOutputStream().write(bytes);
                webSocket.request(1);
            } catch (IOException gone) {
                webSocket.abort();
            }
            return null;
        }

        /** Leaves the other direction open: to close a socket in which bytes wait would tear away what was written. */
        private void end() {
            try {
                socket.shutdownOutput();
            } catch (IOException gone) {
                // Nobody is left to be told.
            }
        }
    }
}
