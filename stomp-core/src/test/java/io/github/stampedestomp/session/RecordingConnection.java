package io.github.stampedestomp.session;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.stampedestomp.codec.Carrier;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A connection that keeps what it is given, and a network that takes as much of it as the client has room for. It does
 * everything in {@link #turn}, as an event loop does.
 */
final class RecordingConnection implements Connection {
    /** Leaves the bytes of frames as they are. */
    private static final Carrier PLAIN = new Carrier() {
        @Override
        public ByteBuffer first(ByteBuffer start, ByteBuffer rest, boolean text) {
            return start;
        }

        @Override
        public ByteBuffer rest(ByteBuffer rest) {
            return rest;
        }
    };

    /** How a connection was closed. */
    record Closing(int code, String reason) {}

    private final Deque<ByteBuffer> arriving = new ArrayDeque<>();
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final ByteArrayOutputStream unsent = new ByteArrayOutputStream();
    private final ByteArrayOutputStream taken = new ByteArrayOutputStream();
    private long sentBytes;
    private long room = Long.MAX_VALUE;
    private boolean isReading = true;
    private volatile boolean isWoken;
    private boolean hasTold;
    private boolean isLost;
    private long scheduled = Long.MAX_VALUE;
    private @Nullable Closing closing;

    @Override
    public Handshake handshake() {
        return new Handshake("/stomp", "", Map.of("Origin", "https://chat.example"), "192.0.2.7");
    }

    @Override
    public Carrier carrier() {
        return PLAIN;
    }

    @Override
    public void send(ByteBuffer wire) {
        if (isLost) {
            return;
        }
        assertThat(closing).as("nothing is sent behind a close").isNull();
        byte[] bytes = new byte[wire.remaining()];
        wire.duplicate().get(bytes);
        unsent.writeBytes(bytes);
    }

    @Override
    public long unsentBytes() {
        return unsent.size();
    }

    @Override
    public long sentBytes() {
        return sentBytes;
    }

    @Override
    public void pauseReading() {
        isReading = false;
    }

    @Override
    public void resumeReading() {
        isReading = true;
    }

    @Override
    public void schedule(long nanoTime) {
        scheduled = nanoTime;
    }

    @Override
    public void wake() {
        isWoken = true;
    }

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
    }

    @Override
    public void close(int code, String reason) {
        assertThat(reason.getBytes(UTF_8))
                .as("a reason fits into a close frame")
                .hasSizeLessThanOrEqualTo(123);
        if (closing == null) {
            closing = new Closing(code, reason);
        }
    }

    boolean isReading() {
        return isReading;
    }

    @Nullable
    Closing closing() {
        return closing;
    }

    /** {@return whether the session was asked for what waits since this was asked last} */
    boolean takeWoken() {
        boolean wasWoken = isWoken;
        isWoken = false;
        return wasWoken;
    }

    /** {@return the time for which {@link StompSession#onTime} is asked for} */
    long scheduled() {
        return scheduled;
    }

    /** Takes the time that was asked for as come. */
    void unschedule() {
        scheduled = Long.MAX_VALUE;
    }

    /** Lets bytes of the client arrive as one read. */
    void arrive(byte[] bytes) {
        arriving.add(ByteBuffer.wrap(bytes));
    }

    /** Sets how many bytes the network takes before the client must make room again. */
    void room(long bytes) {
        room = bytes;
    }

    /** Takes the connection as lost, with all that was on its way. */
    void vanish() {
        unsent.reset();
        arriving.clear();
        isLost = true;
        close(1006, "the client has vanished");
    }

    /** {@return what the client has got since this was asked last} */
    byte[] takeReceived() {
        byte[] received = taken.toByteArray();
        taken.reset();
        return received;
    }

    /** Does the next thing that is to be done for a session. {@return whether there was any} */
    boolean turn(StompSession session) {
        return read(session::receive) || runTasks() || drain(session) || write(session) || tellClosed(session);
    }

    private boolean read(Consumer<ByteBuffer> session) {
        if (!isReading || arriving.isEmpty()) {
            return false;
        }
        session.accept(arriving.remove());
        return true;
    }

    private boolean runTasks() {
        boolean hasTasks = !tasks.isEmpty();
        while (!tasks.isEmpty()) {
            tasks.remove().run();
        }
        return hasTasks;
    }

    private boolean drain(StompSession session) {
        if (!takeWoken()) {
            return false;
        }
        session.drain();
        return true;
    }

    private boolean write(StompSession session) {
        int count = (int) Math.min(room, unsent.size());
        if (count == 0) {
            return false;
        }
        byte[] bytes = unsent.toByteArray();
        unsent.reset();
        unsent.write(bytes, count, bytes.length - count);
        taken.write(bytes, 0, count);
        sentBytes += count;
        room -= room == Long.MAX_VALUE ? 0 : count;
        session.sent();
        return true;
    }

    private boolean tellClosed(StompSession session) {
        if (closing == null || hasTold || unsent.size() > 0) {
            return false;
        }
        hasTold = true;
        session.closed(closing.reason());
        return true;
    }
}
