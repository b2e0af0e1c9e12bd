package io.github.stampedestomp.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Who is connected. */
class UsersTest {
    private final Users users = new Users();
    private final StillSession ben = new StillSession("4", "ben", 40);
    private final StillSession second = new StillSession("2", "anna", 20);
    private final StillSession first = new StillSession("3", "anna", 10);
    private final StillSession nobody = new StillSession("1", null, 30);

    @Test
    void nobodyIsOnlineAtFirst() {
        assertThat(users.names()).isEmpty();
        assertThat(users.online()).isEmpty();
        assertThat(users.sessions()).isEmpty();
        assertThat(users.find("anna")).isEmpty();
        assertThat(users.isOnline("anna")).isFalse();
        assertThat(users.session("1")).isEmpty();
    }

    @Test
    void usersAreToldInTheOrderOfTheirNames() {
        allComeIn();
        assertThat(users.names()).containsExactly("anna", "ben");
        assertThat(users.online()).extracting(OnlineUser::name).containsExactly("anna", "ben");
    }

    @Test
    void userIsToldWithItsSessionsTheFirstOneFirst() {
        allComeIn();
        OnlineUser anna = users.find("anna").orElseThrow();
        assertThat(anna.sessions()).containsExactly(first, second);
        assertThat(anna.since()).isEqualTo(Instant.ofEpochSecond(10));
    }

    @Test
    void sessionsOfTheSameAgeAreToldInTheOrderOfTheirIds() {
        StillSession third = new StillSession("1", "anna", 10);
        users.add(first);
        users.add(third);
        assertThat(users.find("anna").orElseThrow().sessions()).containsExactly(third, first);
    }

    @Test
    void sessionsAreToldInTheOrderOfTheirIdsThoseWithoutAUserToo() {
        allComeIn();
        assertThat(users.sessions()).extracting(ClientSession::id).containsExactly("1", "2", "3", "4");
        assertThat(users.session("1")).isEqualTo(Optional.of(nobody));
    }

    @Test
    void userIsOnlineUntilTheLastSessionIsGone() {
        allComeIn();
        users.remove(first);
        assertThat(users.isOnline("anna")).isTrue();
        users.remove(second);
        assertThat(users.isOnline("anna")).isFalse();
        assertThat(users.names()).containsExactly("ben");
        assertThat(users.sessions()).containsExactly(nobody, ben);
    }

    @Test
    void sessionThatIsGoneTwiceIsGone() {
        users.add(first);
        users.add(second);
        users.remove(first);
        users.remove(first);
        users.remove(nobody);
        assertThat(users.find("anna").orElseThrow().sessions()).containsExactly(second);
    }

    @Test
    void userIsClosedWithAllSessions() {
        allComeIn();
        users.find("anna").orElseThrow().close("the account is locked");
        assertThat(first.sentences()).containsExactly("the account is locked");
        assertThat(second.sentences()).containsExactly("the account is locked");
        assertThat(ben.sentences()).isEmpty();
    }

    @Test
    void whatIsToldCannotBeChanged() {
        allComeIn();
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> users.names().clear());
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> users.sessions().clear());
    }

    private void allComeIn() {
        users.add(ben);
        users.add(second);
        users.add(first);
        users.add(nobody);
    }
}
