package io.github.stampedestomp.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stampedestomp.broker.Broker;
import io.github.stampedestomp.broker.BrokerSettings;
import io.github.stampedestomp.broker.DestinationPattern;
import io.github.stampedestomp.broker.MemoryBroker;
import io.github.stampedestomp.broker.Message;
import io.github.stampedestomp.request.Announcer;
import io.github.stampedestomp.request.Requests;
import io.github.stampedestomp.user.Presence;
import io.github.stampedestomp.user.PresenceSettings;
import io.github.stampedestomp.user.Rules;
import io.github.stampedestomp.user.Users;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A server without a network, and the conversations that its clients hold with it.
 *
 * <pre>
 * Conversation ─ text ─▶ RecordingConnection ─ bytes ─▶ StompSession ─┐
 *                                                                MemoryBroker
 * Conversation ◀─ text ─ RecordingConnection ◀─ bytes ─ StompSession ◀┘
 * </pre>
 *
 * <p>All happens on the thread of the test, and time passes only when the test says so. At the end of each test, everything
 * that a client was sent must have been read.
 */
final class Conversations implements AfterEachCallback {
    private static final Pattern MESSAGE_ID = Pattern.compile("[0-9a-f]{12}-\\d+");
    private static final Pattern ALIAS = Pattern.compile("<m\\d+>");

    /** A timer that fires more often while the test lets time pass runs hot. */
    private static final int MOST_CALLS = 1000;

    private final ManualExecutor application = new ManualExecutor();
    private final List<SessionEvent> events = new ArrayList<>();
    private final List<Conversation> conversations = new ArrayList<>();
    private final Map<String, String> aliasesByMessageId = new LinkedHashMap<>();
    private Broker broker = new MemoryBroker(BrokerSettings.DEFAULT);
    private SessionSettings settings = SessionSettings.DEFAULT;
    private @Nullable Authenticator authenticator;
    private SessionListener listener = events::add;
    /** Unless a test is about rules, clients may do everything. */
    private Rules rules =
            Rules.builder().send("**").allow().subscribe("**").allow().build();

    private final List<Hook> hooks = new ArrayList<>();
    private final Deque<Runnable> delayed = new ArrayDeque<>();
    private Requests requests = Requests.builder().build();
    private PresenceSettings watched = PresenceSettings.DEFAULT;
    private SessionObserver observer = SessionObserver.NONE;
    private @Nullable Audience audience;
    private @Nullable Sessions sessions;
    /** As {@link System#nanoTime} may, it begins below zero. */
    private long now = -Duration.ofSeconds(3).toNanos();

    // ---- how the server is set up for the clients that open from here on ----

    void settings(Consumer<Settings> change) {
        settings = Settings.where(change);
        sessions = null;
    }

    void broker(Broker other) {
        broker = other;
        sessions = null;
    }

    void authenticator(Authenticator other) {
        authenticator = other;
        sessions = null;
    }

    void letsEverybodyIn() {
        authenticator = null;
        sessions = null;
    }

    void rules(Consumer<Rules.Builder> change) {
        Rules.Builder builder = Rules.builder();
        change.accept(builder);
        rules = builder.build();
        sessions = null;
    }

    void hook(Hook other) {
        hooks.add(other);
        sessions = null;
    }

    void requests(Consumer<Requests.Builder> change) {
        Requests.Builder builder = Requests.builder();
        change.accept(builder);
        requests = builder.build();
        sessions = null;
    }

    void watches(String... patterns) {
        watched = new PresenceSettings(
                Arrays.stream(patterns).map(DestinationPattern::of).toList(), Duration.ofMillis(500), 3);
        sessions = null;
    }

    void observer(SessionObserver other) {
        observer = other;
        sessions = null;
    }

    void listener(SessionListener other) {
        listener = other;
    }

    // ---- clients ----

    /** {@return a client that has opened its connection and sent nothing} */
    Conversation opened() {
        if (sessions == null) {
            Application program = new Application(
                    authenticator,
                    new Authority(rules, hooks),
                    requests,
                    event -> listener.on(event),
                    application,
                    new Announcer(application, Runnable::run));
            Presence presence = new Presence(watched, broker, (time, task) -> delayed.add(task));
            audience = new Audience(new Users(), presence, observer);
            sessions = new Sessions(broker, settings, program, audience, () -> now);
        }
        Conversation conversation = new Conversation(this, sessions);
        conversations.add(conversation);
        return conversation;
    }

