package io.github.stampedestomp.examples.chat;

import io.github.stampedestomp.session.SessionEvent;
import io.github.stampedestomp.user.User;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who has been here since the chat was started, learnt from what happens to sessions. When there are too many, those who have
 * been gone longest are forgotten; whoever is here is not.
 *
 * <p>Must be used by one thread at a time.
 */
final class People {
    private final int most;
    private final InstantSource clock;
    /** In the order in which they came or left, the last one last. */
    private final Map<String, Person> personByName = new LinkedHashMap<>();

    private final Map<String, Integer> sessionsByName = new HashMap<>();

    /** Starts with nobody. */
    People(int most, InstantSource clock) {
        this.most = most;
        this.clock = clock;
    }

    /** {@return how everybody is doing} */
    Everybody everybody() {
        return new Everybody(now(), List.copyOf(personByName.values()));
    }

    /** {@return who has come or left by an event, or null if nobody has} */
    @Nullable
    Person changedBy(SessionEvent event) {
        User user = event.user();
        if (user == null) {
            return null;
        }
        if (event instanceof SessionEvent.Connected) {
            return sessionsByName.merge(user.name(), 1, Integer::sum) == 1 ? change(user.name(), true) : null;
        }
        if (event instanceof SessionEvent.Disconnected) {
            Integer left = sessionsByName.computeIfPresent(user.name(), (name, count) -> count == 1 ? null : count - 1);
            return left == null ? change(user.name(), false) : null;
        }
        return null;
    }

    private Person change(String name, boolean online) {
        Person person = new Person(name, online, now());
        personByName.remove(name);
        personByName.put(name, person);
        if (personByName.size() > most) {
            forgetOne();
        }
        return person;
    }

    private void forgetOne() {
        personByName.values().stream()
                .filter(person -> !person.online())
                .findFirst()
                .ifPresent(person -> personByName.remove(person.name()));
    }

    private String now() {
        return clock.instant().toString();
    }
}
