package io.github.stampedestomp.server.monitor;

import io.github.stampedestomp.frame.Limit;
import io.github.stampedestomp.server.net.EndedConnection;
import io.github.stampedestomp.session.EndedSession;
import java.util.Optional;

/** What the flight recorder of the JVM is told. */
interface FlightEvents {
    /** Tells nothing, as where the run time has no flight recorder. */
    FlightEvents NONE = new FlightEvents() {
        @Override
        public void ended(EndedConnection connection) {}

        @Override
        public void ended(EndedSession session) {}

        @Override
        public void limitReached(Limit limit) {}

        @Override
        public void cutOff(Limit limit, long unsentBytes) {}

        @Override
        public void brokerChanged(Optional<String> obstacle) {}
    };

    void ended(EndedConnection connection);

    void ended(EndedSession session);

    void limitReached(Limit limit);

    void cutOff(Limit limit, long unsentBytes);

    void brokerChanged(Optional<String> obstacle);

    /** {@return what tells the recorder, if this run time has one} A trimmed one may lack the module. */
    static FlightEvents ofThisRunTime() {
        try {
            Class.forName("jdk.jfr.Event", false, FlightEvents.class.getClassLoader());
            return new FlightRecorder();
        } catch (ClassNotFoundException | LinkageError e) {
            return NONE;
        }
    }
}