    /** {@return a client that has connected in a version and has read its CONNECTED} */
    Conversation connected(String version) {
        return connected(version, "0,0");
    }

    /** {@return a client that has connected in a version with its wish for heart-beats, and has read its CONNECTED} */
    Conversation connected(String version, String heartBeat) {
        Conversation client = opened();
        client.sends("CONNECT\naccept-version:" + version + "\nheart-beat:" + heartBeat + "\n\n^@");
        client.readsOne("CONNECTED");
        return client;
    }

    /** Knows nothing more of a client that has gone. */
    void forgets(Conversation client) {
        conversations.remove(client);
    }

    // ---- the world around ----

    ManualExecutor application() {
        return application;
    }

    /** Sends a message of the application. */
    void publishes(String destination, String text) {
        broker.send(Message.of(destination, text));
        run();
    }

    /** Lets time pass, and all happen that is due meanwhile. */
    void passes(Duration time) {
        long end = now + time.toNanos();
        int calls = 0;
        Optional<Conversation> next = nextUntil(end);
        while (next.isPresent()) {
            calls++;
            assertThat(calls).as("calls of a timer").isLessThan(MOST_CALLS);
            now = Math.max(now, next.get().scheduled());
            next.get().onTime();
            run();
            next = nextUntil(end);
        }
        now = end;
    }

    /** Lets all happen that can without time passing. */
    void run() {
        boolean hasWork = true;
        while (hasWork) {
            hasWork = false;
            for (Conversation conversation : conversations) {
                hasWork |= conversation.turn();
            }
        }
    }

    /** Runs what waits for its time, whatever that is. */
    void delaysEnd() {
        while (!delayed.isEmpty()) {
            delayed.remove().run();
        }
        run();
    }

    Users users() {
        return Objects.requireNonNull(audience, "no client was opened").users();
    }

    Presence presence() {
        return Objects.requireNonNull(audience, "no client was opened").presence();
    }

    List<SessionEvent> events() {
        return events;
    }

    /** {@return a line for each event that was told, without the name of its session} */
    List<String> toldEvents() {
        return events.stream().map(Conversations::line).toList();
    }

    /** {@return whether no subscription is left, and no message waits} */
    boolean isEmpty() {
        return broker instanceof MemoryBroker memory && memory.isEmpty();
    }

    @Override
    public void afterEach(ExtensionContext test) {
        if (test.getExecutionException().isEmpty()) {
            conversations.forEach(Conversation::readsNothing);
        }
    }

    // ---- ids that the server makes up ----

    /** {@return a text with an alias for each message id: {@code <m1>} for the one seen first, and so on} */
    String withAliases(String wire) {
        return replace(
                wire,
                MESSAGE_ID,
                id -> aliasesByMessageId.computeIfAbsent(id, unknown -> "<m" + (aliasesByMessageId.size() + 1) + ">"));
    }

    /** {@return a text with the message ids that its aliases stand for} */
    String withoutAliases(String wire) {
        Map<String, String> idsByAlias = aliasesByMessageId.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getValue, Map.Entry::getKey));
        return replace(wire, ALIAS, alias -> idsByAlias.getOrDefault(alias, alias));
    }

    private static String replace(String text, Pattern what, Function<String, String> by) {
        return what.matcher(text).replaceAll(found -> Matcher.quoteReplacement(by.apply(found.group())));
    }

    private Optional<Conversation> nextUntil(long end) {
        return conversations.stream()
                .filter(conversation -> conversation.scheduled() <= end)
                .min(Comparator.comparingLong(Conversation::scheduled));
    }

    private static String line(SessionEvent event) {
        if (event instanceof SessionEvent.Connected connected) {
            return "connected in " + connected.version().number();
        }
        if (event instanceof SessionEvent.Subscribed subscribed) {
            return "subscribed " + subscribed.subscription() + " to " + subscribed.destination();
        }
        if (event instanceof SessionEvent.Unsubscribed unsubscribed) {
            return "unsubscribed " + unsubscribed.subscription() + " from " + unsubscribed.destination();
        }
        return "disconnected: " + ((SessionEvent.Disconnected) event).reason();
    }
}
