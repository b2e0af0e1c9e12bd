package io.github.stampedestomp.session;

import io.github.stampedestomp.broker.Broker;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.function.LongSupplier;

/** Opens the sessions of a server: what they have in common. May be used by any thread. */
public final class Sessions {
    private static final int ID_BYTES = 16;

    private final SecureRandom random = new SecureRandom();
    private final Broker broker;
    private final SessionSettings settings;
    private final Application application;
    private final Audience audience;
    private final LongSupplier clock;
    private final FrameRates rates;

    /**
     * Prepares sessions.
     *
     * @param audience where they make themselves known
     * @param clock tells the time in nanoseconds, as {@link System#nanoTime} does
     */
    public Sessions(
            Broker broker, SessionSettings settings, Application application, Audience audience, LongSupplier clock) {
        this.broker = broker;
        this.settings = settings;
        this.application = application;
        this.audience = audience;
        this.clock = clock;
        this.rates = new FrameRates(settings);
    }

    /** {@return a new session that waits for the CONNECT of a client} Call it on the connection's thread. */
    public StompSession open(Connection connection) {
        byte[] id = new byte[ID_BYTES];
        random.nextBytes(id);
        FrameRate rate = rates.begin(connection.handshake().remoteAddress(), clock.getAsLong());
        return new StompSession(
                HexFormat.of().formatHex(id), connection, broker, settings, application, audience, rate, clock);
    }
}
