package io.github.stampedestomp.session;

import io.github.stampedestomp.frame.Frame;
import io.github.stampedestomp.frame.HeaderName;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The frames of one client, carried out one at a time, in order and no faster than it may go, with the end of the session behind
 * the last of them.
 *
 * <p>Belongs to the thread of the session.
 */
final class FrameLine implements Member.Session {
    /** The session as its frames see it. */
    interface Session {
        SessionState state();

        /** {@return whether the application is being asked whether a frame may be carried out} */
        boolean isAsking();

        /** Does what a frame asks for, now that its turn has come. */
        void carryOut(Frame frame);

        /** Runs a step, and answers its faults. */
        void guard(Runnable step);
    }

    private final Session session;
    private final Transmission transmission;
    private final Journal journal;
    private final LongSupplier clock;
    private final BackPressure pressure;
    /** What the frame that is read or carried out has asked for, to be told if it is at fault. */
    private @Nullable String receiptAtFault;
    /** What ends the session once the application has decided on what came before. */
    private @Nullable Runnable ending;

    FrameLine(
            Connection connection,
            SessionSettings settings,
            FrameRate rate,
            Transmission transmission,
            Journal journal,
            LongSupplier clock,
            Session session) {
        this.session = session;
        this.transmission = transmission;
        this.journal = journal;
        this.clock = clock;
        this.pressure = new BackPressure(connection, 8L * settings.connectBytes(), rate, journal, this::resume);
    }

    /** {@return what holds the client back} */
    BackPressure pressure() {
        return pressure;
    }

    /** {@return whether frames wait, or one is being decided on} */
    boolean isBusy() {
        return pressure.hasPostponed() || session.isAsking();
    }

    /** {@return whether the end waits behind a frame that is being decided on} */
    boolean isEnding() {
        return ending != null;
    }

    /** Carries a frame out, or postpones it while the client is held back. */
    void add(Frame frame) {
        if (pressure.isPaused() || pressure.hasPostponed()) {
            pressure.postpone(frame);
        } else {
            carryOut(frame);
        }
    }

    /** Postpones a frame of a client that is not let in yet. */
    void addUntilLetIn(Frame frame) {
        pressure.postponeUntilLetIn(frame);
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
    public void lateStepFor(Frame frame, Runnable step) {
        receiptAtFault = frame.header(HeaderName.RECEIPT);
        step.run();
        receiptAtFault = null;
    }

    @Override
    public void confirm(Frame frame) {
        String receipt = frame.header(HeaderName.RECEIPT);
        if (receipt != null) {
            transmission.send(ServerFrames.receipt(receipt));
        }
    }

    /** {@return the receipt that the frame at fault has asked for, or null if it has asked for none} */
    @Nullable
    String receiptAtFault() {
        return receiptAtFault;
    }

    /** Takes a frame that could not be read for the one at fault, unless another one is. */
    void blame(@Nullable String receipt) {
        if (receiptAtFault == null) {
            receiptAtFault = receipt;
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

    /** Ends the session behind all that the client has sent before it was gone, held back or not. */
    void closed(Runnable end) {
        if (session.state() == SessionState.AUTHENTICATING && pressure.hasPostponed()) {
            ending = end;
        } else {
            endBehindWhatCame(end);
        }
    }

    /** Carries out the frames that had to wait, and ends once the application has decided on them. */
    void endBehindWhatCame(Runnable end) {
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
