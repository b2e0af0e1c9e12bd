package io.github.stampedestomp.session;

import io.github.stampedestomp.broker.Broker;
import io.github.stampedestomp.codec.FrameDecoder;
import io.github.stampedestomp.frame.Command;
import io.github.stampedestomp.frame.Frame;
import io.github.stampedestomp.frame.HeaderName;
import io.github.stampedestomp.frame.ProtocolException;
import io.github.stampedestomp.frame.Version;
import io.github.stampedestomp.user.User;
import java.nio.ByteBuffer;
import java.util.Objects;
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

    /** So many events may wait to be told; the events of a session's end come on top. */
    private static final int MOST_APPLICATION_TASKS = 1_000;

    private static final Logger LOG = LoggerFactory.getLogger(StompSession.class);

    private final String id;
    private final Connection connection;
    private final Broker broker;
    private final SessionSettings settings;
    private final Application application;
    private final LongSupplier clock;
    private final SerialTasks applicationTasks;
    private final SessionNews news;
    private final FrameDecoder decoder;
    private final Outbox outbox;
    private final Transmission transmission;
    private final BackPressure pressure;
    private final long openedAt;
    private State state = State.AWAITING_CONNECT;
    private @Nullable Commands commands;
    /** What the frame that is read or carried out has asked for, to be told if it is at fault. */
    private @Nullable String receiptAtFault;
    /** When the connection is asked to look at the time next. */
    private long scheduledAt;

    private boolean isScheduled;

    /** Why the connection is gone, if it is gone before the application has decided. */
    private @Nullable String goneReason;

    /** Whether it is not worth while any more to find out who the client is. */
    private volatile boolean isOver;

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
        this.transmission = new Transmission(connection, settings.sendTimeout(), clock);
        this.pressure = new BackPressure(connection, this::resume);
        this.applicationTasks = new SerialTasks(application.executor(), pressure.holds());
        this.news = new SessionNews(id, application.listener(), applicationTasks);
        this.openedAt = clock.getAsLong();
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
        transmission.liveness().received(clock.getAsLong());
        if (state != State.STOPPING) {
            guard(() -> decode(bytes));
        }
    }

    /** Gives waiting messages to the connection, as many as it can send soon. */
    public void drain() {
        guard(() -> {
            if (commands != null) {
                transmission.sendFrom(outbox, commands);
            }
            if (state == State.STOPPING && transmission.hasRoom()) {
                end(stopReason);
                connection.close(stopCode, stopReason);
            }
        });
    }

    /** Does what the time has come for. */
    public void onTime() {
        isScheduled = false;
        guard(() -> {
            long now = clock.getAsLong();
            if (!isLetIn() && now - openedAt >= settings.connectTimeout().toNanos()) {
                throw ProtocolException.connectTimeout(settings.connectTimeout().toMillis());
            }
            Liveness liveness = transmission.liveness();
            if (pressure.isPaused()) {
                liveness.received(now); // nobody listens, so nobody can tell
            } else if (liveness.isSilent(now)) {
                throw ProtocolException.heartBeatMissed(
                        liveness.silenceAllowed().toMillis());
            }
            transmission.sendHeartBeatIfDue(now);
            transmission.progress().look(now);
            outbox.lag(transmission.progress().isLagging());
            pressure.onTime(now);
        });
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

    /** Takes note that the connection is gone. What the client has sent before is carried out, held back or not. */
    public void closed(String reason) {
        if (state == State.AUTHENTICATING && pressure.hasPostponed()) {
            goneReason = reason;
        } else {
            guard(this::carryOutPostponed);
            end(reason);
        }
    }

    private void decode(ByteBuffer bytes) {
        try {
            decoder.decode(bytes);
        } catch (ProtocolException e) {
            carryOutPostponed(); // they came before the fault
            if (receiptAtFault == null) {
                receiptAtFault = decoder.unfinishedReceipt();
            }
            throw e;
        }
    }

    private void receive(Frame frame) {
        if (state == State.CLOSED) {
            return; // nothing counts after the end
        }
        if (state == State.AUTHENTICATING) {
            pressure.postponeUntilLetIn(frame);
        } else if (pressure.isPaused() || pressure.hasPostponed()) {
            pressure.postpone(frame);
        } else {
            carryOut(frame);
        }
    }

    private void carryOut(Frame frame) {
        receiptAtFault = frame.header(HeaderName.RECEIPT);
        switch (state) {
            case AWAITING_CONNECT -> connect(frame);
            case CONNECTED -> handle(frame);
            case AUTHENTICATING, STOPPING, CLOSED -> {}
        }
        receiptAtFault = null;
        if (state != State.CLOSED) {
            pressure.apply(clock.getAsLong());
        }
    }

    private void connect(Frame frame) {
        ConnectRequest request = ConnectRequest.of(frame);
        decoder.agree(request.version());
        Authenticator authenticator = application.authenticator();
        if (authenticator == null) {
            welcome(null, request);
        } else {
            state = State.AUTHENTICATING;
            applicationTasks.add(() -> authenticate(authenticator, request));
        }
    }

    /** Runs on a thread of the application. */
    private void authenticate(Authenticator authenticator, ConnectRequest request) {
        if (isOver) {
            return;
        }
        try {
            User found = authenticator.authenticate(new Login(request.frame(), connection.handshake()));
            // A map that does not know the client answers with null, which must not let it in.
            Objects.requireNonNull(found, "the authenticator named no user");
            connection.execute(() -> guard(() -> letIn(found, request)));
        } catch (Denied denied) {
            connection.execute(() -> guard(() -> fail(denied.sentence(), POLICY_VIOLATION)));
        } catch (Throwable e) { // the client must get an answer whatever the application does
            LOG.error("the authenticator has failed", e);
            connection.execute(() -> guard(() -> fail("internal error", INTERNAL_ERROR)));
        }
    }

    private void letIn(User user, ConnectRequest request) {
        if (state == State.AUTHENTICATING) {
            welcome(user, request);
            if (goneReason == null) {
                resume();
            } else {
                closed(goneReason);
            }
        }
    }

    private void welcome(@Nullable User user, ConnectRequest request) {
        state = State.CONNECTED;
        Version version = request.version();
        commands = new Commands(version, broker, settings, outbox, pressure.holds(), news);
        transmission.send(ServerFrames.connected(version, settings.heartBeat(), id, user));
        HeartBeat heartBeat = settings.heartBeat().agreedWith(request.heartBeat());
        transmission.agree(version, heartBeat);
        connection.letIn(heartBeat);
        news.connected(user, version, connection.handshake());
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
            transmission.send(ServerFrames.receipt(receipt));
        }
    }

    /** Carries out the frames that had to wait, whoever holds the client back: there will be no more of them. */
    private void carryOutPostponed() {
        Frame next = state == State.CONNECTED ? pressure.takePostponed() : null;
        while (next != null) {
            carryOut(next);
            next = state == State.CONNECTED ? pressure.takePostponed() : null;
        }
    }

    /** Carries out the frames that had to wait, unless the client is held back again. */
    private void resume() {
        guard(() -> {
            while (!pressure.isHeld() && state != State.AUTHENTICATING) {
                Frame next = pressure.takePostponed();
                if (next == null) {
                    transmission.liveness().received(clock.getAsLong());
                    pressure.resumeReading();
                    return;
                }
                carryOut(next);
            }
        });
    }

    /** Runs a step of the session. This is the one place where the client's faults, and ours, are answered. */
    private void guard(Runnable step) {
        if (state == State.CLOSED) {
            return;
        }
        try {
            step.run();
            cutOffIfTooSlow();
            schedule(clock.getAsLong());
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
        boolean tellsVersions = state == State.AWAITING_CONNECT;
        end(sentence);
        transmission.send(ServerFrames.error(sentence, receiptAtFault, tellsVersions));
        connection.close(code, "see the ERROR frame");
    }

    private void cutOffIfTooSlow() {
        if (outbox.hasOverflowed() || transmission.hasOverflowed(settings.sendBufferBytes())) {
            cutOff("more than the " + settings.sendBufferBytes() + " bytes allowed wait for the client");
        } else if (transmission.progress().isStuck(clock.getAsLong())) {
            cutOff("the client has taken nothing for " + settings.sendTimeout().toSeconds() + " s");
        } else if (applicationTasks.waiting() > MOST_APPLICATION_TASKS) {
            cutOff("the application does not keep up with what the client asks for");
        }
    }

    private void cutOff(String reason) {
        if (state != State.CLOSED) {
            LOG.info("session {} is cut off: {}", id, reason);
            end(reason);
            connection.close(POLICY_VIOLATION, reason);
        }
    }

    private void end(String reason) {
        if (state == State.CLOSED) {
            return;
        }
        state = State.CLOSED;
        isOver = true;
        outbox.close();
        pressure.end();
        if (commands != null) {
            commands.end();
            news.disconnected(reason);
        }
        connection.schedule(Long.MAX_VALUE);
    }

    private boolean isLetIn() {
        return state != State.AWAITING_CONNECT && state != State.AUTHENTICATING;
    }

    private void schedule(long now) {
        if (state == State.CLOSED) {
            return;
        }
        long connect = isLetIn() ? Long.MAX_VALUE : settings.connectTimeout().toNanos() - (now - openedAt);
        long due = Math.min(
                Math.min(connect, pressure.dueIn(now)),
                Math.min(
                        transmission.liveness().dueIn(now),
                        transmission.progress().dueIn(now)));
        long at = now + Math.max(due, TimeUnit.MILLISECONDS.toNanos(1));
        boolean isEarlier = !isScheduled || at - scheduledAt < 0; // the clock may overflow
        if (due < Long.MAX_VALUE && isEarlier) {
            isScheduled = true;
            scheduledAt = at;
            connection.schedule(at);
        }
    }
}
