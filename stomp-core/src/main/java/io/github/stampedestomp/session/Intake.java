package io.github.stampedestomp.session;

import io.github.stampedestomp.frame.Command;
import io.github.stampedestomp.frame.Frame;
import io.github.stampedestomp.frame.HeaderName;
import io.github.stampedestomp.frame.ProtocolException;
import io.github.stampedestomp.frame.Version;
import java.nio.ByteBuffer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The way of what a client sends: from its bytes until each frame is carried out, in order and no faster than the client may go,
 * with the end of the session behind all of that.
 *
 * <p>Belongs to the thread of the session.
 */
final class Intake implements Member.Session {
    /** The session as its intake sees it. */
    interface Session {
        SessionState state();

        /** {@return whether the application is being asked whether a frame may be carried out} */
        boolean isAsking();

        /** Does what a frame asks for, now that its turn has come. */
        void carryOut(Frame frame);

        /** Lets the client go as its DISCONNECT asks. */
        void takeLeave(Frame disconnect);

        /** Runs a step, and answers its faults. */
        void guard(Runnable step);
    }

    private final Transmission transmission;
    private final Journal journal;
    private final LongSupplier clock;
    private final Session session;
    private final LimitedDecoder decoder;
    private final BackPressure pressure;
    /** What the frame that is read or carried out has asked for, to be told if it is at fault. */
    private @Nullable String receiptAtFault;
    /** What ends the session once the application has decided on what came before. */
    private @Nullable Runnable ending;
    /** Whether frames have come that are not carried out, so that none behind them may be confirmed. */
    private boolean hasMissed;

    Intake(
            Connection connection,
            SessionSettings settings,
            FrameRate rate,
            Transmission transmission,
            Journal journal,
            LongSupplier clock,
            Session session) {
        this.transmission = transmission;
        this.journal = journal;
        this.clock = clock;
        this.session = session;
        this.decoder = new LimitedDecoder(settings, this::receive);
        this.pressure = new BackPressure(connection, 8L * settings.connectBytes(), rate, journal, this::resume);
    }

    /** {@return what holds the client back} */
    BackPressure pressure() {
        return pressure;
    }

    /** {@return the receipt that the frame at hand has asked for, or null if it has asked for none} */
    @Nullable
    String receiptAtFault() {
        return receiptAtFault;
    }

    /** Reads from here on by the rules of the version that CONNECT has agreed on. */
    void agree(Version version) {
        decoder.agree(version);
    }

    void receive(ByteBuffer bytes) {
        transmission.liveness().received(clock.getAsLong());
        if (session.state() != SessionState.LEAVING && ending == null && !hasMissed) {
            session.guard(() -> decode(bytes));
        }
    }

    private void decode(ByteBuffer bytes) {
        try {
            decoder.decode(bytes);
        } catch (ProtocolException e) {
            if (session.state() == SessionState.STOPPING) {
                hasMissed = true;
            } else if (session.state() != SessionState.LEAVING) { // nothing counts behind a DISCONNECT
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

    private void receive(Frame frame) {
        switch (session.state()) {
            case AUTHENTICATING -> pressure.postponeUntilLetIn(frame);
            case AWAITING_CONNECT, CONNECTED, LEAVING -> receiveInTurn(frame);
            case STOPPING -> receiveLate(frame);
            case CLOSED -> {} // nothing counts after the end
        }
    }

    private void receiveInTurn(Frame frame) {
        if (pressure.isPaused() || pressure.hasPostponed()) {
            pressure.postpone(frame);
        } else {
            carryOut(frame);
        }
    }

    /** The receipt of a DISCONNECT says that all frames before it have been received, STOMP 1.2, chapter DISCONNECT. */
    private void receiveLate(Frame frame) {
        if (frame.command() == Command.DISCONNECT && !hasMissed) {
            session.takeLeave(frame);
        } else {
            hasMissed = true;
        }
    }

    private void carryOut(Frame frame) {
        receiptAtFault = frame.header(HeaderName.RECEIPT);
        journal.received(frame);
        session.carryOut(frame);
        receiptAtFault = null;
        if (session.state() != SessionState.CLOSED) {
            pressure.apply(clock.getAsLong());
        }
    }

    @Override
    public void stepFor(Frame frame, Runnable step) {
        if (session.state() == SessionState.CONNECTED) {
            receiptAtFault = frame.header(HeaderName.RECEIPT);
            step.run();
            receiptAtFault = null;
        }
    }

    @Override
    public void confirm(Frame frame) {
        String receipt = frame.header(HeaderName.RECEIPT);
        if (receipt != null) {
            transmission.send(ServerFrames.receipt(receipt));
        }
    }

    // ---- what had to wait ----

    /** Goes on with what came before the client was let in. */
    void letIn() {
        if (ending == null) {
            resume();
        } else {
            goOn();
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

    /** Carries out the frames that had to wait, unless the client is held back again. */
    private void resume() {
        session.guard(() -> {
            while (!pressure.isHeld() && session.state() != SessionState.AUTHENTICATING) {
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

    // ---- the end ----

    /** {@return whether frames wait, or one is being decided on} */
    boolean isBehind() {
        return pressure.hasPostponed() || session.isAsking();
    }

    /** Takes note that what has come is not carried out or not answered, so that nothing behind it may be confirmed. */
    void miss() {
        hasMissed = true;
    }

    /** Ends the session behind all that the client has sent before it was gone, held back or not. */
    void closed(Runnable end) {
        if (session.state() == SessionState.AUTHENTICATING && pressure.hasPostponed()) {
            ending = end;
        } else {
            endBehindWhatCame(end);
        }
    }

    /** Carries out the frames that had to wait, and ends once the application has decided on them. */
    private void endBehindWhatCame(Runnable end) {
        session.guard(this::carryOutPostponed);
        if (session.isAsking()) {
            ending = end;
        } else {
            end.run();
        }
    }

    /** Carries out the frames that had to wait, whoever holds the client back but the gate: there will be no more of them. */
    private void carryOutPostponed() {
        while (session.state() == SessionState.CONNECTED && !session.isAsking()) {
            Frame next = pressure.takePostponed();
            if (next == null) {
                return;
            }
            carryOut(next);
        }
    }
}
