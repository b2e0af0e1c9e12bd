package io.github.stampedestomp.server.monitor;

import io.github.stampedestomp.broker.BrokerStatus;
import io.github.stampedestomp.frame.Command;
import io.github.stampedestomp.frame.Limit;
import io.github.stampedestomp.request.Failure;
import io.github.stampedestomp.request.Outcome;
import io.github.stampedestomp.request.RequestObserver;
import io.github.stampedestomp.server.http.HttpObserver;
import io.github.stampedestomp.server.http.Status;
import io.github.stampedestomp.server.metrics.Metric;
import io.github.stampedestomp.server.metrics.Series;
import io.github.stampedestomp.server.net.EndedConnection;
import io.github.stampedestomp.server.net.NetworkObserver;
import io.github.stampedestomp.session.EndedSession;
import io.github.stampedestomp.session.SessionObserver;
import io.github.stampedestomp.session.SlowReader;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Counts what happens in one server, from when it is built, and tells the flight recorder. All threads of the server add to the
 * counts, and any thread may read them.
 */
public final class Watch implements SessionObserver, NetworkObserver, HttpObserver, RequestObserver {
    private enum Ending {
        ANSWERED,
        REFUSED,
        FAILED
    }

    private enum StatusClass {
        SUCCESS,
        REDIRECTION,
        CLIENT_ERROR,
        SERVER_ERROR;

        static StatusClass of(Status status) {
            return switch (status.code() / 100) {
                case 2 -> SUCCESS;
                case 3 -> REDIRECTION;
                case 4 -> CLIENT_ERROR;
                default -> SERVER_ERROR;
            };
        }

        String digits() {
            return switch (this) {
                case SUCCESS -> "2xx";
                case REDIRECTION -> "3xx";
                case CLIENT_ERROR -> "4xx";
                case SERVER_ERROR -> "5xx";
            };
        }
    }

    private final Count connections = new Count();
    private final Counts<Limit> refusedConnections =
            byLimit(limit -> limit.settingName().startsWith("connections"));
    private final Count receivedBytes = new Count();
    private final Count sentBytes = new Count();
    private final Count unsentBytes = new Count();
    private final Histogram turns = new Histogram(0.000_1, 0.001, 0.01, 0.1, 1, 10);
    private final Counts<StatusClass> responses =
            new Counts<>(StatusClass.class, EnumSet.allOf(StatusClass.class), "status", StatusClass::digits);

    private final Count sessions = new Count();
    private final Count openSessions = new Count();
    private final Count refusedSessions = new Count();
    private final Histogram sessionTimes = new Histogram(1, 10, 60, 600, 3600, 36_000, 86_400);
    private final Counts<Command> frames = new Counts<>(Command.class, commandsOfClients(), "command", Command::name);
    private final Count messages = new Count();
    private final Counts<Limit> limits = byLimit(limit -> true);
    private final Counts<Limit> slowReaders =
            byLimit(limit -> limit == Limit.SEND_BUFFER_BYTES || limit == Limit.SEND_TIMEOUT);

    private final Counts<SlowReader> dropped = new Counts<>(
            SlowReader.class, EnumSet.complementOf(EnumSet.of(SlowReader.CLOSE)), "policy", each -> each.name()
                    .toLowerCase(Locale.ROOT));

    private final Counts<Ending> requests =
            new Counts<>(Ending.class, EnumSet.allOf(Ending.class), "outcome", each -> each.name()
                    .toLowerCase(Locale.ROOT));
    private final Histogram requestTimes = new Histogram(0.001, 0.005, 0.02, 0.1, 0.5, 2, 10, 60);

    private final FlightEvents events = FlightEvents.ofThisRunTime();
    private final List<Metric> metrics;

