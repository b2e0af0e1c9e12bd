package io.github.stampedestomp.user;

import io.github.stampedestomp.broker.Broker;
import io.github.stampedestomp.broker.DestinationPattern;
import io.github.stampedestomp.broker.Message;
import io.github.stampedestomp.codec.JsonText;
import io.github.stampedestomp.frame.HeaderName;
import io.github.stampedestomp.frame.Headers;
import io.github.stampedestomp.frame.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches who subscribes to some destinations, and tells changes at a destination beside each: {@code /topic/room/1/presence}
 * for {@code /topic/room/1}. A message is an object of JSON:
 *
 * <pre>{@code
 * {"destination":"/topic/room/1","subscriptions":3,"count":2,"users":["anna","ben"],"joined":["ben"],"left":[]}
 * }</pre>
 *
 * <p>Changes are gathered for a while, so that somebody who reconnects is not told at all. Whoever subscribes to the
 * destination beside causes a message too, and so learns how things are. Lists are cut at a number of names; {@code count} is
 * not. Destinations beside others are not watched themselves, and a subscription with wildcards counts nowhere. May be used
 * by any thread.
 */
public final class Presence {
    private static final String BESIDE = "/presence";
    private static final Logger LOG = LoggerFactory.getLogger(Presence.class);

    private final PresenceSettings settings;
    private final Broker broker;
    private final Delay delay;
    private volatile Watcher watcher = Watcher.NONE;
    /** Each entry is used inside {@code compute} of its destination alone. */
    private final Map<String, Attendance> attendanceByDestination = new ConcurrentHashMap<>();

    /**
     * Starts with nobody.
     *
     * @param delay runs what tells
     */
    public Presence(PresenceSettings settings, Broker broker, Delay delay) {
        this.settings = settings;
        this.broker = broker;
        this.delay = delay;
    }

    /** Is told of subscriptions of this server's clients to what is watched. Called by any thread; must not block. */
    public interface Watcher {
        /** Watches nothing. */
        Watcher NONE = new Watcher() {
            @Override
            public void entered(String destination, @Nullable User user) {}

            @Override
            public void left(String destination, @Nullable User user) {}
        };

        /** Learns that a subscription has begun. */
        void entered(String destination, @Nullable User user);

        /** Learns that a subscription has ended. */
        void left(String destination, @Nullable User user);
    }

    /** Tells a watcher, the only one, of what happens from now on. */
    public void watch(Watcher own) {
        watcher = own;
    }

    /** {@return whether a destination is one at which changes are told} Each server tells them to its own clients. */
    public boolean isToldAt(String destination) {
        return destination.endsWith(BESIDE)
                && isWatched(destination.substring(0, destination.length() - BESIDE.length()));
    }

    /** Takes note of a subscription that has begun on another server. */
    public void enteredElsewhere(String destination, @Nullable User user) {
        if (isWatched(destination)) {
            change(destination, attendance -> attendance.enter(user));
        }
    }

    /** Takes note of a subscription that has ended on another server. */
    public void leftElsewhere(String destination, @Nullable User user) {
        if (isWatched(destination)) {
            change(destination, attendance -> attendance.leave(user));
        }
    }

    /** Takes note of a subscription that has begun. */
    public void entered(String destination, @Nullable User user) {
        if (settings.destinations().isEmpty()) {
            return;
        }
        if (isWatched(destination)) {
            change(destination, attendance -> attendance.enter(user));
            watcher.entered(destination, user);
        } else if (destination.endsWith(BESIDE)) {
            String watched = destination.substring(0, destination.length() - BESIDE.length());
            if (isWatched(watched)) {
                change(watched, Attendance::askedFor);
            }
        }
    }

    /** Takes note of a subscription that has ended. */
    public void left(String destination, @Nullable User user) {
        if (isWatched(destination)) {
            change(destination, attendance -> attendance.leave(user));
            watcher.left(destination, user);
        }
    }

    /** {@return who subscribes to a destination, or nothing if it is not watched} */
    public Optional<Present> of(String destination) {
        if (!isWatched(destination)) {
            return Optional.empty();
        }
        Present[] found = {new Attendance().present(destination, settings.names())};
        attendanceByDestination.computeIfPresent(destination, (name, attendance) -> {
            found[0] = attendance.present(destination, settings.names());
            return attendance;
        });
        return Optional.of(found[0]);
    }

    private boolean isWatched(String destination) {
        return !destination.endsWith(BESIDE)
                && !DestinationPattern.hasWildcard(destination)
                && settings.destinations().stream().anyMatch(pattern -> pattern.matches(destination));
    }

    private interface Change {
        void on(Attendance attendance);
    }

    private void change(String destination, Change change) {
        boolean[] isFirst = {false};
        attendanceByDestination.compute(destination, (name, known) -> {
            Attendance attendance = known == null ? new Attendance() : known;
            change.on(attendance);
            isFirst[0] = attendance.mustBeTold();
            return attendance.isOver() ? null : attendance;
        });
        if (isFirst[0]) {
            delay.after(settings.debounce(), () -> tell(destination));
        }
    }

    private void tell(String destination) {
        String[] text = {""};
        attendanceByDestination.computeIfPresent(destination, (name, attendance) -> {
            text[0] = attendance.hasNews() ? json(attendance, destination) : "";
            attendance.told();
            return attendance.isOver() ? null : attendance;
        });
        if (!text[0].isEmpty()) {
            send(destination + BESIDE, text[0]);
        }
    }

    private void send(String destination, String json) {
        Headers headers = Headers.of(HeaderName.CONTENT_TYPE, "application/json");
        try {
            broker.sendHere(Message.of(destination, headers, json.getBytes(StandardCharsets.UTF_8)));
        } catch (ProtocolException e) { // the longest destination has none beside it
            LOG.debug("presence cannot be told: {}", e.sentence());
        }
    }

    private String json(Attendance attendance, String destination) {
        Present present = attendance.present(destination, settings.names());
        return "{\"destination\":" + JsonText.quote(destination)
                + ",\"subscriptions\":" + present.subscriptions()
                + ",\"count\":" + present.count()
                + ",\"users\":" + list(present.users())
                + ",\"joined\":" + list(attendance.joined())
                + ",\"left\":" + list(attendance.left()) + "}";
    }

    private String list(Collection<String> names) {
        return JsonText.array(names.stream().limit(settings.names()).toList());
    }
}
