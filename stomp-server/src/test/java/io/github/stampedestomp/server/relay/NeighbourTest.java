package io.github.stampedestomp.server.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stampedestomp.broker.BrokerSettings;
import io.github.stampedestomp.broker.DestinationPattern;
import io.github.stampedestomp.broker.MemoryBroker;
import io.github.stampedestomp.user.ClientSession;
import io.github.stampedestomp.user.Presence;
import io.github.stampedestomp.user.PresenceSettings;
import io.github.stampedestomp.user.Users;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is made of what another server tells of itself, if something of it is lost too. */
class NeighbourTest {
    private static final String ROOM = "/topic/room/1";
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final Users users = new Users();
    private final Presence presence = new Presence(
            new PresenceSettings(List.of(DestinationPattern.of("/topic/room/*")), SECOND, 100),
            new MemoryBroker(BrokerSettings.DEFAULT),
            (time, task) -> {});
    private final Neighbour neighbour = new Neighbour("n", new Community(users, presence), order -> {});
    private long now = Long.MAX_VALUE - 1_000_000_000; // so that it overflows soon

    @Test
    void whatIsToldInPartsCountsFromTheEndOn() {
        neighbour.begin(7, 1, now);
        neighbour.part(2, "+" + anna(), now);
        neighbour.part(3, "+" + ben(), now);
        assertThat(users.names()).isEmpty();
        assertThat(neighbour.hasMissed(7, 3, now)).isFalse();
        neighbour.end(7, 4);
        assertThat(users.names()).containsExactly("anna", "ben");
        assertThat(neighbour.hasMissed(7, 4, now)).isFalse();
    }

    @Test
    void nothingCountsOfAWholeThatLacksAPartAndItIsMissedFromThenOn() {
        knowsAnna();
        neighbour.begin(7, 1, now);
        neighbour.part(2, "+" + ben(), now);
        neighbour.part(4, "+" + presence("cleo"), now);
        assertThat(neighbour.hasMissed(7, 4, now)).isTrue();
        neighbour.end(7, 5);
        assertThat(users.names()).containsExactly("anna");
        assertThat(subscriptions()).isZero();
        assertThat(neighbour.hasMissed(7, 5, now)).isTrue();
        neighbour.begin(7, 6, now);
        neighbour.part(7, "+" + ben() + "\n+" + presence("cleo"), now);
        neighbour.end(7, 8);
        assertThat(users.names()).containsExactly("ben");
        assertThat(subscriptions()).isOne();
        assertThat(neighbour.hasMissed(7, 8, now)).isFalse();
    }

    @Test
    void theLastPartIsMissedToo() {
        neighbour.begin(7, 1, now);
        neighbour.part(2, "+" + anna(), now);
        neighbour.end(7, 4);
        assertThat(users.names()).isEmpty();
        assertThat(neighbour.hasMissed(7, 4, now)).isTrue();
    }

    @Test
    void aLostEndIsMissedWhenAnythingElseIsSaid() {
        neighbour.begin(7, 1, now);
        neighbour.part(2, "+" + anna(), now);
        assertThat(neighbour.hasMissed(7, 2, now)).isFalse(); // said before the end
        assertThat(neighbour.hasMissed(7, 3, now)).isTrue();
        neighbour.change(8, "+" + ben());
        assertThat(neighbour.hasMissed(8, 3, now)).isTrue();
        assertThat(users.names()).isEmpty();
    }

    @Test
    void aWholeOfWhichNothingComesForFiveSecondsIsMissedAndStillCountsIfItGoesOn() {
        neighbour.begin(7, 1, now);
        pass(Duration.ofMillis(4999));
        neighbour.part(2, "+" + anna(), now);
        pass(Duration.ofMillis(4999));
        assertThat(neighbour.hasMissed(7, 2, now)).isFalse();
        pass(Duration.ofMillis(1));
        assertThat(neighbour.hasMissed(7, 2, now)).isTrue();
        neighbour.part(3, "+" + ben(), now);
        assertThat(neighbour.hasMissed(7, 3, now)).isFalse();
        neighbour.end(7, 4);
        assertThat(users.names()).containsExactly("anna", "ben");
    }

    @Test
    void itIsAskedAtMostOnceASecond() {
        assertThat(neighbour.mayAsk(now, SECOND)).isTrue();
        pass(Duration.ofMillis(999));
        assertThat(neighbour.mayAsk(now, SECOND)).isFalse();
        pass(Duration.ofMillis(1));
        assertThat(neighbour.mayAsk(now, SECOND)).isTrue();
        assertThat(neighbour.mayAsk(now, SECOND)).isFalse();
    }

