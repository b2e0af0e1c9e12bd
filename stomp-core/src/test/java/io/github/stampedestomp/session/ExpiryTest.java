package io.github.stampedestomp.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.stampedestomp.LogOf;
import io.github.stampedestomp.request.Requests;
import io.github.stampedestomp.user.User;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How sessions end when their sign-in does. The wall's clock goes on while a test runs; a minute is more than it takes. */
class ExpiryTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    @RegisterExtension
    final Conversations server = new Conversations();

    @RegisterExtension
    final LogOf log = new LogOf(Requests.class);

    @Test
    void sessionEndsWhenItsSignInDoes() {
        Conversation client = clientUntil(Instant.now().plus(Duration.ofHours(1)));
        server.passes(Duration.ofMinutes(59));
        client.isOpen();
        server.passes(MINUTE);
        client.reads("""
                ERROR
                message:the sign-in has expired
                content-type:text/plain;charset=utf-8
                content-length:23

                the sign-in has expired^@""");
        client.isClosed(4001, "see the ERROR frame");
        assertThat(server.toldEvents()).endsWith("disconnected: the sign-in has expired");
        assertThat(server.users().sessions()).isEmpty();
    }

    @Test
    void signInWithoutATimeLastsForEver() {
        server.authenticator(login -> User.named("anna"));
        Conversation client = server.connected("1.2");
        server.passes(Duration.ofDays(1000));
        client.isOpen();
    }

    @Test
    void signInThatLastsTooLongToCountLastsForEver() {
        Conversation client = clientUntil(Instant.MAX);
        server.passes(Duration.ofDays(10_000));
        client.isOpen();
        Conversation other = clientUntil(Instant.now().plus(Duration.ofDays(36_000)));
        server.passes(Duration.ofDays(10_000));
        other.isOpen();
    }

    @Test
    void signInThatHasExpiredLetsNobodyIn() {
        for (Instant until : new Instant[] {Instant.now(), Instant.now().minus(MINUTE), Instant.EPOCH, Instant.MIN}) {
            server.authenticator(login -> User.named("anna").until(until));
            Conversation client = server.opened();
            client.sends("CONNECT\naccept-version:1.2\n\n^@");
            assertThat(client.readsOne("ERROR")).contains("\nmessage:the sign-in has expired\n");
            client.isClosed(1008, "see the ERROR frame");
        }
        assertThat(server.events()).isEmpty();
    }

    @Test
    void requestMayRenewTheSignIn() {
        server.requests(requests -> requests.onSend("/app/renew", request -> {
            assertThat(request.text()).isEqualTo("new token");
            request.renew(Instant.now().plus(Duration.ofHours(3)));
        }));
        Conversation client = clientUntil(Instant.now().plus(Duration.ofHours(1)));
        server.passes(Duration.ofMinutes(50));
        client.sends("SEND\ndestination:/app/renew\nreceipt:r\n\nnew token^@");
        client.readsOne("RECEIPT");
        server.passes(Duration.ofMinutes(179));
        client.isOpen();
        server.passes(MINUTE);
        client.readsOne("ERROR");
        client.isClosed(4001);
    }

    @Test
    void signInMayBeCutShort() {
        Conversation client = clientUntil(Instant.now().plus(Duration.ofHours(1)));
        server.users().session(client.id()).orElseThrow().renew(Instant.now().plus(MINUTE));
        server.run();
        server.passes(Duration.ofSeconds(30));
        client.isOpen();
        server.passes(Duration.ofSeconds(30));
        client.readsOne("ERROR");
        client.isClosed(4001);
    }

    @Test
    void renewalThatIsOverEndsTheSessionSoon() {
        Conversation client = clientUntil(Instant.now().plus(Duration.ofHours(1)));
        server.users().session(client.id()).orElseThrow().renew(Instant.EPOCH);
        server.run();
        server.passes(Duration.ofMillis(1));
        client.readsOne("ERROR");
        client.isClosed(4001);
    }

    @Test
    void signInThatLastedForEverMayBeGivenATimeAndTheOtherWayRound() {
        server.authenticator(login -> User.named("anna"));
        Conversation client = server.connected("1.2");
        server.users().session(client.id()).orElseThrow().renew(Instant.now().plus(MINUTE));
        server.run();
        server.users().session(client.id()).orElseThrow().renew(Instant.MAX);
        server.run();
        server.passes(Duration.ofDays(1000));
        client.isOpen();
    }

    @Test
    void whoHasNotSignedInHasNothingToRenew() {
        Conversation client = server.connected("1.2");
        assertThatIllegalStateException()
                .isThrownBy(
                        () -> server.users().session(client.id()).orElseThrow().renew(Instant.MAX))
                .withMessage("nobody has signed in");
    }

    // ---- beside other deadlines ----

    @Test
    void heartBeatsGoOnUntilThen() {
        server.authenticator(login -> User.named("anna").until(Instant.now().plus(MINUTE)));
        Conversation client = server.connected("1.2", "0,20000");
        server.passes(Duration.ofSeconds(50));
        assertThat(client.read()).matches("\n{2,3}");
        server.passes(Duration.ofSeconds(10));
        assertThat(client.read()).contains("expired");
        client.isClosed(4001);
    }

    @Test
    void silentClientIsFoundBefore() {
        server.authenticator(login -> User.named("anna").until(Instant.now().plus(MINUTE)));
        Conversation client = server.connected("1.2", "10000,0");
        server.passes(Duration.ofMinutes(2));
        assertThat(client.readsOne("ERROR")).contains("heart-beat");
        client.isClosed(1002);
    }

    @Test
    void clientThatIsHeldEndsAtItsTimeToo() {
        server.rules(rules -> rules.send("/topic/a").when(attempt -> true));
        Conversation client = clientUntil(Instant.now().plus(MINUTE));
        server.application().becomesBusy();
        client.sends("SEND\ndestination:/topic/a\nreceipt:r\n\n^@", "SEND\ndestination:/topic/a\n\n^@");
        server.passes(MINUTE);
        client.readsOne("ERROR");
        client.isClosed(4001);
        server.application().becomesIdle();
        server.run();
        client.readsNothing();
    }

    @Test
    void nothingIsAskedAnyMoreOfWhatWaitsThen() {
        List<String> texts = new ArrayList<>();
        server.requests(requests -> requests.onSend("/app/a", request -> texts.add(request.text())));
        Conversation client = clientUntil(Instant.now().plus(MINUTE));
        server.application().becomesBusy();
        client.publishes("/app/a", "late");
        server.passes(MINUTE);
        client.readsOne("ERROR");
        server.application().becomesIdle();
        server.run();
        assertThat(texts).isEmpty();
    }

    private Conversation clientUntil(Instant time) {
        server.authenticator(login -> User.named("anna").until(time));
        return server.connected("1.2");
    }
}
