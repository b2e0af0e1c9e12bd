package io.github.stampedestomp.server.monitor;

import io.github.stampedestomp.broker.BrokerStatus;
import io.github.stampedestomp.frame.Command;
import io.github.stampedestomp.frame.Limit;
import io.github.stampedestomp.request.RequestObserver;
import io.github.stampedestomp.server.http.HttpObserver;
import io.github.stampedestomp.server.http.Status;
import io.github.stampedestomp.server.metrics.Metric;
import io.github.stampedestomp.server.net.EndedConnection;
import io.github.stampedestomp.server.net.NetworkObserver;
import io.github.stampedestomp.server.relay.RelayObserver;
import io.github.stampedestomp.session.EndedSession;
import io.github.stampedestomp.session.SessionObserver;
import io.github.stampedestomp.session.SlowReader;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.function.IntSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Counts what happens in one server, from when it is built, and tells the flight recorder. All threads of the server add to the
 * counts, and any thread may read them.
 */
public final class Watch implements SessionObserver, NetworkObserver, HttpObserver {
    private final Metrics metrics = new Metrics();
    private final FlightEvents events = FlightEvents.ofThisRunTime();

    private final Count connections;
    private final Counts<Limit> refusedConnections;
    private final Count receivedBytes;
    private final Count sentBytes;
    private final Count writes;
    private final Count unsentBytes;
    private final Histogram turns;
    private final Counts<StatusClass> responses;

    private final Count openSessions;
    private final Count sessions;
    private final Count refusedSessions;
    private final Histogram sessionTimes;
    private final Counts<Command> frames;
    private final Count messages;
    private final Counts<Limit> limits;
    private final Counts<Limit> slowReaders;
    private final Counts<SlowReader> dropped;

    private final RequestCounts requests;

    /**
     * Begins to count.
     *
     * @param connectionsNow tells how many connections there are
     * @param broker tells what the broker remembers
     */
    public Watch(IntSupplier connectionsNow, Supplier<BrokerStatus> broker) {
        metrics.gauge("connections", "Open connections, whatever they speak.", connectionsNow::getAsInt);
        connections = metrics.counter("connections_total", "Connections taken.");
        refusedConnections = metrics.counters(
                "connections_refused_total",
                "Connections turned away, by the limit that was reached.",
                byLimit(limit -> limit.settingName().startsWith("connections")));
        receivedBytes = metrics.counter("received_bytes_total", "Bytes that have come from clients.");
        sentBytes = metrics.counter("sent_bytes_total", "Bytes that the network has taken for clients.");
        writes = metrics.counter("writes_total", "Calls that have given the network bytes for clients.");
        unsentBytes = metrics.gauge("unsent_bytes", "Bytes given to connections that the network has not taken.");
        turns = metrics.histogram(
                "loop_turn_seconds",
                "How long a loop works until it looks at its sockets again.",
                0.000_1,
                0.001,
                0.01,
                0.1,
                1,
                10);
        responses = metrics.counters(
                "http_responses_total",
                "Responses to requests of HTTP, WebSockets not included.",
                new Counts<>(EnumSet.allOf(StatusClass.class), "status", StatusClass::digits));
        openSessions = metrics.gauge("sessions", "STOMP sessions of clients that are let in.");
        sessions = metrics.counter("sessions_total", "STOMP sessions whose clients were let in.");
        refusedSessions = metrics.counter(
                "sessions_refused_total", "STOMP sessions that have ended before the client was let in.");
        sessionTimes = metrics.histogram(
                "session_seconds", "How long sessions were open.", 1, 10, 60, 600, 3600, 36_000, 86_400);
        frames = metrics.counters(
                "frames_received_total",
                "Frames of clients carried out, by command.",
                new Counts<>(commandsOfClients(), "command", Command::name));
        messages = metrics.counter("messages_sent_total", "Messages given to clients, one for each subscription.");
        limits = metrics.counters("limit_reached_total", "How often a limit was exceeded.", byLimit(limit -> true));
        slowReaders = metrics.counters(
                "slow_readers_total",
                "Clients cut off as they did not keep up, by the limit that was reached.",
                byLimit(limit -> limit == Limit.SEND_BUFFER_BYTES || limit == Limit.SEND_TIMEOUT));
        dropped = metrics.counters(
                "messages_dropped_total",
                "Messages not given to clients that did not keep up, by the policy for such clients.",
                Counts.byName("policy", EnumSet.complementOf(EnumSet.of(SlowReader.CLOSE))));
        metrics.gauge("destinations", "Destinations that have subscribers or messages.", () -> broker.get()
                .destinations());
        metrics.gauge("subscriptions", "Subscriptions.", () -> broker.get().subscriptions());
        metrics.gauge("queued_messages", "Messages that wait in queues for a consumer.", () -> broker.get()
                .queuedMessages());
        metrics.gauge(
                "queued_bytes",
                "Bytes of the messages in queues, those not acknowledged yet included.",
                () -> broker.get().queuedBytes());
        requests = new RequestCounts(metrics);
    }

    private static Counts<Limit> byLimit(Predicate<Limit> isCounted) {
        return new Counts<>(Arrays.stream(Limit.values()).filter(isCounted).toList(), "limit", Limit::settingName);
    }

    private static List<Command> commandsOfClients() {
        return Arrays.stream(Command.values()).filter(Command::isFromClient).toList();
    }

    /** {@return what counts requests} */
    public RequestObserver requests() {
        return requests;
    }

    /** {@return what counts for a relay, which adds metrics to the others; asked once at most, before anybody reads them} */
    public RelayObserver relay() {
        return new RelayCounts(metrics);
    }

    /** Takes note that the external broker cannot be used, or, if there is no obstacle, can again. */
    public void brokerChanged(Optional<String> obstacle) {
        events.brokerChanged(obstacle);
    }

    /** {@return all that is counted, by the names under which it is documented} */
    public List<Metric> metrics() {
        return metrics.all();
    }

    // ---- connections ----

    @Override
    public void accepted() {
        connections.increment();
    }

    @Override
    public void turnedAway(Limit limit) {
        refusedConnections.add(limit, 1);
        limitReached(limit);
    }

    @Override
    public void received(int bytes) {
        receivedBytes.add(bytes);
    }

    @Override
    public void sent(long bytes, long calls) {
        sentBytes.add(bytes);
        writes.add(calls);
    }

    @Override
    public void unsentChanged(long bytes) {
        unsentBytes.add(bytes);
    }

    @Override
    public void turned(long nanos) {
        turns.add(nanos);
    }

    @Override
    public void ended(EndedConnection connection) {
        events.ended(connection);
    }

    @Override
    public void responded(Status status) {
        responses.add(StatusClass.of(status), 1);
    }

    // ---- sessions ----

    @Override
    public void connected() {
        sessions.increment();
        openSessions.increment();
    }

    @Override
    public void received(Command command) {
        frames.add(command, 1);
    }

    @Override
    public void delivered(int count) {
        messages.add(count);
    }

    @Override
    public void limitReached(Limit limit) {
        limits.add(limit, 1);
        events.limitReached(limit);
    }

    @Override
    public void cutOff(Limit limit, long bytes) {
        slowReaders.add(limit, 1);
        events.cutOff(limit, bytes);
    }

    @Override
    public void dropped(SlowReader policy, int count) {
        dropped.add(policy, count);
    }

    @Override
    public void ended(EndedSession session) {
        if (session.wasConnected()) {
            openSessions.add(-1);
            sessionTimes.add(session.time().toNanos());
        } else {
            refusedSessions.increment();
        }
        events.ended(session);
    }
}
