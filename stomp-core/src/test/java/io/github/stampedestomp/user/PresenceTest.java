package io.github.stampedestomp.user;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stampedestomp.broker.BrokerSettings;
import io.github.stampedestomp.broker.DestinationPattern;
import io.github.stampedestomp.broker.MemoryBroker;
import io.github.stampedestomp.broker.Message;
import io.github.stampedestomp.broker.Subscriber;
import io.github.stampedestomp.frame.Headers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How those who subscribe to a destination are told of each other. */
class PresenceTest {
    private static final String ROOM = "/topic/room/1";

    private final MemoryBroker broker = new MemoryBroker(BrokerSettings.DEFAULT);
    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private final List<Duration> delays = new ArrayList<>();
    private final List<Message> told = new ArrayList<>();
    private final Presence presence = watching("/topic/room/{id}", "/topic/hall/**");

    // ---- what is told ----

    @Test
    void whoHasComeIsToldBesideTheDestination() {
        enters("anna");
        assertThat(told).isEmpty();
        timePasses();
        assertThat(told).hasSize(1);
        assertThat(told.get(0).destination()).isEqualTo("/topic/room/1/presence");
        assertThat(told.get(0).headers()).isEqualTo(Headers.of("content-type", "application/json"));
        assertTold(
                "{'destination':'/topic/room/1','subscriptions':1,'count':1,'users':['anna'],'joined':['anna'],'left':[]}");
    }

    @Test
    void changesAreGatheredForAWhile() {
        enters("ben");
        enters("anna");
        enters("carl");
        leaves("ben");
        assertThat(delays).containsExactly(Duration.ofMillis(500));
        timePasses();
        assertTold(room(2, 2, "'anna','carl'", "'anna','carl'", ""));
    }

    @Test
    void messagesComeInTheOrderOfTheChanges() {
        enters("anna");
        timePasses();
        enters("ben");
        timePasses();
        leaves("anna");
        timePasses();
        assertTold(
                room(1, 1, "'anna'", "'anna'", ""),
                room(2, 2, "'anna','ben'", "'ben'", ""),
                room(1, 1, "'ben'", "", "'anna'"));
    }

    @Test
    void whoReconnectsMeanwhileIsNotToldAtAll() {
        enters("anna");
        timePasses();
        told.clear();
        leaves("anna");
        enters("anna");
        timePasses();
        assertThat(told).isEmpty();
        leaves("anna");
        timePasses();
        assertTold(room(0, 0, "", "", "'anna'"));
    }

    @Test
    void whoOnlyLooksInIsNotToldAtAll() {
        enters("anna");
        leaves("anna");
        timePasses();
        assertThat(told).isEmpty();
    }

    @Test
    void secondSubscriptionOfAUserIsCountedButNotTheUser() {
        enters("anna");
        enters("anna");
        timePasses();
        leaves("anna");
        timePasses();
        assertTold(room(2, 1, "'anna'", "'anna'", ""), room(1, 1, "'anna'", "", ""));
    }

    @Test
    void whoHasNotSignedInIsCountedWithoutAName() {
        enters(null);
        enters("anna");
        timePasses();
        leaves(null);
        timePasses();
        assertTold(room(2, 1, "'anna'", "'anna'", ""), room(1, 1, "'anna'", "", ""));
    }

    @Test
    void listsAreCutButTheCountIsNot() {
        for (String name : List.of("e", "d", "c", "b", "a")) {
            enters(name);
        }
        timePasses();
        for (String name : List.of("e", "d", "c", "b")) {
            leaves(name);
        }
        timePasses();
        assertTold(room(5, 5, "'a','b','c'", "'a','b','c'", ""), room(1, 1, "'a'", "", "'b','c','d'"));
    }

    @Test
    void namesAreQuotedAsJsonWantsThem() {
        enters("a\"b\\c");
        timePasses();
        assertThat(texts().get(0)).contains("\"users\":[\"a\\\"b\\\\c\"]");
    }

    // ---- asked for ----

    @Test
    void whoSubscribesBesideLearnsHowThingsAre() {
        enters("anna");
        timePasses();
        told.clear();
        presence.entered("/topic/room/1/presence", User.named("ben"));
        timePasses();
        assertTold(room(1, 1, "'anna'", "", ""));
        presence.left("/topic/room/1/presence", User.named("ben"));
        timePasses();
        assertThat(told).hasSize(1);
    }

