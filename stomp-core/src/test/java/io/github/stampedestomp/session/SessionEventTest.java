package io.github.stampedestomp.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stampedestomp.LogOf;
import io.github.stampedestomp.frame.Version;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the application is told of sessions. */
class SessionEventTest {
    @RegisterExtension
    final Conversations server = new Conversations();

    @RegisterExtension
    final LogOf log = new LogOf(SerialTasks.class);

    /** A way in which a session ends. */
    private interface End {
        void of(Conversation client, Conversations server);
    }

    static Stream<Arguments> ends() {
        return Stream.of(
                end("DISCONNECT", (client, server) -> client.sends("DISCONNECT\n\n^@")),
                end("the client has vanished", (client, server) -> client.vanishes()),
                end("the server stops", (client, server) -> client.session().stop()),
                end("SEND needs the header 'destination'", (client, server) -> client.sends("SEND\n\n^@")),
                end(
                        "more than the 524288 bytes allowed wait for the client (limit sendBufferBytes)",
                        (client, server) -> {
                            client.stopsReading();
                            for (int i = 0; i < 10; i++) {
                                server.publishes("/topic/a", "x".repeat(60_000));
                            }
                            server.passes(Duration.ofSeconds(1));
                        }));
    }

    private static Arguments end(String reason, End end) {
        return Arguments.of(reason, end);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("ends")
    void eachEventIsToldOnceAndInOrderHoweverTheSessionEnds(String reason, End end) {
        Conversation client = server.connected("1.2");
        client.subscribes("0", "/topic/a");
        client.subscribes("1", "/queue/b");
        client.sends("UNSUBSCRIBE\nid:1\n\n^@");
        client.subscribes("1", "/topic/c/**");
        end.of(client, server);
        server.run();
        client.session().closed("once more");
        assertThat(server.toldEvents())
                .containsExactly(
                        "connected in 1.2",
                        "subscribed 0 to /topic/a",
                        "subscribed 1 to /queue/b",
                        "unsubscribed 1 from /queue/b",
                        "subscribed 1 to /topic/c/**",
                        "unsubscribed 0 from /topic/a",
                        "unsubscribed 1 from /topic/c/**",
                        "disconnected: " + reason);
        client.read();
    }

    @Test
    void eventsNameTheirSession() {
        Conversation client = server.connected("1.1");
        client.subscribes("0", "/topic/a");
        client.vanishes();
        assertThat(server.events()).extracting(SessionEvent::session).containsOnly(client.id());
        assertThat(server.events()).extracting(SessionEvent::user).containsOnlyNulls();
        assertThat(server.events().get(0)).isInstanceOfSatisfying(SessionEvent.Connected.class, connected -> {
            assertThat(connected.version()).isEqualTo(Version.V1_1);
            assertThat(connected.handshake().path()).isEqualTo("/stomp");
        });
    }

    @Test
    void subscriptionWithoutAnIdIsNamedByItsDestination() {
        Conversation old = server.connected("1.0");
        old.sends("SUBSCRIBE\ndestination:/topic/a\n\n^@", "UNSUBSCRIBE\ndestination:/topic/a\n\n^@");
        assertThat(server.toldEvents())
                .contains("subscribed /topic/a to /topic/a", "unsubscribed /topic/a from /topic/a");
    }

    @Test
    void clientThatNeverConnectedIsNotSpokenOf() {
        Conversation client = server.opened();
        client.sends("no frame at all\n\n^@");
        client.isRefused("unknown command 'no frame at all'");
        server.opened().vanishes();
        assertThat(server.events()).isEmpty();
    }

    @Test
    void refusedSubscriptionIsNotSpokenOf() {
        Conversation client = server.connected("1.2");
        client.subscribes("0", "/nowhere");
        client.readsOne("ERROR");
        assertThat(server.toldEvents())
                .containsExactly(
                        "connected in 1.2",
                        "disconnected: the destination '/nowhere' begins with none of the prefixes /topic/, /queue/, /user/");
    }

    // ---- listeners that misbehave ----

    @Test
    void whatAListenerThrowsChangesNothing() {
        List<SessionEvent> told = new ArrayList<>();
        server.listener(event -> {
            told.add(event);
            throw new IllegalStateException("not today");
        });
        Conversation client = server.connected("1.2");
        client.subscribes("0", "/topic/a");
        server.publishes("/topic/a", "hello");
        client.readsOne("MESSAGE");
        client.isOpen();
        assertThat(told).hasSize(2);
        assertThat(log.lines()).hasSize(2).containsOnly("ERROR a session's task has failed: not today");
    }

    @Test
    void clientIsHeldWhileTheListenerIsBehind() {
        Conversation client = server.connected("1.2");
        server.application().becomesBusy();
        client.sends(subscribe(0, 63));
        assertThat(client.isHeld()).isFalse();
        client.sends(subscribe(63, 70));
        assertThat(client.isHeld()).isTrue();
        assertThat(server.events()).hasSize(1);
        server.application().becomesIdle();
        server.run();
        assertThat(client.isHeld()).isFalse();
        assertThat(server.toldEvents()).hasSize(71).endsWith("subscribed 69 to /topic/a");
    }

    @Test
    void clientThatEndsManySubscriptionsAtOnceIsReadToTheEnd() {
        Conversation client = server.connected("1.2");
        client.sends(subscribe(0, 100));
        server.application().becomesBusy();
        client.sends("DISCONNECT\n\n^@");
        assertThat(client.isHeld()).isFalse();
        server.application().becomesIdle();
        assertThat(server.events()).hasSize(202);
    }

    @Test
    void clientIsHeldForAsLongAsTheListenerTakes() {
        Conversation client = server.connected("1.2");
        server.application().becomesBusy();
        client.sends(subscribe(0, 64));
        server.passes(Duration.ofMinutes(5));
        client.isOpen();
        assertThat(client.isHeld()).isTrue();
        server.application().becomesIdle();
        server.run();
        assertThat(client.isHeld()).isFalse();
        assertThat(server.toldEvents()).hasSize(65).endsWith("subscribed 63 to /topic/a");
    }

    @Test
    void listenerThatFailsSoThatNoLogCanPrintItIsToldTheNextEvents() {
        List<SessionEvent> told = new ArrayList<>();
        server.listener(event -> {
            told.add(event);
            throw new Unprintable();
        });
        Conversation client = server.connected("1.2");
        client.subscribes("0", "/topic/a");
        assertThat(told).hasSize(2);
        String name = Unprintable.class.getName();
        assertThat(log.lines())
                .hasSize(2)
                .allMatch(line -> line.endsWith("a session's task has failed with a " + name));
    }

    @Test
    void eventsThatTheExecutorRefusesAreToldWithTheNextOne() {
        Conversation client = server.connected("1.2");
        server.application().shutsDown();
        client.subscribes("0", "/topic/a");
        client.isOpen();
        server.application().becomesIdle();
        client.subscribes("1", "/topic/b");
        assertThat(server.toldEvents())
                .containsExactly("connected in 1.2", "subscribed 0 to /topic/a", "subscribed 1 to /topic/b");
        assertThat(log.lines()).hasSize(1).allMatch(line -> line.startsWith("WARN "));
    }

    private static String subscribe(int from, int to) {
        return String.join(
                "",
                IntStream.range(from, to)
                        .mapToObj(i -> "SUBSCRIBE\nid:" + i + "\ndestination:/topic/a\n\n^@")
                        .toList());
    }
}
