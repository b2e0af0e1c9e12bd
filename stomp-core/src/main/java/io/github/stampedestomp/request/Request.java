package io.github.stampedestomp.request;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.stampedestomp.frame.Headers;
import io.github.stampedestomp.user.User;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * What a client asks of the application, and the ways to answer. May be used by any thread, also after the handler has
 * returned.
 */
public final class Request {
    private final Asker asker;
    private final Sender sender;
    private final Bodies bodies;
    private final String destination;
    private final Map<String, String> variables;
    private final Headers headers;
    private final byte[] body;

    Request(
            Asker asker,
            Sender sender,
            Bodies bodies,
            String destination,
            Map<String, String> variables,
            Headers headers,
            byte[] body) {
        this.asker = asker;
        this.sender = sender;
        this.bodies = bodies;
        this.destination = destination;
        this.variables = variables;
        this.headers = headers;
        this.body = body;
    }

    // ---- what is asked ----

    /** {@return the destination, such as {@code /app/room/1}} */
    public String destination() {
        return destination;
    }

    /**
     * {@return what a variable of the handler's pattern stands for}
     *
     * @throws IllegalArgumentException if the pattern has no such variable
     */
    public String path(String variable) {
        String value = variables.get(variable);
        if (value == null) {
            throw new IllegalArgumentException("the pattern has no variable {" + variable + "}");
        }
        return value;
    }

    /** {@return the headers as the client has sent them} */
    public Headers headers() {
        return headers;
    }

    /** {@return the first value of a header} */
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.first(name));
    }

    /** {@return the body's own bytes, which must not be changed} */
    public byte[] body() {
        return body;
    }

    /** {@return the body read as UTF-8} */
    public String text() {
        return new String(body, UTF_8);
    }

    /**
     * {@return the body as the mapper reads it, or as bytes or a string}
     *
     * @throws io.github.stampedestomp.user.Denied if the mapper cannot read it
     * @throws IllegalStateException if there is no mapper
     */
    public <T> T as(Class<T> type) {
        return bodies.read(body, type);
    }

    // ---- who asks ----

    /**
     * {@return who asks}
     *
     * @throws IllegalStateException if the client has not signed in, as the server does not ask anybody to
     */
    public User user() {
        return signedIn().orElseThrow(() -> new IllegalStateException("the client has not signed in"));
    }

    /** {@return who asks, or nothing if the client has not signed in} */
    public Optional<User> signedIn() {
        return Optional.ofNullable(asker.user());
    }

    /** {@return the id of the client's session, or "" if it has none, as one that uses the HTTP API} */
    public String session() {
        return asker.session();
    }

    /**
     * Lets the client's sign-in last until another time.
     *
     * @throws IllegalStateException if the client has not signed in, or has no session
     */
    public void renew(Instant until) {
        asker.renew(until);
    }

    // ---- ways to answer, beside what the handler returns ----

    /**
     * Sends to a topic or a queue, as {@link Sender#send(String, Object)} does.
     *
     * @return what is done when the broker vouches for the message; a handler that returns it lets the receipt wait for that
     */
    public CompletionStage<Void> send(String to, Object what) {
        return sender.send(to, what);
    }

    /**
     * Sends to all sessions of a user, as {@link Sender#sendToUser} does.
     *
     * @return as from {@link #send}
     */
    public CompletionStage<Void> sendToUser(String user, String to, Object what) {
        return sender.sendToUser(user, to, what);
    }

    /**
     * Sends to the session that asks, and to no other one of the same user.
     *
     * @param to what the client calls {@code /user/queue/x}, without {@code /user}: {@code /queue/x}
     * @return as from {@link #send}
     * @throws IllegalStateException if the client has no session, as one that uses the HTTP API
     */
    public CompletionStage<Void> sendToSession(String to, Object what) {
        if (asker.session().isEmpty()) {
            throw new IllegalStateException("who asks has no session");
        }
        return sender.sendToSession(asker.session(), to, what);
    }

    /** {@return the destination; headers and body may hold secrets} */
    @Override
    public String toString() {
        return "request to " + destination;
    }
}
