package io.github.stampedestomp.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stampedestomp.user.User;
import io.github.stampedestomp.user.UserDestinations;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How messages reach a user, and a single session. */
class UserQueueTest {
    @RegisterExtension
    final Conversations server = new Conversations();

    private Conversation phone;
    private Conversation desktop;
    private Conversation ben;

    @BeforeEach
    void annaHasTwoSessions() {
        server.authenticator(login -> User.named(login.name()));
        server.rules(
                rules -> rules.send("/user/**").allow().subscribe("/topic/**").allow());
        phone = connected("anna");
        desktop = connected("anna");
        ben = connected("ben");
        for (Conversation each : new Conversation[] {phone, desktop, ben}) {
            each.subscribes("0", "/user/queue/x");
        }
    }

    // ---- who gets it ----

    @Test
    void messageToAUserReachesAllSessionsUnderTheShortName() {
        ben.publishes("/user/anna/queue/x", "hello");
        phone.reads("""
                MESSAGE
                subscription:0
                destination:/user/queue/x
                message-id:<m1>
                content-length:5

                hello^@""");
        desktop.readsOne("MESSAGE");
        ben.readsNothing();
    }

    @Test
    void messageToASessionReachesNoOther() {
        ben.publishes("/user/~" + phone.id() + "/queue/x", "hello");
        assertThat(phone.readsOne("MESSAGE")).contains("\ndestination:/user/queue/x\n");
        desktop.readsNothing();
    }

    @Test
    void messageToOnesOwnDestinationReachesAllOnesSessions() {
        phone.publishes("/user/queue/x", "to myself");
        phone.readsOne("MESSAGE");
        desktop.readsOne("MESSAGE");
        phone.publishes("/user/anna/queue/x", "to myself");
        phone.readsOne("MESSAGE");
        desktop.readsOne("MESSAGE");
    }

    @Test
    void otherDestinationsOfTheUserAreNotMeant() {
        ben.publishes("/user/anna/queue/y", "hello");
        ben.publishes("/user/anna/topic/x", "hello");
        ben.publishes("/user/Anna/queue/x", "hello");
        phone.readsNothing();
        desktop.readsNothing();
    }

    @Test
    void whoHasNotSignedInIsReachedAsASession() {
        server.letsEverybodyIn();
        Conversation nobody = server.connected("1.2");
        nobody.subscribes("0", "/user/queue/x");
        nobody.publishes("/user/queue/x", "to myself");
        assertThat(nobody.readsOne("MESSAGE")).contains("\ndestination:/user/queue/x\n");
        nobody.publishes("/user/~" + nobody.id() + "/queue/x", "to myself");
        nobody.readsOne("MESSAGE");
    }

    @Test
    void userWhoseNameMustBeEncodedIsReached() {
        Conversation odd = connected("~a/b ä");
        odd.subscribes("0", "/user/queue/x");
        ben.publishes("/user/%7Ea%2Fb%20%C3%A4/queue/x", "hello");
        assertThat(odd.readsOne("MESSAGE")).contains("\ndestination:/user/queue/x\n");
    }

    // ---- subscriptions ----

    @Test
    void onesOwnFullNameIsOnesOwn() {
        phone.subscribes("1", "/user/anna/queue/y");
        phone.subscribes("2", "/user/~" + phone.id() + "/queue/z");
        ben.publishes("/user/anna/queue/y", "hello");
        assertThat(phone.readsOne("MESSAGE")).contains("\nsubscription:1\ndestination:/user/queue/y\n");
        ben.publishes("/user/anna/queue/z", "hello");
        assertThat(phone.readsOne("MESSAGE")).contains("\nsubscription:2\ndestination:/user/queue/z\n");
    }

    @Test
    void anothersDestinationIsRefused() {
        phone.subscribes("1", "/user/ben/queue/x");
        assertThat(phone.readsOne("ERROR")).contains("SUBSCRIBE to '/user/ben/queue/x' is not allowed");
        phone.isClosed(1008);
        desktop.subscribes("1", "/user/~" + ben.id() + "/queue/x");
        desktop.readsOne("ERROR");
        desktop.isClosed(1008);
    }

    @Test
    void patternOfOnesOwnFitsWhatGoesToUserAndSession() {
        phone.subscribes("1", "/user/queue/y/*");
        ben.publishes("/user/anna/queue/y/1", "hello");
        assertThat(phone.readsOne("MESSAGE")).contains("\nsubscription:1\ndestination:/user/queue/y/1\n");
        ben.publishes("/user/~" + phone.id() + "/queue/y/2", "hello");
        phone.readsOne("MESSAGE");
        ben.publishes("/user/ben/queue/y/3", "hello");
        phone.readsNothing();
    }

