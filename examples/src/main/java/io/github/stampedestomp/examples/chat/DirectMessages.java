package io.github.stampedestomp.examples.chat;

import io.github.stampedestomp.request.Request;
import io.github.stampedestomp.request.Requests;
import io.github.stampedestomp.user.Denied;
import io.github.stampedestomp.user.User;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;

/**
 * What people write to each other alone. What is sent to {@code /app/dm/{name}} reaches all pages of both of them, at their
 * own {@code /user/queue/dm}; that somebody is typing, sent to {@code /app/typing/dm/{name}}, at {@code /user/queue/typing}.
 * Nothing is kept for people who are not here.
 */
final class DirectMessages {
    /** What pages subscribe to if they show direct messages. */
    static final String OWN = "/user/queue/dm";

    private static final String MESSAGES = "/queue/dm";
    private static final String TYPING = "/queue/typing";

    private final Predicate<String> isReading;

    /**
     * Prepares to carry messages.
     *
     * @param isReading whether a person has a page that shows direct messages
     */
    DirectMessages(Predicate<String> isReading) {
        this.isReading = isReading;
    }

    void requests(Requests.Builder requests) {
        requests.onRequest("/app/dm/{name}", this::write).onSend("/app/typing/dm/{name}", this::type);
    }

    /** {@return what is done when the reader will get it: only then the page is told that its message is delivered} */
    private CompletionStage<Void> write(Request request) {
        String reader = Names.decoded(request.path("name"));
        if (!isReading.test(reader)) {
            throw Denied.because(reader + " is offline");
        }
        DirectMessage message = DirectMessage.of(Written.in(request), reader);
        CompletionStage<Void> delivered = request.sendToUser(reader, MESSAGES, message);
        request.signedIn()
                .map(User::name)
                .filter(writer -> !writer.equals(reader))
                .ifPresent(writer -> request.sendToUser(writer, MESSAGES, message));
        return delivered;
    }

    private void type(Request request) {
        String reader = Names.decoded(request.path("name"));
        if (isReading.test(reader)) {
            request.sendToUser(reader, TYPING, new Typing(request.user().name()));
        }
    }
}
