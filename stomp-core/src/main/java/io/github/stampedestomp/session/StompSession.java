package io.github.stampedestomp.session;

import io.github.stampedestomp.broker.Broker;
import io.github.stampedestomp.codec.FrameDecoder;
import io.github.stampedestomp.frame.Command;
import io.github.stampedestomp.frame.Frame;
import io.github.stampedestomp.frame.HeaderName;
import io.github.stampedestomp.frame.Limit;
import io.github.stampedestomp.frame.ProtocolException;
import io.github.stampedestomp.frame.Version;
import io.github.stampedestomp.request.Sender;
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
public final class StompSession implements Member.Session, OpenSession.Controls {
    private enum State {
        AWAITING_CONNECT,
        /** The application decides who the client is. */
        AUTHENTICATING,
        CONNECTED,
        /** The client has taken its leave, but requests of it are still being answered. */
        LEAVING,
        /** Nothing more is received but a DISCONNECT, though what waits is still delivered and what was asked is answered. */
        STOPPING,
        CLOSED
    }

    private final String id;
    private final Connection connection;
    private final Broker broker;
    private final SessionSettings settings;
    private final Application application;
    private final Audience audience;
    private final FrameRate rate;
    private final LongSupplier clock;
    /** Runs steps of this session that other threads ask for. */
    private final Executor ownThread;

    private final SerialTasks applicationTasks;
    private final Expiry expiry = new Expiry();
    private final FrameDecoder decoder;
    private final Journal journal;
    private final Transmission transmission;
    private final Backlog backlog;
    private final BackPressure pressure;
    private final Alarm alarm;
    private State state = State.AWAITING_CONNECT;
    private @Nullable SignIn signIn;
    private @Nullable Member member;
    /** What the frame that is read or carried out has asked for, to be told if it is at fault. */
    private @Nullable String receiptAtFault;

    private long bytesBeforeConnect;
    /** What ends the session once the application has decided on what came before. */
    private @Nullable Runnable ending;

    /** Whether it ends as soon as all that waits was delivered. */
    private boolean isGoing;
    /** Whether frames have come that are not carried out, so that none behind them may be confirmed. */
    private boolean hasMissed;

    private final CompletableFuture<Void> settled = new CompletableFuture<>();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();

    StompSession(
            String id,
            Connection connection,
            Broker broker,
            SessionSettings settings,
            Application application,
            Audience audience,
            FrameRate rate,
            LongSupplier clock) {
        this.id = id;
        this.connection = connection;
        this.broker = broker;
        this.settings = settings;
        this.application = application;
        this.audience = audience;
        this.rate = rate;
        this.clock = clock;
        this.ownThread = step -> connection.execute(() -> guard(step));
        this.decoder = new FrameDecoder(settings.frame(), this::receive);
        this.journal = new Journal(id, connection, audience.observer(), clock);
        this.transmission = new Transmission(connection, settings.sendTimeout(), journal, clock);
        this.backlog = new Backlog(connection, settings, transmission, journal, clock);
        this.pressure = new BackPressure(connection, 8L * settings.connectBytes(), this::resume);
        this.applicationTasks = new SerialTasks(
                application.executor(), pressure.applicationHolds(), () -> connection.execute(this::setAlarm));
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
        return state == State.CONNECTED || state == State.LEAVING;
    }

    /** Takes bytes that the client has sent, in pieces of any size. Whatever they hold, nothing is thrown. */
    public void receive(ByteBuffer bytes) {
        transmission.liveness().received(clock.getAsLong());
        if (state != State.LEAVING && ending == null && !hasMissed) {
            guard(() -> decode(bytes));
        }
    }

    /** Gives waiting messages to the connection, as many as it can send soon. */
    public void drain() {
        guard(() -> {
            if (member != null) {
                backlog.deliver(member.commands());
            }
            if (isGoing && transmission.hasRoom()) {
                end("the server stops");
                connection.close(CloseCode.SERVICE_RESTART, "the server stops");
            }
        });
    }