    @Test
    void aWholeThatBeginsAgainTakesThePlaceOfTheOneBefore() {
        neighbour.begin(7, 1, now);
        neighbour.part(2, "+" + anna(), now);
        neighbour.begin(8, 3, now);
        neighbour.part(4, "+" + ben(), now);
        neighbour.end(8, 5);
        assertThat(users.names()).containsExactly("ben");
        assertThat(neighbour.hasMissed(8, 5, now)).isFalse();
    }

    @Test
    void theEndOfAWholeIsNotTakenForThatOfAnotherThatWasNotFinished() {
        neighbour.begin(7, 1, now);
        neighbour.part(2, "+" + anna(), now);
        neighbour.part(4, "+" + ben(), now); // behind another beginning, which was lost
        neighbour.end(7, 5);
        assertThat(users.names()).isEmpty();
        assertThat(neighbour.hasMissed(7, 5, now)).isTrue();
    }

    @Test
    void changesBetweenThePartsAreNeitherLostNorDoubled() {
        neighbour.begin(7, 1, now);
        neighbour.part(2, "+" + anna() + "\n+" + presence("anna"), now);
        neighbour.change(8, "-" + anna() + "\n-" + presence("anna") + "\n-" + ben() + "\n+" + presence("cleo"));
        neighbour.part(3, "+" + ben() + "\n+" + presence("anna"), now);
        neighbour.change(9, "+" + session("cleo"));
        neighbour.end(9, 4);
        assertThat(users.names()).containsExactly("cleo");
        assertThat(presence.of(ROOM).orElseThrow().users()).containsExactly("anna", "cleo");
        assertThat(subscriptions()).isEqualTo(2);
        assertThat(neighbour.hasMissed(9, 4, now)).isFalse();
        neighbour.change(10, "-" + session("cleo"));
        assertThat(users.names()).isEmpty();
    }

    @Test
    void aChangeThatIsLostBetweenThePartsSpoilsTheWhole() {
        neighbour.begin(7, 1, now);
        neighbour.part(2, "+" + anna(), now);
        neighbour.change(9, "+" + ben());
        assertThat(neighbour.hasMissed(9, 2, now)).isTrue();
        neighbour.end(9, 3);
        assertThat(users.names()).isEmpty();
        neighbour.begin(9, 4, now);
        neighbour.part(5, "+" + anna(), now);
        assertThat(neighbour.hasMissed(10, 5, now)).isTrue();
        neighbour.end(10, 6);
        assertThat(users.names()).isEmpty();
    }

    @Test
    void whoKnowsAllAlreadyTakesChangesWhileOthersAreToldTheWhole() {
        knowsAnna();
        neighbour.begin(2, 1, now);
        neighbour.part(2, "+" + anna(), now);
        neighbour.change(3, "+" + ben());
        assertThat(users.names()).containsExactly("anna", "ben");
        pass(Duration.ofSeconds(6)); // no part of it is missed
        assertThat(neighbour.hasMissed(3, 5, now)).isFalse();
        neighbour.end(3, 6);
        assertThat(users.names()).containsExactly("anna", "ben");
    }

    @Test
    void whoIsInTheWholeAndWasKnownBeforeHasNeverBeenGone() {
        knowsAnna();
        ClientSession known = users.session("annan").orElseThrow();
        neighbour.change(9, "");
        neighbour.begin(9, 1, now);
        neighbour.part(2, "+" + anna() + "\n+" + ben(), now);
        neighbour.end(9, 3);
        assertThat(users.session("annan")).containsSame(known);
        assertThat(users.names()).containsExactly("anna", "ben");
    }

    private void knowsAnna() {
        neighbour.begin(1, -1, now);
        neighbour.end(1, 0);
        neighbour.change(2, "+" + anna());
        assertThat(users.names()).containsExactly("anna");
    }

    private int subscriptions() {
        return presence.of(ROOM).orElseThrow().subscriptions();
    }

    private void pass(Duration time) {
        now += time.toNanos();
    }

    private static String anna() {
        return session("anna");
    }

    private static String ben() {
        return session("ben");
    }

    private static String session(String user) {
        return new Line.Session(user + "n", user, 0, "2001:db8::1").text();
    }

    private static String presence(String user) {
        return new Line.Presence(ROOM, user).text();
    }
}
