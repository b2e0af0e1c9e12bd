package io.github.stampedestomp.server.sockjs;

import io.github.stampedestomp.server.http.HttpLimits;
import io.github.stampedestomp.server.http.Request;
import io.github.stampedestomp.server.net.Timer;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A session that lives as long as its WebSocket. */
final class WebSocketSession implements SockJsSession, WebSockets.Listener {
    private static final Logger log = LoggerFactory.getLogger(WebSocketSession.class);
    private static final int NORMAL = 1000;
    private static final int INTERNAL_ERROR = 1011;
    private static final int TOO_LONG = 1009;
    private static final int BROKEN_FRAMING = 3000;

    /** What a message may have before long ones are allowed, as other requests may. */
    private static final int SHORT_BYTES = HttpLimits.STANDARD.bodyBytes();

    /** A silence is noticed at the latest so much of the allowed time too late. */
    private static final int LOOKS = 25;

    private final WebSockets.Line line;
    private final Request request;
    private final Duration heartbeat;
    private final Function<SockJsSession, Conversation> conversations;
    private final Timer look;
    private @Nullable Conversation conversation;
    private ByteArrayOutputStream begun = new ByteArrayOutputStream(0);
    private boolean longPayloads;
    private boolean closing;
    private long sentAtLastLook;
    private long silentSince;

    WebSocketSession(
            WebSockets.Line line,
            Request request,
            SockJsSettings settings,
            Function<SockJsSession, Conversation> conversations) {
        this.line = line;
        this.request = request;
        this.heartbeat = settings.heartbeat();
        this.conversations = conversations;
        this.look = line.timer(this::look);
    }

    // ---- what the conversation asks for ----

    @Override
    public Request request() {
        return request;
    }

    @Override
    public MessageFraming framing() {
        return MessageFraming.WEBSOCKET;
    }

    @Override
    public void send(String message) {
        if (!closing) {
            line.sendText(framing().message(message));
        }
    }

    @Override
    public void send(ByteBuffer message) {
        if (!closing) {
            line.send(message);
        }
    }

    @Override
    public void send(ByteBuffer first, ByteBuffer rest) {
        if (!closing) {
            line.send(first);
            line.send(rest);
        }
    }

    @Override
    public long unsentBytes() {
        return line.unsentBytes();
    }

    @Override
    public long sentBytes() {
        return line.sentBytes();
    }

    @Override
    public void pauseReading() {
        line.pauseReading();
    }

    @Override
    public void resumeReading() {
        line.resumeReading();
    }

    @Override
    public void allowLongPayloads() {
        longPayloads = true;
    }

    @Override
    public void stopHeartbeats() {
        look.cancel();
    }

    @Override
    public Timer timer(Runnable task) {
        return line.timer(() -> guard(task));
    }

    @Override
    public void execute(Runnable task) {
        line.execute(() -> guard(task));
    }

    @Override
    public void close(int code, String reason) {
        if (!closing) {
            closing = true;
            line.sendText(Frames.close(code, reason));
            line.close(NORMAL, "");
        }
    }

    @Override
    public boolean hasEnded() {
        return closing || line.hasEnded();
    }

    // ---- what the WebSocket reports ----

    @Override
    public void opened() {
        line.sendText(Frames.OPEN);
        silentSince = line.nanoTime();
        lookLater();
        guard(() -> conversation = conversations.apply(this));
    }

    @Override
    public void receive(boolean text, ByteBuffer piece, boolean last) {
        if (closing) {
            return;
        }
        if (!text) {
            breakOff(BROKEN_FRAMING, "Broken framing.");
        } else if (!longPayloads && begun.size() + piece.remaining() > SHORT_BYTES) {
            breakOff(TOO_LONG, "the message is longer than the " + SHORT_BYTES + " bytes allowed");
        } else if (last && begun.size() == 0) {
            receive(piece);
        } else {
            begun.write(piece.array(), piece.arrayOffset() + piece.position(), piece.remaining());
            if (last) {
                byte[] whole = begun.toByteArray();
                begun = new ByteArrayOutputStream(0); // a long message shall not take its room for ever
                receive(ByteBuffer.wrap(whole));
            }
        }
    }

    @Override
    public void writable() {
        if (conversation != null) {
            guard(conversation::writable);
        }
    }

    @Override
    public void stop() {
        if (conversation != null) {
            guard(conversation::stop);
        }
    }

    @Override
    public void closed(String reason) {
        look.cancel();
        Conversation over = conversation;
        if (over != null) {
            conversation = null;
            guard(() -> over.closed(reason));
        }
    }

    private void receive(ByteBuffer json) {
        if (!json.hasRemaining()) {
            return;
        }
        List<String> messages;
        try {
            messages = StringArray.parseArrayOrString(StringArray.decode(json));
        } catch (BrokenJson e) {
            breakOff(BROKEN_FRAMING, "Broken framing.");
            return;
        }
        for (String message : messages) {
            Conversation receiving = conversation;
            if (receiving != null && !closing) {
                guard(() -> receiving.receive(message));
            }
        }
    }

    private void breakOff(int code, String reason) {
        closing = true;
        begun = new ByteArrayOutputStream(0);
        line.close(code, reason);
    }

    /** Heartbeats need no exact time, so sending need not look at the clock. */
    private void look() {
        long now = line.nanoTime();
        if (line.sentBytes() != sentAtLastLook) {
            sentAtLastLook = line.sentBytes();
            silentSince = now;
        } else if (!closing && now - silentSince >= heartbeat.toNanos()) {
            line.sendText(Frames.HEARTBEAT);
        }
        lookLater();
    }

    private void lookLater() {
        look.in(heartbeat.dividedBy(LOOKS));
    }

    /** What a conversation throws ends this session, and no other. */
    private void guard(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException | Error e) {
            log.error("A conversation has failed", e);
            close(INTERNAL_ERROR, "internal error");
        }
    }
}
