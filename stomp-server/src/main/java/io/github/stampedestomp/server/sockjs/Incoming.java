package io.github.stampedestomp.server.sockjs;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;

/**
 * The messages of a client on their way to the conversation, which may pause them. Clients send one payload after the
 * other, so only few are kept. Belongs to the session's thread.
 */
final class Incoming {
    private static final int MOST_PAYLOADS = 8;
    /** More may only a single payload hold, as short messages take many times the room that they have on the wire. */
    private static final int MOST_MESSAGES = 16 * 1024;

    /** Messages of one request, and who wants to know whether they were taken. */
    private record Payload(Iterator<String> messages, Consumer<Boolean> taken) {}

    private final Deque<Payload> payloads = new ArrayDeque<>();
    private final Consumer<String> conversation;
    private int waitingMessages;
    private boolean isPaused;
    private boolean isDelivering;
    private boolean isEnding;
    private boolean isDropping;

    /** Prepares to hand messages to a conversation. */
    Incoming(Consumer<String> conversation) {
        this.conversation = conversation;
    }

    void add(List<String> messages, Consumer<Boolean> taken) {
        if (hasRoomFor(messages.size())) {
            waitingMessages += messages.size();
            payloads.add(new Payload(messages.iterator(), taken));
            deliver();
        } else {
            taken.accept(false);
        }
    }

    private boolean hasRoomFor(int messages) {
        boolean areFew = payloads.size() < MOST_PAYLOADS && waitingMessages + messages <= MOST_MESSAGES;
        return payloads.isEmpty() || areFew;
    }

    void pause() {
        isPaused = true;
    }

    /** Goes on with the next {@link #deliver}. */
    void resume() {
        isPaused = false;
    }

    /** Hands on what was sent before the end, though it was left waiting, and drops what comes after it. */
    void end() {
        isEnding = true;
        deliver();
        drop();
    }

    /** Drops messages from here on, as a WebSocket drops what comes behind its close frame. */
    void drop() {
        isDropping = true;
    }

    boolean isWaiting() {
        return !payloads.isEmpty();
    }

    /** Hands messages on, until all are or the conversation pauses. */
    void deliver() {
        if (isDelivering) {
            return; // the loop below goes on by itself
        }
        isDelivering = true;
        while (!payloads.isEmpty() && (!isPaused || isEnding || isDropping)) {
            Payload payload = payloads.element();
            if (!payload.messages.hasNext()) {
                payloads.remove();
                payload.taken.accept(true);
            } else {
                hand(payload.messages.next());
            }
        }
        isDelivering = false;
    }

    private void hand(String message) {
        waitingMessages--;
        if (!isDropping) {
            conversation.accept(message);
        }
    }
}
