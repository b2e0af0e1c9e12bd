package io.github.stampedestomp.measured;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A client that speaks STOMP 1.2 over WebSocket to a server under test, and takes text as well as binary messages. */
public final class PeerClient implements WebSocket.Listener, AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final BlockingQueue<String> frames = new LinkedBlockingQueue<>();
    /** What has come of the next frame; used by the thread that the WebSocket calls alone. */
    private final ByteArrayOutputStream begun = new ByteArrayOutputStream();

    private final WebSocket webSocket;

    private PeerClient(int port, String path) {
        webSocket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .subprotocols("v12.stomp")
                .buildAsync(URI.create("ws://localhost:" + port + path), this)
                .join();
    }

    /** {@return a client whom the server has let in} */
    public static PeerClient connect(int port, String path) throws InterruptedException {
        PeerClient client = new PeerClient(port, path);
        client.send("CONNECT\naccept-version:1.2\nhost:localhost\nheart-beat:0,0\n\n");
        client.await("CONNECTED");
        return client;
    }

    /** {@return which subprotocol the server has chosen} */
    public String subprotocol() {
        return webSocket.getSubprotocol();
    }

    /** Sends a frame, to which the NUL is added. */
    public void send(String frame) {
        webSocket.sendText(frame + '\0', true).join();
    }

    /** {@return the next frame, which must begin with a command} */
    public String await(String command) throws InterruptedException {
        String frame = next(PATIENCE);
        if (frame == null || !frame.startsWith(command + "\n")) {
            throw new AssertionError("not " + command + ", but " + frame);
        }
        return frame;
    }

    /** {@return the next frame without its NUL, or null if none comes in time} */
    public @Nullable String next(Duration patience) throws InterruptedException {
        return frames.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        take(data.toString().getBytes(UTF_8));
        from.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
        byte[] bytes = new byte[data.remaining()];
        data.get(bytes);
        take(bytes);
        from.request(1);
        return null;
    }

    private void take(byte[] bytes) {
        for (byte next : bytes) {
            if (next == 0) {
                frames.add(begun.toString(UTF_8).stripLeading());
                begun.reset();
            } else {
                begun.write(next);
            }
        }
    }

    @Override
    public void close() {
        webSocket.abort();
    }
}
