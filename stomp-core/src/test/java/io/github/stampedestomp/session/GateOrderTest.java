package io.github.stampedestomp.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stampedestomp.user.Attempt;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What happens to a client while the application decides what it may do: nothing overtakes what is being decided. */
class GateOrderTest {
    private static final String ASKED = "SEND\ndestination:/topic/asked\nreceipt:a\n\nasked^@";
    private static final String ASKED_TOO = "SEND\ndestination:/topic/asked\nreceipt:b\n\nasked too^@";
    private static final String PLAIN = "SEND\ndestination:/topic/plain\nreceipt:c\n\nplain^@";

    @RegisterExtension
    final Conversations server = new Conversations();

    private final List<Attempt> attempts = new ArrayList<>();
    private Conversation other;
    private Conversation client;

    @BeforeEach
    void theApplicationIsBusy() {
        other = server.connected("1.2");
        other.subscribes("0", "/topic/**");
        server.rules(rules -> rules.send("/topic/asked")
                .when(attempts::add)
                .send("/topic/plain")
                .allow());
        client = server.connected("1.2");
        server.application().becomesBusy();
    }

    @Test
    void nothingOvertakesWhatIsBeingDecided() {
        client.sends(ASKED, PLAIN, ASKED_TOO, PLAIN);
        client.readsNothing();
        other.readsNothing();
        applicationGoesOn();
        assertThat(receipts()).containsExactly("a", "c", "b", "c");
        assertBodies("asked", "plain", "asked too", "plain");
    }

    @Test
    void clientIsHeldMeanwhileHoweverLongThatTakes() {
        client.sends(ASKED);
        assertThat(client.isHeld()).isTrue();
        client.sends(PLAIN);
        server.passes(Duration.ofMinutes(10));
        client.isOpen();
        assertThat(client.isHeld()).isTrue();
        client.readsNothing();
        applicationGoesOn();
        assertThat(client.isHeld()).isFalse();
        assertThat(receipts()).containsExactly("a", "c");
        assertBodies("asked", "plain");
    }

    @Test
    void clientThatIsHeldIsNotTakenForSilent() {
        Conversation beating = server.connected("1.2", "10000,0");
        beating.sends(ASKED);
        server.passes(Duration.ofMinutes(2));
        beating.isOpen();
        applicationGoesOn();
        beating.readsOne("RECEIPT");
        assertBodies("asked");
        server.passes(Duration.ofMinutes(2));
        assertThat(beating.readsOne("ERROR")).contains("heart-beat");
    }

    @Test
    void clientThatIsHeldStillGetsItsMessages() {
        server.application().becomesIdle();
        client.subscribes("0", "/user/queue/news");
        server.application().becomesBusy();
        client.sends(ASKED);
        server.publishes("/user/~" + client.id() + "/queue/news", "hello");
        client.readsOne("MESSAGE");
        applicationGoesOn();
        client.readsOne("RECEIPT");
        assertBodies("asked");
    }

    @Test
    void otherClientsAreNotHeld() {
        client.sends(ASKED);
        Conversation third = server.connected("1.2");
        third.sends(PLAIN);
        third.readsOne("RECEIPT");
        assertBodies("plain");
        applicationGoesOn();
        client.readsOne("RECEIPT");
        assertBodies("asked");
    }

    // ---- a client that is gone, or at fault, meanwhile ----

    @Test
    void whatIsBeingDecidedIsCarriedOutThoughTheClientVanishes() {
        client.sends(ASKED);
        client.vanishes();
        applicationGoesOn();
        assertBodies("asked");
        assertThat(server.toldEvents()).endsWith("disconnected: the client has vanished");
        assertThat(server.users().sessions()).isEmpty();
    }

    @Test
    void whatCameBehindIsDecidedInItsTurnThoughTheClientVanishes() {
        client.sends(ASKED, ASKED_TOO, PLAIN, ASKED);
        client.vanishes();
        applicationGoesOn();
        assertBodies("asked", "asked too", "plain", "asked");
        assertThat(attempts).hasSize(3);
        assertThat(server.toldEvents()).endsWith("disconnected: the client has vanished");
    }

    @Test
    void whatWaitsForASlowSubscriberIsDecidedThoughTheClientVanishes() {
        server.application().becomesIdle();
        server.settings(settings -> settings.sendBufferBytes = 400_000);
        server.rules(rules -> rules.send("/topic/asked")
                .when(attempts::add)
                .send("/topic/**")
                .allow()
                .subscribe("/**")
                .allow());
        Conversation third = server.connected("1.2");
        third.subscribes("0", "/topic/much");
        third.stopsReading();
        Conversation sender = server.connected("1.2");
        server.application().becomesBusy();
        String much = "SEND\ndestination:/topic/much\n\n" + "x".repeat(10_000) + "^@";
        sender.sends(much.repeat(12), ASKED, PLAIN);
        assertThat(sender.isHeld()).isTrue();
        sender.vanishes();
        assertThat(attempts).isEmpty();
        applicationGoesOn();
        assertThat(attempts).hasSize(1);
        assertThat(frames(other)).hasSize(14);
        third.readsOn();
        third.read();
    }

    @Test
    void whatCameBeforeAFaultIsDecidedBeforeItIsTold() {
        client.sends(ASKED, PLAIN, ASKED_TOO, "SEND\nreceipt:d\nno colon\n\n^@");
        client.readsNothing();
        other.readsNothing();
        client.isOpen();
        client.sends("neither this\n\n^@");
        applicationGoesOn();
        String read = client.read();
        assertThat(read)
                .startsWith("RECEIPT\nreceipt-id:a\n\n^@RECEIPT\nreceipt-id:c\n\n^@RECEIPT\nreceipt-id:b\n\n^@ERROR\n");
        assertThat(read).contains("\nreceipt-id:d\n").endsWith("\n\nthe header line 'no colon' has no colon^@");
        client.isClosed(1002);
        assertBodies("asked", "plain", "asked too");
    }

    @Test
    void clientThatVanishesBehindItsFaultIsGone() {
        client.sends(ASKED, "SEND\nno colon\n\n^@");
        client.vanishes();
        applicationGoesOn();
        assertBodies("asked");
        assertThat(server.toldEvents()).endsWith("disconnected: the client has vanished");
    }

    // ---- a session that ends meanwhile ----

    @Test
    void whatIsBeingDecidedWhenTheServerStopsIsNotCarriedOut() {
        client.sends(ASKED, PLAIN);
        client.session().stop();
        server.run();
        client.isClosed(1012, "the server stops");
        applicationGoesOn();
        client.readsNothing();
        other.readsNothing();
    }

    @Test
    void clientThatVanishesWhileTheServerStopsIsGoneAtOnce() {
        client.stopsReading();
        client.sends("SUBSCRIBE\nid:0\ndestination:/user/queue/x\nreceipt:r\n\n^@", ASKED);
        client.session().stop();
        client.vanishes();
        assertThat(server.users().session(client.id())).isEmpty();
        applicationGoesOn();
        other.readsNothing();
    }

    private void applicationGoesOn() {
        server.application().becomesIdle();
        server.run();
    }

    private List<String> receipts() {
        return frames(client)
                .map(frame -> frame.substring(frame.indexOf(':') + 1, frame.indexOf("\n\n")))
                .toList();
    }

    private void assertBodies(String... bodies) {
        assertThat(frames(other).map(frame -> frame.substring(frame.indexOf("\n\n") + 2)))
                .containsExactly(bodies);
    }

    private static Stream<String> frames(Conversation reader) {
        return Pattern.compile("^@", Pattern.LITERAL).splitAsStream(reader.read());
    }
}
