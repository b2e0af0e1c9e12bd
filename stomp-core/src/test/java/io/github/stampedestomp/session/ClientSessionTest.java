package io.github.stampedestomp.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.stampedestomp.user.ClientSession;
import io.github.stampedestomp.user.User;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the application sees of a session, and what it can do to it. */
class ClientSessionTest {
    @RegisterExtension
    final Conversations server = new Conversations();

    private final Instant before = Instant.now();
    private Conversation client;
    private ClientSession session;

    @BeforeEach
    void annaIsConnected() {
        server.authenticator(login -> User.named("anna"));
        client = server.connected("1.2");
        session = server.users().session(client.id()).orElseThrow();
    }

    @Test
    void sessionTellsWhoAndFromWhereAndSinceWhen() {
        assertThat(session.id()).isEqualTo(client.id());
        assertThat(session.user()).contains(User.named("anna"));
        assertThat(session.remoteAddress()).isEqualTo("192.0.2.7");
        assertThat(session.since()).isBetween(before, Instant.now());
        assertThat(session).hasToString("anna from 192.0.2.7");
        assertThat(server.users().find("anna").orElseThrow().sessions()).containsExactly(session);
    }

    @Test
    void sessionTellsItsSubscriptionsAtTheMoment() {
        client.subscribes("b", "/topic/1");
        client.subscribes("a", "/topic/**");
        assertThat(session.subscriptions()).isEqualTo(Map.of("a", "/topic/**", "b", "/topic/1"));
        client.sends("UNSUBSCRIBE\nid:b\n\n^@");
        assertThat(session.subscriptions()).isEqualTo(Map.of("a", "/topic/**"));
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> session.subscriptions().clear());
    }

    @Test
    void clientThatIsNotLetInYetIsNoSession() {
        server.application().becomesBusy();
        Conversation other = server.opened();
        other.sends("CONNECT\naccept-version:1.2\n\n^@");
        assertThat(server.users().sessions()).containsExactly(session);
        server.application().becomesIdle();
        server.run();
        other.readsOne("CONNECTED");
        assertThat(server.users().sessions()).hasSize(2);
    }

    // ---- close ----

    @Test
    void clientThatIsClosedIsToldWhy() {
        session.close("the account is locked");
        client.isOpen();
        server.run();
        client.reads("""
                ERROR
                message:the account is locked
                content-type:text/plain;charset=utf-8
                content-length:21

                the account is locked^@""");
        client.isClosed(1008, "see the ERROR frame");
        assertThat(server.toldEvents()).endsWith("disconnected: the account is locked");
    }

    @Test
    void nothingIsAskedAnyMoreOfWhatWaitsWhenAClientIsClosed() {
        List<String> texts = new ArrayList<>();
        server.requests(requests -> requests.onSend("/app/a", request -> texts.add(request.text())));
        Conversation other = server.connected("1.2");
        server.application().becomesBusy();
        other.sends("SEND\ndestination:/app/a\n\n1^@", "SEND\ndestination:/app/a\n\n2^@");
        server.users().session(other.id()).orElseThrow().close("the account is locked");
        server.run();
        server.application().becomesIdle();
        server.run();
        other.readsOne("ERROR");
        assertThat(texts).isEmpty();
        assertThat(server.toldEvents()).endsWith("disconnected: the account is locked");
    }

    @Test
    void userIsClosedWithAllSessions() {
        Conversation second = server.connected("1.2");
        server.users().find("anna").orElseThrow().close("the account is locked");
        server.run();
        client.readsOne("ERROR");
        second.readsOne("ERROR");
        assertThat(server.users().isOnline("anna")).isFalse();
    }

    @Test
    void requestMayCloseTheSessionThatAsks() {
        server.requests(requests -> requests.onSend(
                "/app/leave",
                request ->
                        server.users().session(request.session()).orElseThrow().close("as you wish")));
        Conversation other = server.connected("1.2");
        other.publishes("/app/leave", "");
        assertThat(other.readsOne("ERROR")).contains("as you wish");
        other.isClosed(1008);
    }

    // ---- unsubscribe ----

    @Test
    void clientThatIsUnsubscribedIsToldAtItsErrors() {
        client.subscribes("errors", "/user/queue/errors");
        client.subscribes("0", "/topic/a");
        client.subscribes("1", "/topic/a");
        client.subscribes("2", "/topic/b");
        session.unsubscribe("/topic/a", "you were removed");
        server.run();
        client.reads("""
                MESSAGE
                subscription:errors
                destination:/user/queue/errors
                message-id:<m1>
                message:you were removed
                content-type:text/plain;charset=utf-8
                failed-destination:/topic/a
                content-length:16

                you were removed^@""");
        server.publishes("/topic/a", "hello");
        client.readsNothing();
        assertThat(session.subscriptions()).containsOnlyKeys("2", "errors");
        assertThat(server.toldEvents()).endsWith("unsubscribed 0 from /topic/a", "unsubscribed 1 from /topic/a");
    }

    @Test
    void oldClientThatUnsubscribesByDestinationEndsWhatIsOpenFirst() {
        Conversation old = server.connected("1.0");
        old.subscribes("a", "/topic/x");
        server.users().session(old.id()).orElseThrow().unsubscribe("/topic/x", "you were removed");
        server.run();
        old.subscribes("b", "/topic/x");
        old.sends("UNSUBSCRIBE\ndestination:/topic/x\n\n^@");
        server.publishes("/topic/x", "hello");
        old.readsNothing();
    }

    @Test
    void clientThatDoesNotSubscribeIsToldNothing() {
        client.subscribes("errors", "/user/queue/errors");
        session.unsubscribe("/topic/a", "you were removed");
        server.run();
        client.readsNothing();
    }

    @Test
    void ownDestinationIsUnsubscribedByItsShortName() {
        client.subscribes("0", "/user/anna/queue/x");
        session.unsubscribe("/user/queue/x", "you were removed");
        server.run();
        server.publishes("/user/anna/queue/x", "hello");
        client.readsNothing();
        assertThat(server.isEmpty()).isTrue();
    }

    @Test
    void clientMayUnsubscribeAllTheSame() {
        client.subscribes("0", "/topic/a");
        session.unsubscribe("/topic/a", "you were removed");
        session.unsubscribe("/topic/a", "you were removed");
        server.run();
        client.sends("UNSUBSCRIBE\nid:0\nreceipt:r\n\n^@");
        client.reads("RECEIPT\nreceipt-id:r\n\n^@");
        assertThat(server.toldEvents())
                .containsExactly("connected in 1.2", "subscribed 0 to /topic/a", "unsubscribed 0 from /topic/a");
    }

    @Test
    void clientMaySubscribeAnewUnderTheSameId() {
        client.subscribes("0", "/topic/a");
        session.unsubscribe("/topic/a", "you were removed");
        server.run();
        client.subscribes("0", "/topic/a");
        server.publishes("/topic/a", "hello");
        client.readsOne("MESSAGE");
        assertThat(session.subscriptions()).isEqualTo(Map.of("0", "/topic/a"));
    }

    @Test
    void clientMayAcknowledgeWhatItHasGotToNoEffect() {
        client.subscribes("0", "/queue/jobs", "client-individual");
        server.publishes("/queue/jobs", "job");
        assertThat(client.readsOne("MESSAGE")).contains("\nack:1\n");
        session.unsubscribe("/queue/jobs", "you were removed");
        server.run();
        client.sends("ACK\nid:1\nreceipt:r\n\n^@");
        client.reads("RECEIPT\nreceipt-id:r\n\n^@");
        Conversation other = server.connected("1.2");
        other.subscribes("0", "/queue/jobs");
        assertThat(other.readsOne("MESSAGE")).contains("\nredelivered:true\n");
    }

    // ---- after the end ----

    @Test
    void sessionThatHasEndedIsFoundNoMoreAndTakesNoNotice() {
        client.subscribes("0", "/topic/a");
        client.sends("DISCONNECT\nreceipt:r\n\n^@");
        client.readsOne("RECEIPT");
        assertThat(server.users().sessions()).isEmpty();
        assertThat(server.users().names()).isEmpty();
        session.close("late");
        session.unsubscribe("/topic/a", "late");
        session.renew(Instant.EPOCH);
        server.run();
        client.readsNothing();
        client.isClosed(1000, "");
        assertThat(session.subscriptions()).isEmpty();
        assertThat(server.toldEvents()).endsWith("unsubscribed 0 from /topic/a", "disconnected: DISCONNECT");
    }

    // ---- presence ----

    @Test
    void whoSubscribesIsPresentUntilTheSessionEnds() {
        server.watches("/topic/room/{id}");
        Conversation ben = server.connected("1.2");
        ben.subscribes("0", "/topic/room/1/presence");
        Conversation anna = server.connected("1.2");
        anna.subscribes("0", "/topic/room/1");
        assertThat(server.presence().of("/topic/room/1").orElseThrow().users()).containsExactly("anna");
        server.delaysEnd();
        assertThat(ben.readsOne("MESSAGE")).contains("\"joined\":[\"anna\"]");
        anna.vanishes();
        assertThat(server.presence().of("/topic/room/1").orElseThrow().count()).isZero();
        server.delaysEnd();
        assertThat(ben.readsOne("MESSAGE")).contains("\"left\":[\"anna\"]");
    }
}