    @Test
    void twoSubscriptionsGetAMessageEach() {
        phone.subscribes("1", "/user/queue/**");
        ben.publishes("/user/anna/queue/x", "hello");
        assertThat(phone.read()).containsOnlyOnce("\nsubscription:0\n").containsOnlyOnce("\nsubscription:1\n");
        desktop.readsOne("MESSAGE");
        phone.sends("UNSUBSCRIBE\nid:0\n\n^@");
        ben.publishes("/user/anna/queue/x", "hello");
        assertThat(phone.readsOne("MESSAGE")).contains("\nsubscription:1\n");
        desktop.readsOne("MESSAGE");
    }

    @Test
    void oldClientWithoutIdsIsReachedAndUnsubscribes() {
        Conversation old = server.opened();
        old.sends("CONNECT\nlogin:carl\n\n^@");
        old.readsOne("CONNECTED");
        old.sends("SUBSCRIBE\ndestination:/user/queue/x\n\n^@");
        ben.publishes("/user/carl/queue/x", "hello");
        assertThat(old.readsOne("MESSAGE")).startsWith("MESSAGE\ndestination:/user/queue/x\n");
        old.sends("UNSUBSCRIBE\ndestination:/user/carl/queue/x\nreceipt:r\n\n^@");
        old.readsOne("RECEIPT");
        ben.publishes("/user/carl/queue/x", "hello");
        old.readsNothing();
    }

    @Test
    void messagesMayBeAcknowledged() {
        phone.subscribes("1", "/user/queue/y", "client");
        ben.publishes("/user/anna/queue/y", "hello");
        assertThat(phone.readsOne("MESSAGE")).contains("\nack:1\n");
        phone.sends("ACK\nid:1\nreceipt:r\n\n^@");
        phone.readsOne("RECEIPT");
    }

    @Test
    void nothingIsKeptForWhoIsNotThere() {
        phone.sends("UNSUBSCRIBE\nid:0\n\n^@");
        ben.publishes("/user/anna/queue/x", "hello");
        desktop.readsOne("MESSAGE");
        phone.subscribes("0", "/user/queue/x");
        phone.readsNothing();
    }

    @Test
    void malformedDestinationIsRefusedWithinATransactionToo() {
        phone.sends("BEGIN\ntransaction:t\n\n^@", "SEND\ndestination:/user//queue/x\ntransaction:t\n\nhello^@");
        phone.isRefused("the destination '/user//queue/x' is neither /user/queue/… nor /user/{name}/queue/…");
    }

    // ---- what is told ----

    @Test
    void eventsAndSubscriptionsShowTheShortName() {
        phone.subscribes("1", "/user/anna/queue/y");
        assertThat(server.toldEvents()).endsWith("subscribed 1 to /user/queue/y");
        assertThat(server.users().session(phone.id()).orElseThrow().subscriptions())
                .isEqualTo(Map.of("0", "/user/queue/x", "1", "/user/queue/y"));
    }

    @Test
    void nothingIsLeftOfSessionsThatEnd() {
        phone.subscribes("1", "/user/queue/**");
        phone.vanishes();
        desktop.vanishes();
        ben.sends("UNSUBSCRIBE\nid:0\n\n^@");
        assertThat(server.isEmpty()).isTrue();
        assertThat(server.users().names()).containsExactly("ben");
    }

    private Conversation connected(String name) {
        Conversation client = server.opened();
        client.sends("CONNECT\naccept-version:1.2\nlogin:" + name + "\n\n^@");
        client.readsOne("CONNECTED");
        return client;
    }

    @Test
    void userWithALongNameInAnyScriptHasDestinations() {
        String name = "\ud83c\udf89".repeat(64);
        server.authenticator(login -> User.named(login.name()));
        Conversation client = server.opened();
        client.sends("CONNECT\naccept-version:1.2\nheart-beat:0,0\nlogin:" + name + "\n\n^@");
        client.readsOne("CONNECTED");
        client.subscribes("0", "/user/queue/a");
        server.publishes(UserDestinations.of(name, "/queue/a"), "hello");
        assertThat(client.readsOne("MESSAGE")).endsWith("hello^@");
    }
}
