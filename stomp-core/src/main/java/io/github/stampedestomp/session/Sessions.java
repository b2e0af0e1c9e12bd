package io.github.stampedestomp.session;

import io.github.stampedestomp.broker.Broker;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/** The sessions of a server: opens them, with what they have in common, and asks all of them to stop. May be used by any thread. */
public final class Sessions {
    private static final int ID_BYTES = 16;

    private final String suffix;
    private final SecureRandom random = new SecureRandom();
    private final SessionSettings settings;
    private final Application application;
    private final SessionObserver observer;
    private final LongSupplier clock;
    private final Members members;
    private final FrameRates rates;
    private final Set<StompSession> sessions = ConcurrentHashMap.newKeySet();
    private volatile boolean isStopping;

    /** Prepares sessions of a server that is not joined with others. */
    public Sessions(
            Broker broker, SessionSettings settings, Application application, Audience audience, LongSupplier clock) {
        this(broker, settings, application, audience, "", clock);
    }

    /**
     * Prepares sessions.
     *
     * @param audience where they make themselves known
     * @param suffix what the name of each session ends with, by which servers that are joined tell theirs apart
     * @param clock tells the time in nanoseconds, as {@link System#nanoTime} does
     */
    public Sessions(
            Broker broker,
            SessionSettings settings,
            Application application,
            Audience audience,
            String suffix,
            LongSupplier clock) {
        this.suffix = suffix;
        this.settings = settings;
        this.application = application;
        this.observer = audience.observer();
        this.clock = clock;
        this.members = new Members(broker, settings, application, audience);
        this.rates = new FrameRates(settings);
    }

    /** {@return a new session that waits for the CONNECT of a client} Call it on the connection's thread. */
    @SuppressWarnings("FutureReturnValueIgnored") // whoever stops the sessions waits, and removing one cannot fail
    public StompSession open(Connection connection) {
        byte[] id = new byte[ID_BYTES];
        random.nextBytes(id);
        FrameRate rate = rates.begin(connection.handshake().remoteAddress(), clock.getAsLong());
        StompSession session = new StompSession(
                HexFormat.of().formatHex(id) + suffix,
                connection,
                members,
                settings,
                application,
                observer,
                rate,
                clock);
        sessions.add(session);
        session.ended().thenRun(() -> sessions.remove(session));
        if (isStopping) {
            session.stopReceiving();
        }
        return session;
    }

    /** {@return the sessions that have not ended, in no order} */
    public List<StompSession> open() {
        return List.copyOf(sessions);
    }

    /**
     * Lets no session receive any more, those neither that are opened from now on.
     *
     * @return what is done when all that was received is carried out and answered
     */
    public CompletableFuture<Void> stopReceiving() {
        isStopping = true; // first, so that no session is missed
        return CompletableFuture.allOf(
                sessions.stream().map(StompSession::stopReceiving).toArray(CompletableFuture<?>[]::new));
    }
}
