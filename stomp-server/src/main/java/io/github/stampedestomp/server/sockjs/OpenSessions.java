package io.github.stampedestomp.server.sockjs;

import io.github.stampedestomp.server.http.Exchange;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The sessions that clients keep up by plain HTTP, by the names that the clients have chosen. */
final class OpenSessions {
    private final Map<String, HttpSession> sessionsByName = new ConcurrentHashMap<>();
    private final SockJsSettings settings;
    private final Function<SockJsSession, Conversation> conversations;
    private volatile boolean stopping;

    OpenSessions(SockJsSettings settings, Function<SockJsSession, Conversation> conversations) {
        this.settings = settings;
        this.conversations = conversations;
    }

    int count() {
        return sessionsByName.size();
    }

    boolean has(String name) {
        return sessionsByName.containsKey(name);
    }

    boolean allowLongPayloads(String name) {
        HttpSession session = sessionsByName.get(name);
        return session != null && session.allowsLongPayloads();
    }

    /** {@return the session of a name, if it belongs to whom a request comes from} */
    @Nullable
    HttpSession find(String name, Exchange exchange) {
        HttpSession session = sessionsByName.get(name);
        return session != null && session.isOwnedBy(exchange.request()) ? session : null;
    }

    /** {@return whether there is room for no more sessions} */
    boolean areFull() {
        return sessionsByName.size() >= settings.sessions();
    }

    /**
     * {@return the session of a name, which is opened if there is none} Called on the thread of the exchange.
     *
     * @param framing the framing of a session that is opened
     */
    HttpSession findOrOpen(String name, Exchange exchange, MessageFraming framing) {
        HttpSession found = sessionsByName.get(name);
        if (found != null) {
            return found;
        }
        HttpSession made = new HttpSession(
                exchange.request(), framing, exchange.loop(), settings, over -> sessionsByName.remove(name, over));
        HttpSession other = sessionsByName.putIfAbsent(name, made);
        if (other != null) {
            return other;
        }
        made.open(conversations);
        if (stopping) {
            made.hurry();
            made.stop();
        }
        return made;
    }

    void forget(String name, HttpSession over) {
        sessionsByName.remove(name, over);
    }

    /** Opens no more sessions, and waits less patiently for the next request of those there are. */
    void refuse() {
        stopping = true; // first, so that no session is missed
        sessionsByName.values().forEach(HttpSession::hurry);
    }

    /** {@return whether no more sessions are opened} */
    boolean areRefused() {
        return stopping;
    }

    void stop() {
        refuse();
        sessionsByName.values().forEach(HttpSession::stop);
    }

    /** Waits until all clients have received their last frame, and gives up those that do not ask for it in time. */
    void awaitEnd(Duration patience) {
        CompletableFuture<?>[] told =
                sessionsByName.values().stream().map(HttpSession::told).toArray(CompletableFuture<?>[]::new);
        CompletableFuture.allOf(told)
                .completeOnTimeout(null, patience.toNanos(), TimeUnit.NANOSECONDS)
                .join();
        sessionsByName.values().forEach(HttpSession::giveUp);
    }
}
