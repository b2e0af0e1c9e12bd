package io.github.stampedestomp.session;

import io.github.stampedestomp.frame.Frame;
import io.github.stampedestomp.frame.HeaderName;
import io.github.stampedestomp.frame.Headers;
import io.github.stampedestomp.request.Reply;
import io.github.stampedestomp.request.Sender;
import io.github.stampedestomp.user.UserDestinations;
import org.jspecify.annotations.Nullable;

/**
 * Tells a client what went wrong with a frame of its own without ending its session: by a message at {@code
 * /user/queue/errors}, whose headers name the frame.
 */
final class ErrorMessages {
    private static final String CORRELATION_ID = "correlation-id";

    private final Identity identity;
    private final Sender sender;

    ErrorMessages(Identity identity, Sender sender) {
        this.identity = identity;
        this.sender = sender;
    }

    /**
     * Tells what went wrong with a frame.
     *
     * @param receipt the receipt that the client does not get for that, or null if it has not asked for one
     */
    void tell(Frame frame, @Nullable String receipt, String sentence, Reply reply) {
        Headers.Builder headers = headers(sentence, reply, frame.header(HeaderName.DESTINATION));
        add("failed-receipt", receipt, headers);
        add(CORRELATION_ID, frame.header(CORRELATION_ID), headers);
        send(headers, reply);
    }

    /** Tells that something has ended that belongs to no frame. */
    void tell(String destination, String sentence) {
        Reply reply = Reply.text(sentence);
        send(headers(sentence, reply, destination), reply);
    }

    private static Headers.Builder headers(String sentence, Reply reply, @Nullable String destination) {
        Headers.Builder headers = new Headers.Builder()
                .add(HeaderName.MESSAGE, sentence)
                .add(HeaderName.CONTENT_TYPE, reply.contentType());
        return destination == null ? headers : headers.add("failed-destination", destination);
    }

    private void send(Headers.Builder headers, Reply reply) {
        sender.sendToSession(identity.session(), UserDestinations.ERRORS, headers.build(), reply.body());
    }

    private static void add(String name, @Nullable String value, Headers.Builder headers) {
        if (value != null) {
            headers.add(name, value);
        }
    }
}
