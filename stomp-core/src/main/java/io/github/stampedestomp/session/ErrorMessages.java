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
    private final Identity identity;
    private final Sender sender;

    ErrorMessages(Identity identity, Sender sender) {
        this.identity = identity;
        this.sender = sender;
    }

    void tell(Frame frame, String sentence, Reply reply) {
        Headers.Builder headers = headers(sentence, reply, frame.header(HeaderName.DESTINATION));
        copy(frame, HeaderName.RECEIPT, "failed-receipt", headers);
        copy(frame, "correlation-id", "correlation-id", headers);
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

    private static void copy(Frame frame, String name, String as, Headers.Builder headers) {
        String value = frame.header(name);
        if (value != null) {
            headers.add(as, value);
        }
    }
}
