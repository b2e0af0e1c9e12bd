package io.github.stampedestomp.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stampedestomp.LogOf;
import io.github.stampedestomp.user.Denied;
import io.github.stampedestomp.user.User;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How the application decides who a client is. */
class AuthenticatorTest {
    @RegisterExtension
    final Conversations server = new Conversations();

    @RegisterExtension
    final LogOf log = new LogOf(SignIn.class);

    // ---- let in ----

    @Test
    void clientIsToldItsUserName() {
        server.authenticator(login -> User.named(login.name()));
        Conversation client = server.opened();
        client.sends("""
                CONNECT
                accept-version:1.2
                login:anna
                passcode:secret

                ^@""");
        client.reads("""
                CONNECTED
                version:1.2
                session:<session>
                server:Stampede
                heart-beat:10000,10000
                user-name:anna

                ^@""");
    }

    @Test
    void eventsOfTheSessionNameTheUser() {
        server.authenticator(login -> User.named("anna"));
        Conversation client = server.connected("1.2");
        client.subscribes("0", "/topic/a");
        client.vanishes();
        assertThat(server.events()).hasSize(4).allMatch(event -> User.named("anna")
                .equals(event.user()));
    }

    @Test
    void loginHoldsTheHeadersOfConnectAndTheHandshake() {
        Login login = loginOf("CONNECT\naccept-version:1.2\nlogin:anna\npasscode:secret\ntoken:t-1\n\n^@");
        assertThat(login.name()).isEqualTo("anna");
        assertThat(login.passcode()).isEqualTo("secret");
        assertThat(login.header("token")).contains("t-1");
        assertThat(login.header("other")).isEmpty();
        assertThat(login.handshake().path()).isEqualTo("/stomp");
        assertThat(login.handshake().header("origin")).contains("https://chat.example");
    }

    @Test
    void loginMayBeMissing() {
        Login login = loginOf("CONNECT\naccept-version:1.2\n\n^@");
        assertThat(login.name()).isEmpty();
        assertThat(login.passcode()).isEmpty();
    }

    @Test
    void headersOfConnectAreNotUnescaped() {
        Login login = loginOf("CONNECT\naccept-version:1.2\nlogin:a\\cb\npasscode:c:d\\n\n\n^@");
        assertThat(login.name()).isEqualTo("a\\cb");
        assertThat(login.passcode()).isEqualTo("c:d\\n");
    }

    @Test
    void headersOfConnectedAreNotEscaped() {
        server.authenticator(login -> User.named(login.name()));
        Conversation client = server.opened();
        client.sends("CONNECT\naccept-version:1.2\nlogin:a:b\\\n\n^@");
        assertThat(client.readsOne("CONNECTED")).contains("\nuser-name:a:b\\\n");
    }

    @Test
    void blanksAroundTheHeadersOf10AreStripped() {
        Login login = loginOf("CONNECT\nlogin: anna \npasscode: secret\n\n^@");
        assertThat(login.name()).isEqualTo("anna");
        assertThat(login.passcode()).isEqualTo("secret");
    }

    @Test
    void blanksArePartOfALoginFrom11On() {
        assertThat(loginOf("CONNECT\naccept-version:1.1\nlogin: anna \n\n^@").name())
                .isEqualTo(" anna ");
    }

    @Test
    void loginShowsNoSecrets() {
        Login login = loginOf("CONNECT\naccept-version:1.2\nlogin:anna\npasscode:secret\ntoken:t-1\n\n^@");
        assertThat(login).hasToString("anna at /stomp from 192.0.2.7");
    }

    @Test
    void handshakeShowsNoSecrets() {
        Handshake handshake = new Handshake("/stomp", "token=secret", Map.of("Cookie", "id=secret"), "192.0.2.7");
        assertThat(handshake).hasToString("/stomp from 192.0.2.7");
    }

    // ---- refused ----

    @Test
    void deniedClientIsToldTheSentence() {
        server.authenticator(login -> {
            throw Denied.because("unknown user");
        });
        Conversation client = server.opened();
        client.sends("CONNECT\naccept-version:1.2\n\n^@");
        client.reads("""
                ERROR
                message:unknown user
                content-type:text/plain;charset=utf-8
                content-length:12

                unknown user^@""");
        client.isClosed(1008, "see the ERROR frame");
        assertThat(server.events()).isEmpty();
        assertThat(log.lines()).isEmpty();
    }

    @Test
    void failureOfTheApplicationIsNotTold() {
        server.authenticator(login -> {
            throw new IllegalStateException("jdbc:secret");
        });
        assertInternalError("jdbc:secret");
    }

    @Test
    void errorOfTheApplicationIsNotToldEither() {
        server.authenticator(login -> {
            throw new AssertionError("a broken promise");
        });
        assertInternalError("a broken promise");
    }

    @Test
    void clientForWhomTheApplicationNamesNobodyIsNotLetIn() {
        Map<String, User> users = Map.of();
        server.authenticator(login -> users.get(login.name()));
        assertInternalError("the authenticator named no user");
    }

    // ---- while the application decides ----

    @Test
    void framesBehindConnectWaitForTheDecision() {
        server.authenticator(login -> User.named("anna"));
        Conversation other = server.connected("1.2");
        other.subscribes("0", "/topic/news");
        server.application().becomesBusy();
        Conversation client = server.opened();
        client.sends(
                "CONNECT\naccept-version:1.2\n\n^@",
                "SUBSCRIBE\nid:0\ndestination:/topic/news\nreceipt:r\n\n^@",
                "SEND\ndestination:/topic/news\n\nhello^@");
        client.readsNothing();
        other.readsNothing();
        server.application().becomesIdle();
        server.run();
        assertThat(client.read())
                .startsWith("CONNECTED\n")
                .containsSubsequence("^@RECEIPT\nreceipt-id:r\n", "^@MESSAGE\nsubscription:0\n");
        other.readsOne("MESSAGE");
    }