    /** Does what the time has come for. */
    public void onTime() {
        alarm.rang();
        guard(() -> {
            long now = clock.getAsLong();
            if (!isLetIn() && journal.age(now) >= settings.connectTimeout().toNanos()) {
                throw ProtocolException.connectTimeout(settings.connectTimeout().toMillis());
            }
            if (expiry.isOver(now)) {
                dismiss("the sign-in has expired", CloseCode.SIGN_IN_EXPIRED);
                return;
            }
            if (pressure.isPaused() || state == State.LEAVING) {
                transmission.liveness().received(now); // nobody listens, so nobody can tell
            }
            transmission.onTime(now);
            backlog.onTime(now);
            pressure.onTime(now);
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
        if (state != State.CLOSED) {
            settle();
            if (member != null) {
                hasMissed |= member.requests().isBusy(); // and never answered
                member.requests().cancel();
            }
            applicationTasks.hurry();
            state = State.STOPPING;
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
        if (state != State.LEAVING && state != State.STOPPING) {
            hasMissed = member == null || pressure.hasPostponed() || isAsking();
            state = State.STOPPING;
            pressure.end();
        }
        if (member != null && member.requests().isBusy()) {
            member.requests().afterwards(() -> settled.complete(null));
        } else {
            settled.complete(null);
        }
    }

    /** Takes note that the client has exceeded a limit that its connection holds it to. */
    public void limitReached(Limit limit) {
        journal.limitReached(limit);
    }

    /** Takes note that the connection is gone. What the client has sent before is carried out, held back or not. */
    public void closed(String reason) {
        if (state == State.AUTHENTICATING && pressure.hasPostponed()) {
            ending = () -> end(reason);
        } else {
            endBehindWhatCame(() -> end(reason));
        }
    }

    /** Carries out the frames that had to wait, and ends once the application has decided on them. */
    private void endBehindWhatCame(Runnable end) {
        guard(this::carryOutPostponed);
        if (isAsking()) {
            ending = end;
        } else {
            end.run();
        }
    }

    private void decode(ByteBuffer bytes) {
        try {
            bytesBeforeConnect += state == State.AWAITING_CONNECT ? bytes.remaining() : 0;
            decoder.decode(bytes);
            if (state == State.AWAITING_CONNECT && bytesBeforeConnect > settings.connectBytes()) {
                throw ProtocolException.tooMuchBeforeConnect(settings.connectBytes());
            }
        } catch (ProtocolException e) {
            if (state == State.STOPPING) {
                hasMissed = true;
            } else if (state != State.LEAVING) { // nothing counts behind a DISCONNECT
                endBehindWhatCame(() -> refuse(e));
            }
        }
    }

    private void refuse(ProtocolException fault) {
        if (receiptAtFault == null) {
            receiptAtFault = decoder.unfinishedReceipt();
        }
        throw fault;
    }

    private boolean isAsking() {
        return member != null && state == State.CONNECTED && member.isAsking();
    }

    private void receive(Frame frame) {
        if (state == State.CLOSED) {
            return; // nothing counts after the end
        }
        if (state == State.STOPPING) {
            receiveLate(frame);
        } else if (state == State.AUTHENTICATING) {
            pressure.postponeUntilLetIn(frame);
        } else if (pressure.isPaused() || pressure.hasPostponed()) {
            pressure.postpone(frame);
        } else {
            carryOut(frame);
        }
    }

    /** The receipt of a DISCONNECT says that all frames before it have been received, STOMP 1.2, chapter DISCONNECT. */
    private void receiveLate(Frame frame) {
        if (frame.command() == Command.DISCONNECT && !hasMissed) {
            takeLeave(frame, member());
        } else {
            hasMissed = true;
        }
    }

    private void carryOut(Frame frame) {
        receiptAtFault = frame.header(HeaderName.RECEIPT);
        journal.received(frame);
        switch (state) {
            case AWAITING_CONNECT -> connect(frame);
            case CONNECTED -> handle(frame, member());
            case AUTHENTICATING, LEAVING, STOPPING, CLOSED -> {}
        }
        receiptAtFault = null;
        if (state != State.CLOSED) {
            long now = clock.getAsLong();
            keepPace(now);
            pressure.apply(now);
        }
    }

    private void keepPace(long now) {
        long pause = rate.take(now);
        if (pause > 0) {
            journal.limitReached(rate.exceeded());
            pressure.slowDown(now, pause);
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
            SignIn asked = new SignIn(authenticator, new Login(request.frame(), connection.handshake()));
            signIn = asked;
            applicationTasks.add(() -> {
                if (!asked.isOver()) {
                    SignIn.Result result = asked.ask();
                    ownThread.execute(() -> signedIn(result, request));
                }
            });
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
        if (state == State.AUTHENTICATING) {
            user.expiry().ifPresent(until -> expiry.set(until, clock.getAsLong()));
            if (expiry.isOver(clock.getAsLong())) {
                throw Denied.because("the sign-in has expired");
            }
            welcome(user, request);
            if (ending == null) {
                resume();
            } else {
                goOn();
            }
        }
    }

    private void welcome(@Nullable User user, ConnectRequest request) {
        state = State.CONNECTED;
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
        OpenSession open = new OpenSession(identity, connection.handshake().remoteAddress(), this);
        Sender sender = new Sender(broker, application.requests());
        ErrorMessages errors = new ErrorMessages(identity, sender);
        SessionNews news = new SessionNews(open, audience, application.listener(), applicationTasks);
        RequestLine requests = new RequestLine(
                open,
                application.requests(),
                sender.on(pressure.holds()),
                applicationTasks,
                errors,
                settings.answerTimeout(),
                () -> journal.limitReached(Limit.ANSWER_TIMEOUT),
                ownThread);
        Commands commands =
                new Commands(identity, version, broker, settings, backlog.outbox(), pressure.holds(), requests, news, journal);
        Gate gate = new Gate(application.authority(), application.executor(), ownThread, pressure.applicationHolds());
        return new Member(identity, commands, requests, errors, news, gate, this);
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

    /** What the client has asked the application for is answered before its DISCONNECT is. */
    private void takeLeave(Frame frame, Member client) {
        state = State.LEAVING;
        if (client.requests().isBusy()) {
            client.requests().afterwards(() -> {
                backlog.deliverAll(client.commands());
                leave(frame);
            });
        } else {
            leave(frame);
        }
    }

    private void leave(Frame frame) {
        if (state == State.LEAVING) {
            confirm(frame);
            end("DISCONNECT");
            connection.close(CloseCode.NORMAL, "");
        }
    }

    // ---- what the client's frames ask of the session ----

    @Override
    public void confirm(Frame frame) {
        String receipt = frame.header(HeaderName.RECEIPT);
        if (receipt != null) {
            transmission.send(ServerFrames.receipt(receipt));
        }
    }

    @Override
    public void stepFor(Frame frame, Runnable step) {
        if (state == State.CONNECTED) {
            receiptAtFault = frame.header(HeaderName.RECEIPT);
            step.run();
            receiptAtFault = null;
        }
    }

    @Override
    public void goOn() {
        Runnable end = ending;
        if (end != null) {
            ending = null;
            endBehindWhatCame(end);
        }
    }

    // ---- what others do to the session, on any thread ----

    @Override
    public void close(String sentence) {
        ownThread.execute(() -> dismiss(sentence, CloseCode.POLICY_VIOLATION));
    }

    /** Ends the session of a client that may do nothing any more, be it what it has asked for already. */
    private void dismiss(String sentence, int code) {
        if (member != null) {
            member.requests().cancel();
        }
        fail(sentence, code);
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
        ownThread.execute(() -> expiry.set(until, clock.getAsLong()));
    }

    /** Carries out the frames that had to wait, whoever holds the client back but the gate: there will be no more of them. */
    private void carryOutPostponed() {
        while (state == State.CONNECTED && !isAsking()) {
            Frame next = pressure.takePostponed();
            if (next == null) {
                return;
            }
            carryOut(next);
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
            backlog.countDropped();
            cutOffIfTooSlow();
            schedule(clock.getAsLong());
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
        if (state == State.CLOSED) {
            return;
        }
        boolean tellsVersions = state == State.AWAITING_CONNECT;
        end(sentence);
        transmission.send(ServerFrames.error(sentence, receiptAtFault, tellsVersions));
        connection.close(code, "see the ERROR frame");
    }

    private void cutOffIfTooSlow() {
        Backlog.CutOff cutOff = state == State.CLOSED ? null : backlog.cutOff(member == null ? null : member.commands());
        if (cutOff != null) {
            journal.cutOff(cutOff.limit(), cutOff.unsentBytes());
            end(cutOff.reason());
            connection.close(CloseCode.POLICY_VIOLATION, cutOff.reason());
        }
    }

    private void end(String reason) {
        if (state == State.CLOSED) {
            return;
        }
        state = State.CLOSED;
        backlog.close();
        pressure.end();
        if (signIn != null) {
            signIn.end();
        }
        if (member != null) {
            member.end(reason);
        }
        alarm.end();
        rate.end();
        journal.ended(member, reason);
        settled.complete(null);
        ended.complete(null);
    }

    private boolean isLetIn() {
        return state != State.AWAITING_CONNECT && state != State.AUTHENTICATING;
    }

    private void schedule(long now) {
        if (state == State.CLOSED) {
            alarm.setIn(applicationTasks.offerAgainIn(), now);
            return;
        }
        long connect = isLetIn() ? Long.MAX_VALUE : settings.connectTimeout().toNanos() - journal.age(now);
        long due = Math.min(
                Math.min(connect, Math.min(expiry.dueIn(now), pressure.dueIn(now))),
                Math.min(transmission.dueIn(now), applicationTasks.offerAgainIn()));
        alarm.setIn(due, now);
    }
}
