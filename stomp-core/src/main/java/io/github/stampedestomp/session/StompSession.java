package io.github.stampedestomp.session;

import io.github.stampedestomp.broker.Broker;
import io.github.stampedestomp.codec.Carrier;
import io.github.stampedestomp.codec.FrameDecoder;
import io.github.stampedestomp.codec.FrameEncoder;
import io.github.stampedestomp.frame.Command;
import io.github.stampedestomp.frame.Frame;
import io.github.stampedestomp.frame.HeaderName;
import io.github.stampedestomp.frame.ProtocolException;
import io.github.stampedestomp.frame.Version;
import io.github.stampedestomp.user.User;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What STOMP has agreed on with one client over its connection, from the first byte to the last.
 *
 * <p>A session is used by the thread of its connection alone and has no lock. Only messages are delivered to it by any
 * thread; they wait until the connection asks for them with {@link #drain}.
 */
public final class StompSession {
    private enum State {
        AWAITING_CONNECT,
        /** The application decides who the client is. */
        AUTHENTICATING,
        CONNECTED,
        /** Nothing more is received, but what waits is still delivered. */
        STOPPING,
        CLOSED
    }

    /** Close codes of RFC 6455, chapter 7.4.1. */
    private static final int NORMAL = 1000;

    private static final int PROTOCOL_ERROR = 1002;
    private static final int POLICY_VIOLATION = 1008;
    private static final int INTERNAL_ERROR = 1011;

    /** Messages become bytes only as fast as the network takes them; until then they are shared and cost little. */
    private static final long DRAIN_BYTES = 64 * 1024;

    /** So many events may wait to be told; the events of a session's end come on top. */
    private static final int MOST_APPLICATION_TASKS = 10_000;

    private static final ByteBuffer END_OF_LINE = ByteBuffer.wrap(new byte[] {'\n'});
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);
    private static final Logger LOG = LoggerFactory.getLogger(StompSession.class);

    private final String id;
    private final Connection connection;
    private final Broker broker;
    private final SessionSettings settings;
    private final Application application;
    private final LongSupplier clock;
    private final SerialTasks applicationTasks;
    private final FrameDecoder decoder;
    private final Outbox outbox;
    private final SendProgress progress;
    private final BackPressure pressure;
    private final long openedAt;
    private final Commands.SubscriptionListener subscriptionEvents = new Commands.SubscriptionListener() {
        @Override
        public void subscribed(Subscription s) {
            tell(new SessionEvent.Subscribed(id, user, s.name(), s.destination()));
        }

        @Override
        public void unsubscribed(Subscription s) {
            tell(new SessionEvent.Unsubscribed(id, user, s.name(), s.destination()));
        }
    };

    private State state = State.AWAITING_CONNECT;
    private Version version = Version.V1_0;
    private Liveness liveness;
    private @Nullable User user;
    private @Nullable Commands commands;
    /** The frame that is being carried out. */
    private @Nullable Frame current;

    private int stopCode;
    private String stopReason = "";

    StompSession(
            String id,
            Connection connection,
            Broker broker,
            SessionSettings settings,
            Application application,
            LongSupplier clock) {
        this.id = id;
        this.connection = connection;
        this.broker = broker;
        this.settings = settings;
        this.application = application;
        this.clock = clock;
        this.decoder = new FrameDecoder(settings.frame(), this::receive);
        this.outbox = new Outbox(connection, settings.sendBufferBytes());
        this.progress = new SendProgress(connection, settings.sendTimeout());
        this.pressure = new BackPressure(connection, this::resume);
        this.applicationTasks = new SerialTasks(application.executor(), pressure);
        this.openedAt = clock.getAsLong();
        this.liveness = new Liveness(HeartBeat.NONE, openedAt);
        schedule(openedAt);
    }

    /** {@return the name of this session, which nobody can guess} */
    public String id() {
        return id;
    }

    /** {@return whether the client was let in and has not left} */
    public boolean isConnected() {
        return state == State.CONNECTED;
    }

    /** Takes bytes that the client has sent, in pieces of any size. Whatever they hold, nothing is thrown. */
    public void receive(ByteBuffer bytes) {
        liveness.received(clock.getAsLong());
        guard(() -> decoder.decode(bytes));
    }

    /** Gives waiting messages to the connection, as many as it can send soon. */
    public void drain() {
        guard(() -> {
            if (outbox.hasOverflowed()) {
                cutOff("more than the " + settings.sendBufferBytes() + " bytes allowed wait for the client");
                return;
            }
            deliverWaiting();
            if (state == State.STOPPING && connection.unsentBytes() < DRAIN_BYTES) {
                end(stopReason);
                connection.close(stopCode, stopReason);
            }
        });
    }

    /** Does what the time has come for. */
    public void onTime() {
        long now = clock.getAsLong();
        guard(() -> {
            if (!isLetIn() && now - openedAt >= settings.connectTimeout().toNanos()) {
                throw ProtocolException.connectTimeout(settings.connectTimeout().toMillis());
            }
            if (liveness.isSilent(now) && !pressure.isPaused()) {
                throw ProtocolException.heartBeatMissed(
                        liveness.silenceAllowed().toMillis());
            }
            if (liveness.owesHeartBeat(now)) {
                transmit(END_OF_LINE);
            }
            watchProgress(now);
            pressure.onTime(now);
        });
        schedule(now);
    }

    /**
     * Ends the session in an orderly way: receives nothing more, delivers what waits, then closes the connection.
     *
     * @param code the close code for the connection
     * @param reason a short sentence for the client
     */
    public void stop(int code, String reason) {
        if (state == State.CLOSED) {
            return;
        }
        state = State.STOPPING;
        stopCode = code;
        stopReason = reason;
        drain();
    }

    /** Takes note that the connection is gone. */
    public void closed(String reason) {
        end(reason);
    }

    private void receive(Frame frame) {
        if (state == State.CLOSED || state == State.STOPPING) {
            return; // nothing counts after the end
        }
        if (state == State.AUTHENTICATING || pressure.isPaused()) {
            pressure.postpone(frame);
        } else {
            carryOut(frame);
        }
    }

    private void carryOut(Frame frame) {
        current = frame;
        switch (state) {
            case AWAITING_CONNECT -> connect(frame);
            case CONNECTED -> handle(frame);
            case AUTHENTICATING, STOPPING, CLOSED -> {}
        }
        current = null;
        pressure.apply(clock.getAsLong(), state == State.AUTHENTICATING);
    }

    private void connect(Frame frame) {
        if (!frame.command().opensSession()) {
            throw ProtocolException.notConnected(frame.command());
        }
        String accepted = frame.header(HeaderName.ACCEPT_VERSION);
        version = accepted == null
                ? Version.V1_0
                : Version.latestIn(accepted).orElseThrow(() -> ProtocolException.noCommonVersion(accepted));
        decoder.agree(version);
        Frame connect = version == Version.V1_0
                ? Frame.of(frame.command(), frame.headers().stripped())
                : frame;
        String wish = version == Version.V1_0 ? null : connect.header(HeaderName.HEART_BEAT);
        HeartBeat client = wish == null ? HeartBeat.NONE : HeartBeat.parse(wish);
        Authenticator authenticator = application.authenticator();
        if (authenticator == null) {
            welcome(null, client);
        } else {
            state = State.AUTHENTICATING;
            Login login = new Login(connect, connection.handshake());
            applicationTasks.add(() -> authenticate(authenticator, login, client));
        }
    }

    /** Runs on a thread of the application. */
    private void authenticate(Authenticator authenticator, Login login, HeartBeat client) {
        try {
            User found = authenticator.authenticate(login);
            connection.execute(() -> guard(() -> letIn(found, client)));
        } catch (Denied denied) {
            connection.execute(() -> guard(() -> fail(denied.sentence(), POLICY_VIOLATION)));
        } catch (Throwable e) { // the client must get an answer whatever the application does
            LOG.error("the authenticator has failed", e);
            connection.execute(() -> guard(() -> fail("internal error", INTERNAL_ERROR)));
        }
    }

    private void letIn(User found, HeartBeat client) {
        if (state == State.AUTHENTICATING) {
            welcome(found, client);
            resume();
        }
    }

    private void welcome(@Nullable User found, HeartBeat client) {
        state = State.CONNECTED;
        user = found;
        commands = new Commands(version, broker, settings, outbox, pressure, subscriptionEvents);
        transmit(ServerFrames.connected(version, settings.heartBeat(), id, user));
        tell(new SessionEvent.Connected(id, user, version, connection.handshake()));
        long now = clock.getAsLong();
        liveness = new Liveness(settings.heartBeat().agreedWith(client), now);
        schedule(now);
    }

    private void handle(Frame frame) {
        if (frame.command() == Command.DISCONNECT) {
            confirm(frame);
            end("DISCONNECT");
            connection.close(NORMAL, "");
        } else if (commands != null) {
            commands.carryOut(frame);
            confirm(frame);
        }
    }

    private void confirm(Frame frame) {
        String receipt = frame.header(HeaderName.RECEIPT);
        if (receipt != null) {
            transmit(ServerFrames.receipt(receipt));
        }
    }

    /** Carries out the frames that had to wait. */
    private void resume() {
        guard(() -> {
            while (!pressure.isHeld() && state != State.AUTHENTICATING) {
                Frame next = pressure.takePostponed();
                if (next == null) {
                    liveness.received(clock.getAsLong());
                    pressure.resumeReading();
                    return;
                }
                carryOut(next);
            }
        });
    }

    private void deliverWaiting() {
        Commands client = commands;
        if (client == null) {
            return;
        }
        Carrier carrier = connection.carrier();
        boolean hadBacklog = connection.unsentBytes() > 0;
        boolean hasSent = false;
        while (connection.unsentBytes() < DRAIN_BYTES) {
            Outbox.Delivery delivery = outbox.poll();
            if (delivery == null) {
                break;
            }
            client.deliver(delivery, connection, carrier);
            hasSent = true;
        }
        outbox.settle();
        if (hasSent) {
            noteSent(hadBacklog || connection.unsentBytes() >= DRAIN_BYTES);
        }
    }

    private void transmit(Frame frame) {
        // Before CONNECTED a client cannot know the version, so it is spoken to as one of 1.0.
        transmit(FrameEncoder.encode(frame, commands == null ? Version.V1_0 : version));
    }

    private void transmit(ByteBuffer bytes) {
        boolean hadBacklog = connection.unsentBytes() > 0;
        connection.send(connection.carrier().first(bytes, NOTHING, true));
        ByteBuffer rest = connection.carrier().rest(NOTHING);
        if (rest.hasRemaining()) {
            connection.send(rest);
        }
        noteSent(hadBacklog);
        if (connection.unsentBytes() > settings.sendBufferBytes() + DRAIN_BYTES) {
            cutOff("more than the " + settings.sendBufferBytes() + " bytes allowed wait for the client");
        }
    }

    private void noteSent(boolean hasBacklog) {
        long now = clock.getAsLong();
        liveness.sent(now);
        if (hasBacklog && !progress.isWatching()) {
            progress.watch(now);
            schedule(now);
        }
    }

    private void watchProgress(long now) {
        progress.look(now);
        outbox.lag(progress.isLagging());
        if (progress.isStuck(now)) {
            cutOff("the client has taken nothing for " + settings.sendTimeout().toSeconds() + " s");
        }
    }

    /** Runs a step of the session. This is the one place where the client's faults, and ours, are answered. */
    private void guard(Runnable step) {
        if (state == State.CLOSED) {
            return;
        }
        try {
            step.run();
        } catch (ProtocolException e) {
            LOG.debug("session {} is refused: {}", id, e.sentence());
            fail(e.sentence(), PROTOCOL_ERROR);
        } catch (RuntimeException | StackOverflowError e) { // must not end the thread, which serves others too
            LOG.error("session {} has failed", id, e);
            fail("internal error", INTERNAL_ERROR);
        }
    }

    private void fail(String sentence, int code) {
        if (state == State.CLOSED) {
            return;
        }
        String receipt = current != null ? current.header(HeaderName.RECEIPT) : decoder.unfinishedReceipt();
        boolean tellsVersions = state == State.AWAITING_CONNECT;
        end(sentence);
        transmit(ServerFrames.error(sentence, receipt, tellsVersions));
        connection.close(code, "see the ERROR frame");
    }

    private void cutOff(String reason) {
        LOG.info("session {} is cut off: {}", id, reason);
        end(reason);
        connection.close(POLICY_VIOLATION, reason);
    }

    private void end(String reason) {
        if (state == State.CLOSED) {
            return;
        }
        state = State.CLOSED;
        outbox.close();
        pressure.end();
        if (commands != null) {
            commands.end();
            tell(new SessionEvent.Disconnected(id, user, reason));
        }
        connection.schedule(Long.MAX_VALUE);
    }

    private boolean isLetIn() {
        return state != State.AWAITING_CONNECT && state != State.AUTHENTICATING;
    }

    private void tell(SessionEvent event) {
        if (applicationTasks.waiting() == MOST_APPLICATION_TASKS) {
            cutOff("the application does not keep up with what the client asks for");
        }
        applicationTasks.add(() -> application.listener().on(event));
    }

    private void schedule(long now) {
        if (state == State.CLOSED) {
            return;
        }
        long connect = isLetIn() ? Long.MAX_VALUE : settings.connectTimeout().toNanos() - (now - openedAt);
        long due = Math.min(Math.min(connect, pressure.dueIn(now)), Math.min(liveness.dueIn(now), progress.dueIn(now)));
        connection.schedule(due == Long.MAX_VALUE ? due : now + Math.max(due, TimeUnit.MILLISECONDS.toNanos(1)));
    }
}
