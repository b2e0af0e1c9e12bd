package io.github.stampedestomp.server;

import io.github.stampedestomp.server.sockjs.Conversation;
import io.github.stampedestomp.server.sockjs.SockJsSession;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Sends back what comes and tells what it was told. The message "!" makes it fail. */
final class RecordingConversation implements Conversation {
    private static final int PATIENCE_SECONDS = 30;

    final SockJsSession session;
    private final BlockingQueue<String> news = new LinkedBlockingQueue<>();

    RecordingConversation(SockJsSession session) {
        this.session = session;
        session.allowLongPayloads();
    }

    /** Does something with the session, on its thread. */
    RecordingConversation with(Consumer<SockJsSession> step) {
        session.execute(() -> step.accept(session));
        return this;
    }

    /** Sends messages. */
    RecordingConversation send(String... messages) {
        return with(open -> {
            for (String message : messages) {
                open.send(message);
            }
        });
    }

    /** {@return what it was told next, which must come} */
    String next() {
        try {
            String next = news.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (next == null) {
                throw new AssertionError("the conversation was told nothing");
            }
            return next;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    void assertNothingMore() {
        if (!news.isEmpty()) {
            throw new AssertionError("the conversation was told: " + news);
        }
    }

    @Override
    public void receive(String message) {
        news.add("receive " + message);
        if (message.equals("!")) {
            throw new IllegalStateException("on purpose");
        }
        session.send(message);
    }

    @Override
    public void writable() {}

    @Override
    public void stop() {
        news.add("stop");
        session.close(1001, "the server stops");
    }

    @Override
    public void closed(String reason) {
        news.add("closed: " + reason);
    }
}
