package io.github.stampedestomp.examples.chat;

import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who has been here since the chat was started, as far as this server has seen. When there are too many, those who have been
 * gone longest are forgotten; whoever is here is not.
 *
 * <p>Must be used by one thread at a time.
 */
final class People {
    private final int most;
    private final InstantSource clock;
    /** In the order in which they came or left, the last one last. */
    private final Map<String, Person> personByName = new LinkedHashMap<>();

    /** Starts with nobody. */
    People(int most, InstantSource clock) {
        this.most = most;
        this.clock = clock;
    }

    /** {@return how everybody is doing} */
    Everybody everybody() {
        return new Everybody(now(), List.copyOf(personByName.values()));
    }

    /** {@return the names of those who are here} */
    List<String> online() {
        return personByName.values().stream()
                .filter(Person::online)
                .map(Person::name)
                .toList();
    }

    /** {@return a person who is seen to have come or left, or null if all is as it was} */
    @Nullable
    Person see(String name, boolean online) {
        Person known = personByName.get(name);
        boolean wasOnline = known != null && known.online();
        return online == wasOnline ? null : change(name, online);
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
