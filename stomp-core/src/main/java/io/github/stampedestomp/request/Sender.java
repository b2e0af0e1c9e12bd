package io.github.stampedestomp.request;

import io.github.stampedestomp.broker.Broker;
import io.github.stampedestomp.broker.Publisher;
import io.github.stampedestomp.frame.Headers;
import io.github.stampedestomp.frame.ProtocolException;
import io.github.stampedestomp.user.UserDestinations;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Sends what the application has to say to topics, to queues, to users and to single sessions. Does not wait for anybody. May
 * be used by any thread.
 *
 * <p>Every method throws an {@link IllegalArgumentException} if the destination is malformed or the body needs a mapper and
 * cannot be written, and an {@link IllegalStateException} if there is no room for the message. What it returns is done when the
 * broker vouches for what was sent, which one in memory does at once, and fails with one of these exceptions if it does not. What
 * is done with it runs on threads of the application, where it may block.
 */
public final class Sender {
    private final Broker broker;
    private final Bodies bodies;
    private final Announcer announcer;
    private final @Nullable Publisher publisher;

    /**
     * Prepares a sender.
     *
     * @param requests whose mapper writes the bodies
     * @param announcer tells the application that the broker has vouched for something, or has not
     */
    public Sender(Broker broker, Requests requests, Announcer announcer) {
        this(broker, requests.bodies(), announcer, null);
    }

    private Sender(Broker broker, Bodies bodies, Announcer announcer, @Nullable Publisher publisher) {
        this.broker = broker;
        this.bodies = bodies;
        this.announcer = announcer;
        this.publisher = publisher;
    }

    /** {@return a sender that does the same for somebody who is held back while subscribers cannot keep up} */
    public Sender on(Publisher behalf) {
        return new Sender(broker, bodies, announcer, behalf);
    }

    /**
     * One of several things to send.
     *
     * @param destination a topic, a queue or the full name of a user's destination, {@code /user/anna/queue/x}
     * @param headers passed on to the subscribers, but for those that the server sets itself
     * @param body the body, which is not copied and must not change any more
     */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    public record Item(String destination, Headers headers, byte[] body) {}

    /** Sends a string, bytes, a {@link Reply} or whatever the mapper writes. */
    public CompletionStage<Void> send(String destination, Object body) {
        Reply written = bodies.write(body);
        return send(destination, written.headers(), written.body());
    }

    /** Sends a body with headers of its own. */
    public CompletionStage<Void> send(String destination, Headers headers, byte[] body) {
        return sendAll(List.of(new Item(destination, headers, body)));
    }

    /** Sends several things, all of them or, if one of them is refused, none. */
    public CompletionStage<Void> sendAll(List<Item> items) {
        try {
            if (items.size() == 1) {
                Item only = items.get(0);
                return reported(
                        broker.send(UserDestinations.message(only.destination, only.headers, only.body, publisher)));
            }
            return reported(broker.sendAll(items.stream()
                    .map(item -> UserDestinations.message(item.destination, item.headers, item.body, publisher))
                    .toList()));
        } catch (ProtocolException e) {
            throw translated(e);
        }
    }

    /** {@return the same, which fails as this class does where the broker does not vouch for what it was given} */
    private CompletionStage<Void> reported(CompletionStage<Void> done) {
        return done == Broker.CONFIRMED ? done : announcer.announce(done, Sender::reported);
    }

    private static RuntimeException reported(Throwable fault) {
        Throwable cause = fault instanceof CompletionException && fault.getCause() != null ? fault.getCause() : fault;
        return cause instanceof ProtocolException refusal
                ? translated(refusal)
                : new IllegalStateException("the broker failed", cause);
    }

    private static RuntimeException translated(ProtocolException e) {
        return e.isTemporary()
                ? new IllegalStateException(e.sentence(), e)
                : new IllegalArgumentException(e.sentence(), e);
    }

    /**
     * Sends to all sessions of a user that subscribe to a destination of their own.
     *
     * @param destination what clients call {@code /user/queue/x}, without {@code /user}: {@code /queue/x}
     */
    public CompletionStage<Void> sendToUser(String user, String destination, Object body) {
        return send(UserDestinations.of(user, destination), body);
    }

    /**
     * Sends to a single session, if it subscribes to a destination of its own.
     *
     * @param session the id of the session
     * @param destination what clients call {@code /user/queue/x}, without {@code /user}: {@code /queue/x}
     */
    public CompletionStage<Void> sendToSession(String session, String destination, Object body) {
        return send(UserDestinations.ofSession(session, destination), body);
    }

    /** Sends to a single session, with headers of its own. */
    public CompletionStage<Void> sendToSession(String session, String destination, Headers headers, byte[] body) {
        return send(UserDestinations.ofSession(session, destination), headers, body);
    }
}