    @Test
    void clientThatSendsMuchMeanwhileIsNotReadFrom() {
        server.authenticator(login -> User.named("anna"));
        server.application().becomesBusy();
        Conversation client = server.opened();
        client.sends("CONNECT\naccept-version:1.2\n\n^@");
        assertThat(client.isHeld()).isFalse();
        client.sends("SEND\ndestination:/topic/a\n\n" + "x".repeat(20_000) + "^@");
        assertThat(client.isHeld()).isTrue();
        server.application().becomesIdle();
        server.run();
        assertThat(client.isHeld()).isFalse();
        client.readsOne("CONNECTED");
    }

    @Test
    void clientThatSendsTooMuchMeanwhileIsRefused() {
        server.authenticator(login -> User.named("anna"));
        server.application().becomesBusy();
        Conversation client = server.opened();
        client.sends("CONNECT\naccept-version:1.2\n\n^@" + "BEGIN\ntransaction:t\n\n^@".repeat(257));
        client.isRefused(
                "more than the 256 frames or 131072 bytes allowed came before the session was connected (limit connectBytes)");
    }

    @Test
    void clientMaySendEarlyUnderAVeryHighLimit() {
        server.settings(settings -> settings.connectBytes = Integer.MAX_VALUE);
        server.authenticator(login -> User.named("anna"));
        server.application().becomesBusy();
        Conversation client = server.opened();
        client.sends("CONNECT\naccept-version:1.2\n\n^@", "BEGIN\ntransaction:t\nreceipt:r\n\n^@");
        server.application().becomesIdle();
        server.run();
        assertThat(client.read()).startsWith("CONNECTED\n").endsWith("RECEIPT\nreceipt-id:r\n\n^@");
    }

    @Test
    void framesBehindTheConnectOfADeniedClientAreNotActedOn() {
        Conversation other = server.connected("1.2");
        other.subscribes("0", "/topic/news");
        server.authenticator(login -> {
            throw Denied.because("unknown user");
        });
        Conversation client = server.opened();
        client.sends("CONNECT\naccept-version:1.2\n\n^@", "SEND\ndestination:/topic/news\n\nhello^@");
        assertThat(client.readsOne("ERROR")).contains("unknown user");
        other.readsNothing();
    }

    @Test
    void refusalOfAClientIsNoAnswerToTheFrameThatItHasBegun() {
        server.authenticator(login -> {
            throw Denied.because("unknown user");
        });
        Conversation client = server.opened();
        client.sends("CONNECT\naccept-version:1.2\n\n^@SEND\nreceipt:r\n");
        assertThat(client.readsOne("ERROR")).contains("unknown user").doesNotContain("receipt-id");
    }

    @Test
    void secondConnectBehindTheFirstIsRefusedOnceTheFirstIsDecided() {
        server.authenticator(login -> User.named("anna"));
        Conversation client = server.opened();
        client.sends("CONNECT\naccept-version:1.2\n\n^@", "CONNECT\naccept-version:1.2\nreceipt:r\n\n^@");
        assertThat(client.read())
                .startsWith("CONNECTED\n")
                .endsWith("\n\nCONNECT came although the session is connected^@");
        client.isClosed(1002);
    }

    @Test
    void nobodyAsksWhoAClientIsThatHasLeft() {
        List<Login> asked = new ArrayList<>();
        server.authenticator(login -> {
            asked.add(login);
            return User.named("anna");
        });
        server.application().becomesBusy();
        Conversation client = server.opened();
        client.sends("CONNECT\naccept-version:1.2\n\n^@");
        client.vanishes();
        server.application().becomesIdle();
        server.run();
        client.readsNothing();
        assertThat(asked).isEmpty();
        assertThat(server.events()).isEmpty();
    }

    @Test
    void whatAClientHasSentIsCarriedOutThoughItLeavesBeforeItIsLetIn() {
        Conversation other = server.connected("1.2");
        other.subscribes("0", "/topic/news");
        server.authenticator(login -> User.named("anna"));
        server.application().becomesBusy();
        Conversation client = server.opened();
        client.sends("CONNECT\naccept-version:1.2\n\n^@", "SEND\ndestination:/topic/news\n\nhello^@");
        client.vanishes();
        server.application().becomesIdle();
        server.run();
        assertThat(other.readsOne("MESSAGE")).endsWith("hello^@");
        assertThat(server.toldEvents()).endsWith("disconnected: the client has vanished");
    }

    @Test
    void refusalOfAClientThatHasLeftChangesNothing() {
        server.authenticator(login -> {
            throw Denied.because("unknown user");
        });
        server.application().becomesBusy();
        Conversation client = server.opened();
        client.sends("CONNECT\naccept-version:1.2\n\n^@");
        client.vanishes();
        server.application().becomesIdle();
        server.run();
        client.readsNothing();
    }

    private Login loginOf(String connect) {
        List<Login> logins = new ArrayList<>();
        server.authenticator(login -> {
            logins.add(login);
            return User.named("anna");
        });
        Conversation client = server.opened();
        client.sends(connect);
        client.readsOne("CONNECTED");
        return logins.get(0);
    }

    private void assertInternalError(String logged) {
        Conversation client = server.opened();
        client.sends("CONNECT\naccept-version:1.2\n\n^@");
        client.reads("""
                ERROR
                message:internal error
                content-type:text/plain;charset=utf-8
                content-length:14

                internal error^@""");
        client.isClosed(1011, "see the ERROR frame");
        assertThat(log.lines()).containsExactly("ERROR the authenticator has failed: " + logged);
        assertThat(server.events()).isEmpty();
    }
}
