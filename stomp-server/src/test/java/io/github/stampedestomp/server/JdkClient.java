package io.github.stampedestomp.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;

/** The JDK's own WebSocket client, speaking wire text. {@code ^@} stands for NUL. */
final class JdkClient implements WebSocket.Listener {
    private static final int PATIENCE_SECONDS = 30;

    private final BlockingQueue<String> received = new LinkedBlockingQueue<>();
    private final CompletableFuture<Integer> closeCode = new CompletableFuture<>();
    private final StringBuilder text = new StringBuilder();
    private final ByteArrayOutputStream binary = new ByteArrayOutputStream();
    private final WebSocket webSocket;

    JdkClient(int port, String... subProtocols) {
        this(HttpClient.newHttpClient(), "ws", port, subProtocols);
    }

    private JdkClient(HttpClient http, String scheme, int port, String... subProtocols) {
        WebSocket.Builder builder = http.newWebSocketBuilder();
        if (subProtocols.length > 0) {
            String[] others = Arrays.copyOfRange(subProtocols, 1, subProtocols.length);
            builder.subprotocols(subProtocols[0], others);
        }
        webSocket = builder.buildAsync(URI.create(scheme + "://localhost:" + port + "/stomp"), this)
                .join();
    }

    static JdkClient connect(int port, String version) {
        return new JdkClient(port).connect(version);
    }

    /** Connects by TLS. */
    static JdkClient connect(int port, SSLContext tls) {
        HttpClient http = HttpClient.newBuilder().sslContext(tls).build();
        return new JdkClient(http, "wss", port).connect("1.2");
    }

    private JdkClient connect(String version) {
        send("CONNECT\naccept-version:" + version + "\nhost:localhost\n\n^@");
        String answer = next();
        if (!answer.startsWith("CONNECTED\nversion:" + version + "\n")) {
            throw new AssertionError(answer);
        }
        return this;
    }

    String subProtocol() {
        return webSocket.getSubprotocol();
    }

    void send(String wire) {
        webSocket.sendText(wire.replace("^@", "\0"), true).join();
    }

    void sendPiece(String wire) {
        webSocket.sendText(wire.replace("^@", "\0"), false).join();
    }

    void sendBinary(byte[] bytes) {
        webSocket.sendBinary(ByteBuffer.wrap(bytes), true).join();
    }

    /** {@return the next message; a binary one begins with "binary: "} */
    String next() {
        try {
            String message = received.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (message == null) {
                throw new AssertionError("nothing came within " + PATIENCE_SECONDS + " s");
            }
            return message;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    int closeCode() {
        return closeCode.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    }

    void abort() {
        webSocket.abort();
    }

    @Override
    public CompletionStage<?> onText(WebSocket source, CharSequence data, boolean last) {
        text.append(data);
        if (last) {
            received.add(text.toString().replace("\0", "^@"));
            text.setLength(0);
        }
        source.request(1);
        return null;
    }

    @Override
    public CompletionStage<?> onBinary(WebSocket source, ByteBuffer data, boolean last) {
        byte[] bytes = new byte[data.remaining()];
        data.get(bytes);
        binary.writeBytes(bytes);
        if (last) {
            received.add("binary: " + binary.toString(UTF_8).replace("\0", "^@"));
            binary.reset();
        }
        source.request(1);
        return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket source, int code, String reason) {
        closeCode.complete(code);
        return null;
    }

    @Override
    public void onError(WebSocket source, Throwable error) {
        closeCode.completeExceptionally(error);
    }
}
