package io.github.stampedestomp.session;

import io.github.stampedestomp.frame.Command;
import io.github.stampedestomp.frame.Frame;
import io.github.stampedestomp.frame.Limit;
import io.github.stampedestomp.frame.ProtocolException;
import io.github.stampedestomp.frame.Version;
import io.github.stampedestomp.user.Denied;
import io.github.stampedestomp.user.User;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What STOMP has agreed on with one client over its connection, from the first byte to the last.
 *
 * <p>A session is used by the thread of its connection alone and has no lock. Only messages are delivered to it by any
 * thread; they wait until the connection asks for them with {@link #drain}.
 */
public final class StompSession {
    private final String id;
    private final Connection connection;
    private final Members members;
    private final SessionSettings settings;
    private final FrameRate rate;
    private final LongSupplier clock;
    /** Runs steps of this session that other threads ask for. */
    private final Executor ownThread;

    private final Runnable drain = this::deliver;

    private final Journal journal;
    private final Transmission transmission;
    private final Backlog backlog;
    private final FrameLine line;
    private final Intake intake;
    private final SerialTasks applicationTasks;
    private final Doorkeeper doorkeeper;
    private final Alarm alarm;
    private SessionState state = SessionState.AWAITING_CONNECT;
    private @Nullable Member member;
    /** Whether it ends as soon as all that waits was delivered. */
    private boolean isGoing;

    private final CompletableFuture<Void> settled = new CompletableFuture<>();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();

    StompSession(
            String id,
            Connection connection,
            Members members,
            SessionSettings settings,
            Application application,
            SessionObserver observer,
            FrameRate rate,
            LongSupplier clock) {
        this.id = id;
        this.connection = connection;
        this.members = members;
        this.settings = settings;
        this.rate = rate;
        this.clock = clock;
        this.ownThread = step -> connection.execute(() -> guard(step));
        this.journal = new Journal(id, connection, observer, clock);
        this.transmission = new Transmission(connection, settings.sendTimeout(), journal, clock);
        this.backlog = new Backlog(connection, settings, transmission, journal);
        Steps steps = new Steps();
        this.line = new FrameLine(connection, settings, rate, transmission, journal, clock, steps);
        this.intake = new Intake(settings, line, transmission, clock, steps);
        this.applicationTasks = new SerialTasks(
                application.executor(), line.pressure().applicationHolds(), () -> connection.execute(this::setAlarm));
        this.doorkeeper = new Doorkeeper(
                application.authenticator(), settings.connectTimeout(), applicationTasks, ownThread, clock);
        this.alarm = new Alarm(connection);
        journal.opened();
        setAlarm();
    }

    /** {@return the name of this session, which nobody can guess} */
    public String id() {
        return id;
    }

    /** {@return whether the client was let in and has not left} */
    public boolean isConnected() {
        return state == SessionState.CONNECTED || state == SessionState.LEAVING;
    }

    /** Takes bytes that the client has sent, in pieces of any size. Whatever they hold, nothing is thrown. */
    public void receive(ByteBuffer bytes) {
        intake.receive(bytes);
    }

    /** Gives waiting messages to the connection, as many as it can send soon. */
    public void drain() {
        attempt(drain);
    }

    private void deliver() {
        if (member != null) {
            backlog.deliver(member.commands());
        }
        if (isGoing && transmission.hasRoom()) {
            end("the server stops");
            connection.close(CloseCode.SERVICE_RESTART, "the server stops");
        }
        if (!backlog.isCalm()) {
            lookAfter();
        }
    }

    /** Goes on with what had to wait until the connection has sent some of what it was given. */
    public void sent() {
        if (isGoing || backlog.isWaiting()) {
            drain();
        }
    }

    /** Does what the time has come for. */
    public void onTime() {
        alarm.rang();
        guard(() -> {
            long now = clock.getAsLong();
            doorkeeper.onTime(now, state);
            if (doorkeeper.isExpired(now)) {
                dismiss(Doorkeeper.EXPIRED, CloseCode.SIGN_IN_EXPIRED);
                return;
            }
            if (line.pressure().isPaused() || state == SessionState.LEAVING) {
                transmission.liveness().received(now); // nobody listens, so nobody can tell
            }
            transmission.onTime(now);
            backlog.onTime(now);
            line.pressure().onTime(now);
        });
        applicationTasks.offerAgain(); // behind the end too, as listeners must be told of it
        setAlarm();
    }

    private void setAlarm() {
        schedule(clock.getAsLong());
    }

    /**
     * Ends the session in an orderly way: receives nothing more, delivers what waits, then closes the connection. Does not wait
     * for what the application is still being asked.
     */
    public void stop() {
        if (state != SessionState.CLOSED) {
            settle();
            if (member != null) {
                if (member.requests().isBusy()) {
                    intake.miss(); // and never answered
                }
                member.requests().cancel();
            }
            applicationTasks.hurry();
            state = SessionState.STOPPING;
            isGoing = true;
            drain();
        }
    }

    /**
     * Receives nothing more but a DISCONNECT, soon. Any thread may call this.
     *
     * @return what is done when all that was received before is carried out and answered, or the session has ended
     */
    public CompletableFuture<Void> stopReceiving() {
        ownThread.execute(this::settle);
        return settled;
    }

    /** Ends the session as {@link #stop} does, but after {@link #stopReceiving} is done. Any thread may call this. */
    @SuppressWarnings("FutureReturnValueIgnored") // what it leads to reports its own faults
    public void stopOnceSettled() {
        stopReceiving().thenRun(this::stopSoon);
    }

    /** Ends the session as {@link #stop} does, soon. Any thread may call this. */
    public void stopSoon() {
        ownThread.execute(this::stop);
    }

    /** {@return what is done when the session has ended} */
    public CompletableFuture<Void> ended() {
        return ended;
    }

    private void settle() {
        if (state != SessionState.LEAVING && state != SessionState.STOPPING) {
            if (member == null || line.isBusy()) {
                intake.miss();
            }
            state = SessionState.STOPPING;
            line.pressure().end();
        }
        if (member == null) {
            settled.complete(null);
        } else {
            member.whenSettled(() -> settled.complete(null));
        }
    }

    /** Takes note that the client has exceeded a limit that its connection holds it to. */
    public void limitReached(Limit limit) {
        journal.limitReached(limit);
    }

    /** Takes note that the connection is gone. What the client has sent before is carried out, held back or not. */
    public void closed(String reason) {
        line.closed(() -> end(reason));
    }

    private void connect(Frame frame) {
        ConnectRequest request = ConnectRequest.of(frame);
        intake.agree(request.version());
        if (doorkeeper.mustAsk()) {
            state = SessionState.AUTHENTICATING;
            Login login = new Login(request.frame(), connection.handshake());
            doorkeeper.ask(login, result -> signedIn(result, request));
        } else {
            welcome(null, request);
        }
    }

    private void signedIn(SignIn.Result result, ConnectRequest request) {
        if (result.user() != null) {
            letIn(result.user(), request);
        } else if (result.refusal() != null) {
            fail(result.refusal(), CloseCode.POLICY_VIOLATION);
        } else {
            fail("internal error", CloseCode.INTERNAL_ERROR);
        }
    }

    private void letIn(User user, ConnectRequest request) {
        if (state == SessionState.AUTHENTICATING) {
            doorkeeper.check(user);
            welcome(user, request);
            line.letIn();
        }
    }

    private void welcome(@Nullable User user, ConnectRequest request) {
        state = SessionState.CONNECTED;
        Version version = request.version();
        Member client = member(new Identity(user, id), version);
        member = client;
        transmission.send(ServerFrames.connected(version, settings.heartBeat(), id, user));
        HeartBeat heartBeat = settings.heartBeat().agreedWith(request.heartBeat());
        transmission.agree(version, heartBeat);
        connection.letIn(heartBeat);
        journal.connected();
        client.news().connected(version, connection.handshake());
    }

    private Member member(Identity identity, Version version) {
        OpenSession open = new OpenSession(identity, connection.handshake().remoteAddress(), new Remote());
        return members.member(open, version, line, backlog, journal, applicationTasks, ownThread);
    }

    private Member member() {
        return Objects.requireNonNull(member, "nobody was let in");
    }

    private void handle(Frame frame, Member client) {
        if (frame.command() == Command.DISCONNECT) {
            takeLeave(frame, client);
        } else {
            client.carryOut(frame);
        }
    }

    /** What the client has asked the application for is answered, and what it has sent confirmed, before its DISCONNECT is. */
    private void takeLeave(Frame frame, Member client) {
        state = SessionState.LEAVING;
        boolean isBusy = client.requests().isBusy();
        client.whenSettled(() -> {
            if (isBusy) {
                backlog.deliverAll(client.commands());
            }
            leave(frame);
        });
    }

    private void leave(Frame frame) {
        if (state == SessionState.LEAVING) {
            line.confirm(frame);
            end("DISCONNECT");
            connection.close(CloseCode.NORMAL, "");
        }
    }

    /** Ends the session of a client that may do nothing any more, be it what it has asked for already. */
    private void dismiss(String sentence, int code) {
        if (member != null) {
            member.requests().cancel();
        }
        fail(sentence, code);
    }

    /** Runs a step of the session, and looks after what may have changed by it. */
    private void guard(Runnable step) {
        attempt(() -> {
            step.run();
            lookAfter();
        });
    }

    private void lookAfter() {
        long now = clock.getAsLong();
        backlog.countDropped();
        cutOffIfTooSlow(now);
        schedule(now);
    }

    /** This is the one place where the client's faults, and ours, are answered. */
    private void attempt(Runnable step) {
        if (state == SessionState.CLOSED) {
            return;
        }
        try {
            step.run();
        } catch (ProtocolException e) {
            e.limit().ifPresent(journal::limitReached);
            fail(e.sentence(), CloseCode.PROTOCOL_ERROR);
        } catch (Denied e) {
            fail(e.sentence(), CloseCode.POLICY_VIOLATION);
        } catch (RuntimeException | StackOverflowError e) { // must not end the thread, which serves others too
            journal.failed(e);
            fail("internal error", CloseCode.INTERNAL_ERROR);
        }
    }

    private void fail(String sentence, int code) {
        if (state == SessionState.CLOSED) {
            return;
        }
        boolean tellsVersions = state == SessionState.AWAITING_CONNECT;
        end(sentence);
        transmission.send(ServerFrames.error(sentence, line.receiptAtFault(), tellsVersions));
        connection.close(code, "see the ERROR frame");
    }

    private void cutOffIfTooSlow(long now) {
        Backlog.CutOff cutOff =
                state == SessionState.CLOSED ? null : backlog.cutOff(member == null ? null : member.commands(), now);
        if (cutOff != null) {
            journal.cutOff(cutOff.limit(), cutOff.unsentBytes());
            end(cutOff.reason());
            connection.close(CloseCode.POLICY_VIOLATION, cutOff.reason());
        }
    }

    private void end(String reason) {
        if (state == SessionState.CLOSED) {
            return;
        }
        state = SessionState.CLOSED;
        backlog.close();
        line.pressure().end();
        doorkeeper.end();
        if (member != null) {
            member.end(reason);
        }
        alarm.end();
        rate.end();
        journal.ended(member, reason);
        settled.complete(null);
        ended.complete(null);
    }

    private void schedule(long now) {
        if (state == SessionState.CLOSED) {
            alarm.setIn(applicationTasks.offerAgainIn(), now);
            return;
        }
        long due = Math.min(
                Math.min(doorkeeper.dueIn(now, state), line.pressure().dueIn(now)),
                Math.min(transmission.dueIn(now), applicationTasks.offerAgainIn()));
        alarm.setIn(due, now);
    }

    /** What the parts of the session ask of it. */
    private final class Steps implements Intake.Session {
        @Override
        public SessionState state() {
            return state;
        }

        @Override
        public boolean isAsking() {
            return member != null && state == SessionState.CONNECTED && member.isAsking();
        }

        @Override
        public void carryOut(Frame frame) {
            switch (state) {
                case AWAITING_CONNECT -> connect(frame);
                case CONNECTED -> handle(frame, member());
                case AUTHENTICATING, LEAVING, STOPPING, CLOSED -> {}
            }
        }

        @Override
        public void takeLeave(Frame disconnect) {
            StompSession.this.takeLeave(disconnect, member());
        }

        @Override
        public void guard(Runnable step) {
            StompSession.this.guard(step);
        }
    }

    /** What others do to the session, on any thread. */
    private final class Remote implements OpenSession.Controls {
        @Override
        public void close(String sentence) {
            ownThread.execute(() -> dismiss(sentence, CloseCode.POLICY_VIOLATION));
        }

        @Override
        public void unsubscribe(String destination, String sentence) {
            ownThread.execute(() -> member().unsubscribe(destination, sentence));
        }

        @Override
        public void logFrames(boolean on) {
            journal.logFrames(on);
        }

        @Override
        public void renew(Instant until) {
            ownThread.execute(() -> doorkeeper.renew(until));
        }
    }
}
