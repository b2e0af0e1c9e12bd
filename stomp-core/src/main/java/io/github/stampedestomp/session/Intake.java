package io.github.stampedestomp.session;

import io.github.stampedestomp.codec.FrameDecoder;
import io.github.stampedestomp.frame.Command;
import io.github.stampedestomp.frame.Frame;
import io.github.stampedestomp.frame.ProtocolException;
import io.github.stampedestomp.frame.Version;
import java.nio.ByteBuffer;
import java.util.function.LongSupplier;

/**
 * Makes frames of what a client sends, and lets those that still count stand in line.
 *
 * <p>Belongs to the thread of the session.
 */
final class Intake {
    /** The session as its intake sees it. */
    interface Session extends FrameLine.Session {
        /** Lets the client go as its DISCONNECT asks, though nothing else is received any more. */
        void takeLeave(Frame disconnect);
    }

    private final Session session;
    private final FrameLine line;
    private final Transmission transmission;
    private final LongSupplier clock;
    private final FrameDecoder decoder;
    private final int connectBytes;
    private long bytesBeforeConnect;
    /** Whether frames have come that are not carried out, so that none behind them may be confirmed. */
    private boolean hasMissed;

    Intake(SessionSettings settings, FrameLine line, Transmission transmission, LongSupplier clock, Session session) {
        this.session = session;
        this.line = line;
        this.transmission = transmission;
        this.clock = clock;
        this.decoder = new FrameDecoder(settings.frame(), this::receive);
        this.connectBytes = settings.connectBytes();
    }

    /** Reads from here on by the rules of the version that CONNECT has agreed on. */
    void agree(Version version) {
        decoder.agree(version);
    }

    /** Takes note that what has come is not carried out or not answered, so that nothing behind it may be confirmed. */
    void miss() {
        hasMissed = true;
    }

    void receive(ByteBuffer bytes) {
        transmission.liveness().received(clock.getAsLong());
        if (session.state() != SessionState.LEAVING && !line.isEnding() && !hasMissed) {
            session.guard(() -> decode(bytes));
        }
    }

    private void decode(ByteBuffer bytes) {
        try {
            bytesBeforeConnect += isBeforeConnect() ? bytes.remaining() : 0;
            decoder.decode(bytes);
            if (isBeforeConnect() && bytesBeforeConnect > connectBytes) {
                throw ProtocolException.tooMuchBeforeConnect(connectBytes);
            }
        } catch (ProtocolException e) {
            if (session.state() == SessionState.STOPPING) {
                miss();
            } else if (session.state() != SessionState.LEAVING) { // nothing counts behind a DISCONNECT
                line.endBehindWhatCame(() -> refuse(e));
            }
        }
    }

    private boolean isBeforeConnect() {
        return session.state() == SessionState.AWAITING_CONNECT;
    }

    private void refuse(ProtocolException fault) {
        line.blame(decoder.unfinishedReceipt());
        throw fault;
    }

    private void receive(Frame frame) {
        switch (session.state()) {
            case AUTHENTICATING -> line.addUntilLetIn(frame);
            case AWAITING_CONNECT, CONNECTED, LEAVING -> line.add(frame);
            case STOPPING -> receiveLate(frame);
            case CLOSED -> {} // nothing counts after the end
        }
    }

    /** The receipt of a DISCONNECT says that all frames before it have been received, STOMP 1.2, chapter DISCONNECT. */
    private void receiveLate(Frame frame) {
        if (frame.command() == Command.DISCONNECT && !hasMissed) {
            session.takeLeave(frame);
        } else {
            miss();
        }
    }
}
