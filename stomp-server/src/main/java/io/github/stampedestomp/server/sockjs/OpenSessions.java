package io.github.stampedestomp.server.sockjs;

import io.github.stampedestomp.frame.Limit;
import io.github.stampedestomp.server.http.Exchange;
import io.github.stampedestomp.server.http.Request;
import io.github.stampedestomp.server.net.IpAddress;
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
    private final Map<HttpSession, IpAddress> householdsBySession = new ConcurrentHashMap<>();
    private final Map<IpAddress, Integer> countsByHousehold = new ConcurrentHashMap<>();
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

    /** {@return the limit that another session for a request would exceed, or null if there is room} */
    @Nullable
    Limit limitReachedBy(Request request) {
        if (sessionsByName.size() >= settings.sessions()) {
            return Limit.CONNECTIONS;
        }
        return countsByHousehold.getOrDefault(household(request), 0) >= settings.sessionsPerAddress()
                ? Limit.CONNECTIONS_PER_ADDRESS
                : null;
    }

    /** What is no address, as none of a client is, counts as one. */
    private static IpAddress household(Request request) {
        return IpAddress.parse(request.remoteAddress())
                .map(IpAddress::household)
                .orElse(new IpAddress(0, 0));
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
        HttpSession made =
                new HttpSession(exchange.request(), framing, exchange.loop(), settings, over -> forget(name, over));
        IpAddress household = household(exchange.request());
        householdsBySession.put(made, household);
        countsByHousehold.merge(household, 1, Integer::sum);
        HttpSession other = sessionsByName.putIfAbsent(name, made);
        if (other != null) {
            leave(made);
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
        leave(over);
    }

    private void leave(HttpSession over) {
        IpAddress household = householdsBySession.remove(over);
        if (household != null) {
            countsByHousehold.computeIfPresent(household, (any, count) -> count == 1 ? null : count - 1);
        }
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