    /**
     * Begins to count.
     *
     * @param connectionsNow tells how many connections there are
     * @param broker tells what the broker remembers
     */
    public Watch(IntSupplier connectionsNow, Supplier<BrokerStatus> broker) {
        metrics = List.of(
                gauge("connections", "Open connections, whatever they speak.", new Gauge(connectionsNow::getAsInt)),
                counter("connections_total", "Connections taken.", List.of(connections)),
                counter(
                        "connections_refused_total",
                        "Connections turned away, by the limit that was reached.",
                        refusedConnections.series()),
                counter("received_bytes_total", "Bytes that have come from clients.", List.of(receivedBytes)),
                counter("sent_bytes_total", "Bytes that the network has taken for clients.", List.of(sentBytes)),
                gauge("unsent_bytes", "Bytes given to connections that the network has not taken.", unsentBytes),
                histogram("loop_turn_seconds", "How long a loop works until it looks at its sockets again.", turns),
                counter(
                        "http_responses_total",
                        "Responses to requests of HTTP, WebSockets not included.",
                        responses.series()),
                gauge("sessions", "STOMP sessions of clients that are let in.", openSessions),
                counter("sessions_total", "STOMP sessions whose clients were let in.", List.of(sessions)),
                counter(
                        "sessions_refused_total",
                        "STOMP sessions that have ended before the client was let in.",
                        List.of(refusedSessions)),
                histogram("session_seconds", "How long sessions were open.", sessionTimes),
                counter("frames_received_total", "Frames of clients carried out, by command.", frames.series()),
                counter(
                        "messages_sent_total",
                        "Messages given to clients, one for each subscription.",
                        List.of(messages)),
                counter("limit_reached_total", "How often a limit was exceeded.", limits.series()),
                counter(
                        "slow_readers_total",
                        "Clients cut off as they did not keep up, by the limit that was reached.",
                        slowReaders.series()),
                counter(
                        "messages_dropped_total",
                        "Messages not given to clients that did not keep up, by the policy for such clients.",
                        dropped.series()),
                gauge("destinations", "Destinations that have subscribers or messages.", new Gauge(() -> broker.get()
                        .destinations())),
                gauge("subscriptions", "Subscriptions.", new Gauge(() -> broker.get()
                        .subscriptions())),
                gauge("queued_messages", "Messages that wait in queues for a consumer.", new Gauge(() -> broker.get()
                        .queuedMessages())),
                gauge(
                        "queued_bytes",
                        "Bytes of the messages in queues, those not acknowledged yet included.",
                        new Gauge(() -> broker.get().queuedBytes())),
                counter("requests_total", "Requests that a handler has ended, by outcome.", requests.series()),
                histogram("request_seconds", "How long handlers took for requests.", requestTimes));
    }

    /** {@return all that is counted, by the names under which it is documented} */
    public List<Metric> metrics() {
        return metrics;
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
    public void sent(long bytes) {
        sentBytes.add(bytes);
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

    // ---- requests ----

    @Override
    public Consumer<Outcome> begun() {
        long start = System.nanoTime();
        return outcome -> {
            requestTimes.add(System.nanoTime() - start);
            requests.add(ending(outcome.failure()), 1);
        };
    }

    private static Ending ending(@Nullable Failure failure) {
        if (failure == null) {
            return Ending.ANSWERED;
        }
        return failure.isClients() ? Ending.REFUSED : Ending.FAILED;
    }

    private static Collection<Command> commandsOfClients() {
        return Arrays.stream(Command.values()).filter(Command::isFromClient).toList();
    }

    private static Counts<Limit> byLimit(Predicate<Limit> isCounted) {
        return new Counts<>(
                Limit.class, Arrays.stream(Limit.values()).filter(isCounted).toList(), "limit", Limit::settingName);
    }

    private static Metric counter(String name, String help, List<? extends Series> series) {
        return new Metric("stampede_" + name, help, Metric.Type.COUNTER, series);
    }

    private static Metric gauge(String name, String help, Series series) {
        return new Metric("stampede_" + name, help, Metric.Type.GAUGE, List.of(series));
    }

    private static Metric histogram(String name, String help, Series series) {
        return new Metric("stampede_" + name, help, Metric.Type.HISTOGRAM, List.of(series));
    }
}
