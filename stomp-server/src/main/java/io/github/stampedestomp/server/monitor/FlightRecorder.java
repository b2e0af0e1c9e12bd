package io.github.stampedestomp.server.monitor;

import io.github.stampedestomp.frame.Limit;
import io.github.stampedestomp.server.net.EndedConnection;
import io.github.stampedestomp.session.EndedSession;
import java.util.Optional;
import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;
import org.jspecify.annotations.Nullable;

/** Tells the flight recorder what happens, while it records; else nothing but that question is left of an event. */
final class FlightRecorder implements FlightEvents {
    private static final String NAMES = "io.github.stampedestomp.";
    private static final String STAMPEDE = "Stampede";

    @Name(NAMES + "Connection")
    @Label("Connection")
    @Description("A connection, whatever it spoke, when it has ended")
    @Category(STAMPEDE)
    @StackTrace(false)
    static final class ConnectionEvent extends Event {
        @Label("Remote Address")
        @Nullable
        String remoteAddress;

        @Label("Reason")
        @Nullable
        String reason;

        @Label("Open For")
        @Timespan
        long openFor;

        @Label("Received")
        @DataAmount
        long receivedBytes;

        @Label("Sent")
        @DataAmount
        long sentBytes;
    }

    @Name(NAMES + "Session")
    @Label("Session")
    @Description("A client's session, when it has ended")
    @Category(STAMPEDE)
    @StackTrace(false)
    static final class SessionEvent extends Event {
        @Label("User")
        @Nullable
        String user;

        @Label("Remote Address")
        @Nullable
        String remoteAddress;

        @Label("Let In")
        boolean letIn;

        @Label("Reason")
        @Nullable
        String reason;

        @Label("Open For")
        @Timespan
        long openFor;

        @Label("Frames Received")
        long framesReceived;

        @Label("Messages Sent")
        long messagesSent;

        @Label("Sent")
        @DataAmount
        long sentBytes;
    }

    @Name(NAMES + "SlowReader")
    @Label("Slow Reader")
    @Description(
            "A client that was cut off, as it did not keep up; the event of its session follows on the same thread")
    @Category(STAMPEDE)
    @StackTrace(false)
    static final class SlowReaderEvent extends Event {
        @Label("Limit")
        @Nullable
        String limit;

        @Label("Unsent")
        @DataAmount
        long unsentBytes;
    }

    @Name(NAMES + "LimitReached")
    @Label("Limit Reached")
    @Description("A limit that a client, or what it wanted, has exceeded")
    @Category(STAMPEDE)
    @StackTrace(false)
    static final class LimitReachedEvent extends Event {
        @Label("Limit")
        @Nullable
        String limit;
    }

    @Name(NAMES + "BrokerChange")
    @Label("Broker Change")
    @Description("The external broker cannot be used any more, or can again")
    @Category(STAMPEDE)
    @StackTrace(false)
    static final class BrokerChangeEvent extends Event {
        @Label("Usable")
        boolean usable;

        @Label("Obstacle")
        @Nullable
        String obstacle;
    }

    @Override
    public void brokerChanged(Optional<String> obstacle) {
        BrokerChangeEvent event = new BrokerChangeEvent();
        if (event.isEnabled()) {
            event.usable = obstacle.isEmpty();
            event.obstacle = obstacle.orElse(null);
            event.commit();
        }
    }

    @Override
    public void ended(EndedConnection connection) {
        ConnectionEvent event = new ConnectionEvent();
        if (event.isEnabled()) {
            event.remoteAddress = connection.remoteAddress();
            event.reason = connection.reason();
            event.openFor = connection.time().toNanos();
            event.receivedBytes = connection.receivedBytes();
            event.sentBytes = connection.sentBytes();
            event.commit();
        }
    }

    @Override
    public void ended(EndedSession session) {
        SessionEvent event = new SessionEvent();
        if (event.isEnabled()) {
            event.user = session.user().orElse(null);
            event.remoteAddress = session.remoteAddress();
            event.letIn = session.wasConnected();
            event.reason = session.reason();
            event.openFor = session.time().toNanos();
            event.framesReceived = session.frames();
            event.messagesSent = session.messages();
            event.sentBytes = session.sentBytes();
            event.commit();
        }
    }

    @Override
    public void limitReached(Limit limit) {
        LimitReachedEvent event = new LimitReachedEvent();
        if (event.isEnabled()) {
            event.limit = limit.settingName();
            event.commit();
        }
    }

    @Override
    public void cutOff(Limit limit, long unsentBytes) {
        SlowReaderEvent event = new SlowReaderEvent();
        if (event.isEnabled()) {
            event.limit = limit.settingName();
            event.unsentBytes = unsentBytes;
            event.commit();
        }
    }
}
