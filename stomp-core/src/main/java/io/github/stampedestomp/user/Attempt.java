package io.github.stampedestomp.user;

import io.github.stampedestomp.frame.Command;
import io.github.stampedestomp.frame.Frame;
import io.github.stampedestomp.frame.HeaderName;
import io.github.stampedestomp.frame.Headers;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A client's wish to SEND or to SUBSCRIBE, before it is carried out: what rules and hooks look at. Immutable. */
public final class Attempt {
    /** Headers that STOMP lives by; a hook does not change them. */
    private static final Set<String> PROTECTED = Set.of(
            HeaderName.DESTINATION,
            HeaderName.CONTENT_LENGTH,
            HeaderName.RECEIPT,
            HeaderName.TRANSACTION,
            HeaderName.ID,
            HeaderName.ACK);

    private final Frame frame;
    private final String destination;
    private final @Nullable User user;
    private final String session;
    private final Map<String, String> variables;

    private Attempt(
            Frame frame, String destination, @Nullable User user, String session, Map<String, String> variables) {
        this.frame = frame;
        this.destination = destination;
        this.user = user;
        this.session = session;
        this.variables = variables;
    }

    /**
     * {@return an attempt}
     *
     * @param frame the SEND or SUBSCRIBE
     * @param destination its destination, the client's own ones in their short form
     * @param session the id of the client's session, or "" if it has none
     */
    public static Attempt of(Frame frame, String destination, @Nullable User user, String session) {
        return new Attempt(frame, destination, user, session, Map.of());
    }

    /** {@return SEND or SUBSCRIBE} */
    public Command command() {
        return frame.command();
    }

    /** {@return the destination; a client's own ones begin with {@code /user/queue/} or {@code /user/topic/}} */
    public String destination() {
        return destination;
    }

    /**
     * {@return what a variable of the rule's pattern stands for}
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

    /**
     * {@return who the client is}
     *
     * @throws IllegalStateException if it has not signed in, as the server does not ask anybody to
     */
    public User user() {
        return signedIn().orElseThrow(() -> new IllegalStateException("the client has not signed in"));
    }

    /** {@return who the client is, or nothing if it has not signed in} */
    public Optional<User> signedIn() {
        return Optional.ofNullable(user);
    }

    /** {@return the id of the client's session, or "" if it has none, as one that uses the HTTP API} */
    public String session() {
        return session;
    }

    /** {@return the first value of a header of the frame} */
    public Optional<String> header(String name) {
        return Optional.ofNullable(frame.header(name));
    }

    /** {@return the headers of the frame} */
    public Headers headers() {
        return frame.headers();
    }

    /** {@return the body's own bytes, which must not be changed; empty if this is a SUBSCRIBE} */
    public byte[] body() {
        return frame.body();
    }

    /** {@return the body read as UTF-8} */
    public String text() {
        return frame.text();
    }

    /** {@return the frame that is carried out if nobody objects} */
    public Frame frame() {
        return frame;
    }

    /** {@return the same attempt with another body, which must not change any more} */
    public Attempt withBody(byte[] body) {
        Headers headers = frame.headers().keeping(name -> !name.equals(HeaderName.CONTENT_LENGTH));
        return withFrame(Frame.of(frame.command(), headers, body));
    }

    /**
     * {@return the same attempt with a header set, in place of the client's own of that name}
     *
     * @throws IllegalArgumentException if STOMP lives by the header, such as {@code destination} or {@code receipt}
     */
    public Attempt withHeader(String name, String value) {
        if (PROTECTED.contains(name.strip())) {
            throw new IllegalArgumentException("the header '" + name + "' is not for hooks to change");
        }
        Headers.Builder headers = new Headers.Builder();
        frame.headers().keeping(each -> !each.equals(name)).forEach(headers::add);
        return withFrame(Frame.of(frame.command(), headers.add(name, value).build(), frame.body()));
    }

    /** {@return whether a frame may be carried out in place of this attempt's: all that STOMP lives by is the same} */
    public boolean allowsInstead(Frame other) {
        return other.command() == command()
                && PROTECTED.stream()
                        .filter(name -> !name.equals(HeaderName.CONTENT_LENGTH))
                        .allMatch(name -> Objects.equals(other.header(name), frame.header(name)));
    }

    Attempt with(Map<String, String> found) {
        return new Attempt(frame, destination, user, session, found);
    }

    private Attempt withFrame(Frame other) {
        return new Attempt(other, destination, user, session, variables);
    }

    /** {@return command and destination; headers and body may hold secrets} */
    @Override
    public String toString() {
        return command() + " to " + destination;
    }
}