    @Test
    void whoSubscribesBesideAnEmptyDestinationLearnsThatToo() {
        presence.entered("/topic/room/1/presence", null);
        timePasses();
        assertTold(room(0, 0, "", "", ""));
        assertThat(presence.of(ROOM)).contains(new Present(ROOM, 0, 0, List.of()));
    }

    @Test
    void whatStandsBesideIsNotWatchedItself() {
        presence.entered("/topic/hall/2/presence", User.named("ben"));
        timePasses();
        assertThat(told).extracting(Message::destination).containsExactly("/topic/hall/2/presence");
        assertThat(presence.of("/topic/hall/2/presence")).isEmpty();
        assertThat(presence.of("/topic/hall/2")).contains(new Present("/topic/hall/2", 0, 0, List.of()));
    }

    // ---- what is not watched ----

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/topic/other",
                "/topic/other/presence",
                "/topic/room/1/2",
                "/topic/room/*",
                "/topic/hall/**",
                "/topic/hall/*/presence",
                "/topic/room/*/presence"
            })
    void whatIsNotWatchedAndWhatHasWildcardsIsNotTold(String destination) {
        presence.entered(destination, User.named("anna"));
        presence.left(destination, User.named("anna"));
        presence.entered(destination, User.named("anna"));
        assertThat(waiting).isEmpty();
        assertThat(presence.of(destination)).isEmpty();
    }

    @Test
    void nothingIsWatchedByDefault() {
        Presence none = new Presence(PresenceSettings.DEFAULT, broker, (time, task) -> waiting.add(task));
        none.entered(ROOM, User.named("anna"));
        none.left(ROOM, User.named("anna"));
        assertThat(waiting).isEmpty();
        assertThat(none.of(ROOM)).isEmpty();
    }

    @Test
    void longestDestinationIsWatchedThoughNobodyCanBeToldOfIt() {
        String longest = "/topic/room/" + "x".repeat(243);
        presence.entered(longest, User.named("anna"));
        timePasses();
        assertThat(told).isEmpty();
        assertThat(presence.of(longest).orElseThrow().count()).isEqualTo(1);
    }

    // ---- at the moment ----

    @Test
    void whoIsPresentCanBeAskedAtOnce() {
        enters("ben");
        enters("anna");
        enters(null);
        assertThat(presence.of(ROOM)).contains(new Present(ROOM, 3, 2, List.of("anna", "ben")));
        leaves("ben");
        assertThat(presence.of(ROOM)).contains(new Present(ROOM, 2, 1, List.of("anna")));
        leaves("anna");
        leaves(null);
        timePasses();
        assertThat(presence.of(ROOM)).contains(new Present(ROOM, 0, 0, List.of()));
    }

    private Presence watching(String... patterns) {
        broker.subscribe(new Subscriber() {
            @Override
            public String destination() {
                return "/topic/**";
            }

            @Override
            public void deliver(Message message) {
                told.add(message);
            }
        });
        List<DestinationPattern> watched =
                Arrays.stream(patterns).map(DestinationPattern::of).toList();
        return new Presence(new PresenceSettings(watched, Duration.ofMillis(500), 3), broker, (time, task) -> {
            delays.add(time);
            waiting.add(task);
        });
    }

    private void enters(@Nullable String name) {
        presence.entered(ROOM, name == null ? null : User.named(name));
    }

    private void leaves(@Nullable String name) {
        presence.left(ROOM, name == null ? null : User.named(name));
    }

    private void timePasses() {
        while (!waiting.isEmpty()) {
            waiting.remove().run();
        }
    }

    private static String room(int subscriptions, int count, String users, String joined, String left) {
        return "{'destination':'/topic/room/1','subscriptions':" + subscriptions + ",'count':" + count + ",'users':["
                + users + "],'joined':[" + joined + "],'left':[" + left + "]}";
    }

    private List<String> texts() {
        return told.stream()
                .map(message -> new String(message.body(), StandardCharsets.UTF_8))
                .toList();
    }

    private void assertTold(String... json) {
        assertThat(texts().stream().map(text -> text.replace('"', '\''))).containsExactly(json);
    }
}
