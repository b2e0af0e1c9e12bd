package io.github.stampedestomp.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stampedestomp.user.User;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How long a client may take until it is connected. */
class ConnectTimeoutTest {
    private static final String TOO_LATE = "no session was connected within 10000 ms (limit connectTimeout)";

    @RegisterExtension
    final Conversations server = new Conversations();

    @Test
    void clientThatSaysNothingIsRefused() {
        Conversation client = server.opened();
        server.passes(Duration.ofSeconds(10).minusNanos(1));
        client.isOpen();
        server.passes(Duration.ofNanos(1));
        client.isRefused(TOO_LATE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "CONNECT\naccept-version:1.2\n"})
    void clientThatOnlyBeginsIsRefusedToo(String bytes) {
        Conversation client = server.opened();
        client.sends(bytes);
        server.passes(Duration.ofSeconds(10));
        client.isRefused(TOO_LATE);
    }

    @Test
    void tricklingBytesGainsNoTime() {
        Conversation client = server.opened();
        client.sends("CONNECT\nx:");
        for (int i = 0; i < 9; i++) {
            server.passes(Duration.ofSeconds(1));
            client.sends("y");
            client.isOpen();
        }
        server.passes(Duration.ofSeconds(1));
        client.isRefused(TOO_LATE);
    }

    @Test
    void connectedClientMayStay() {
        Conversation client = server.opened();
        server.passes(Duration.ofSeconds(9));
        client.sends("CONNECT\naccept-version:1.2\n\n^@");
        client.readsOne("CONNECTED");
        server.passes(Duration.ofHours(1));
        client.isOpen();
    }

    @Test
    void timeThatTheApplicationTakesToDecideCounts() {
        server.authenticator(login -> User.named("anna"));
        server.application().becomesBusy();
        Conversation client = server.opened();
        server.passes(Duration.ofSeconds(5));
        client.sends("CONNECT\naccept-version:1.2\n\n^@");
        server.passes(Duration.ofSeconds(5));
        client.isRefused(TOO_LATE);
        server.application().becomesIdle();
        server.run();
        client.readsNothing();
        assertThat(server.events()).isEmpty();
    }

    @Test
    void timeIsASetting() {
        server.settings(settings -> settings.connectTimeout = Duration.ofMillis(500));
        Conversation client = server.opened();
        server.passes(Duration.ofMillis(499));
        client.isOpen();
        server.passes(Duration.ofMillis(1));
        client.isRefused("no session was connected within 500 ms (limit connectTimeout)");
    }

    @Test
    void clientThatHasLeftIsNotRefused() {
        Conversation client = server.opened();
        client.vanishes();
        server.passes(Duration.ofSeconds(10));
        client.readsNothing();
    }
}
