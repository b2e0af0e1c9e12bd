package io.github.stampedestomp.examples.chat;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stampedestomp.session.SessionEvent;
import io.github.stampedestomp.user.User;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RoomMembersTest {
    private final RoomMembers members = new RoomMembers();

    @Test
    void whoeverSubscribesIsInTheRoom() {
        assertThat(enters("Ann", "/topic/room/lobby")).isEqualTo("lobby");
        assertThat(members.of("lobby")).containsExactly("Ann");
        assertThat(members.of("kitchen")).isEmpty();
    }

    @Test
    void namesAreInTheOrderOfTheAlphabet() {
        enters("bea", "/topic/room/lobby");
        enters("Cem", "/topic/room/lobby");
        enters("Ann", "/topic/room/lobby");
        assertThat(members.of("lobby")).containsExactly("Ann", "bea", "Cem");
    }

    @Test
    void whoeverUnsubscribesIsOutOfTheRoom() {
        enters("Ann", "/topic/room/lobby");
        assertThat(leaves("Ann", "/topic/room/lobby")).isEqualTo("lobby");
        assertThat(members.of("lobby")).isEmpty();
    }

    @Test
    void nameInTwoTabsCountsOnceUntilBothAreGone() {
        enters("Ann", "/topic/room/lobby");
        enters("Ann", "/topic/room/lobby");
        assertThat(members.of("lobby")).containsExactly("Ann");
        leaves("Ann", "/topic/room/lobby");
        assertThat(members.of("lobby")).containsExactly("Ann");
        leaves("Ann", "/topic/room/lobby");
        assertThat(members.of("lobby")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/topic/room/lobby/members",
                "/topic/room/*",
                "/topic/room/",
                "/topic/room/Lobby",
                "/topic/room/a_b",
                "/topic/room/abcdefghijklmnopqrstuvwxyz0123456",
                "/queue/room/lobby"
            })
    void otherDestinationsAreNoRooms(String destination) {
        assertThat(enters("Ann", destination)).isNull();
        assertThat(leaves("Ann", destination)).isNull();
    }

    @Test
    void whoeverHasNoNameIsNotListed() {
        assertThat(members.changedBy(new SessionEvent.Subscribed("s", null, "1", "/topic/room/lobby")))
                .isNull();
        assertThat(members.of("lobby")).isEmpty();
    }

    @Test
    void endOfASessionAloneChangesNothing() {
        enters("Ann", "/topic/room/lobby");
        assertThat(members.changedBy(new SessionEvent.Disconnected("s", User.named("Ann"), "gone")))
                .isNull();
        assertThat(members.of("lobby")).containsExactly("Ann");
    }

    private String enters(String name, String destination) {
        return members.changedBy(new SessionEvent.Subscribed("s", User.named(name), "1", destination));
    }

    private String leaves(String name, String destination) {
        return members.changedBy(new SessionEvent.Unsubscribed("s", User.named(name), "1", destination));
    }
}
