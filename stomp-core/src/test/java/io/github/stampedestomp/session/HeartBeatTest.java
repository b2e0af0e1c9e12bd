package io.github.stampedestomp.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** STOMP 1.2: Heart-beating. */
class HeartBeatTest {
    private static final String HEART_BEAT = "\n";
    private static final Duration MOMENT = Duration.ofNanos(1);

    @RegisterExtension
    final Conversations server = new Conversations();

    // ---- what is agreed on ----

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # client    | server      | client sends | server sends
            0,0         | 10000,10000 | 0            | 0
            10000,10000 | 0,0         | 0            | 0
            0,5000      | 10000,10000 | 0            | 10000
            0,20000     | 10000,10000 | 0            | 20000
            5000,0      | 10000,10000 | 10000        | 0
            20000,0     | 10000,10000 | 20000        | 0
            4000,6000   | 3000,8000   | 8000         | 6000
            1,1         | 1,1         | 1            | 1
            10000,0     | 10000,0     | 0            | 0
            0,10000     | 0,10000     | 0            | 0
            """)
    void slowerOfBothWishesIsAgreedOn(String client, String server, long clientSends, long serverSends) {
        HeartBeat agreed = HeartBeat.parse(server).agreedWith(HeartBeat.parse(client));
        assertThat(agreed).isEqualTo(new HeartBeat(Duration.ofMillis(serverSends), Duration.ofMillis(clientSends)));
    }

    @Test
    void connectedTellsWhatTheServerCanAndWants() {
        server.settings(settings -> settings.heartBeat = new HeartBeat(Duration.ofSeconds(3), Duration.ofSeconds(7)));
        Conversation client = server.opened();
        client.sends("CONNECT\naccept-version:1.2\nheart-beat:1,2\n\n^@");
        assertThat(client.readsOne("CONNECTED")).contains("\nheart-beat:3000,7000\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ",", "1", "1,", ",1", "-1,1", "1,-1", "1.5,1", "a,b", "1,2,3", " 1,2", "1, 2"})
    void anythingButTwoNumbersIsRefused(String value) {
        Conversation client = server.opened();
        client.sends("CONNECT\naccept-version:1.2\nheart-beat:" + value + "\n\n^@");
        client.isRefused("the header 'heart-beat' must be two numbers of milliseconds, not '" + value + "'");
    }

    @Test
    void numbersBeyondAYearAreTakenForAYear() {
        assertThat(HeartBeat.parse("999999999999999999,1").send()).isEqualTo(Duration.ofDays(365));
    }

    @Test
    void serverCannotBeToldToBeatLessThanOnceAYear() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new HeartBeat(Duration.ofDays(366), Duration.ZERO))
                .withMessageContaining("PT8784H");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new HeartBeat(Duration.ZERO, Duration.ofSeconds(-1)))
                .withMessageContaining("PT-1S");
    }

    // ---- what the server sends ----

    @Test
    void serverSendsATenthEarly() {
        Conversation client = server.connected("1.2", "0,10000");
        server.passes(Duration.ofSeconds(9).minus(MOMENT));
        client.readsNothing();
        server.passes(MOMENT);
        client.reads(HEART_BEAT);
    }

    @Test
    void serverGoesOnSending() {
        Conversation client = server.connected("1.2", "0,10000");
        server.passes(Duration.ofSeconds(46));
        client.reads(HEART_BEAT.repeat(5));
        client.isOpen();
    }

    @Test
    void frameOfTheServerStandsForAHeartBeat() {
        Conversation client = server.connected("1.2", "0,10000");
        client.subscribes("0", "/topic/news");
        server.passes(Duration.ofSeconds(8));
        server.publishes("/topic/news", "hello");
        client.readsOne("MESSAGE");
        server.passes(Duration.ofSeconds(8));
        client.readsNothing();
        server.passes(Duration.ofSeconds(1));
        client.reads(HEART_BEAT);
    }

    @Test
    void receiptStandsForAHeartBeat() {
        Conversation client = server.connected("1.2", "0,10000");
        server.passes(Duration.ofSeconds(8));
        client.sends("BEGIN\ntransaction:t\nreceipt:r\n\n^@");
        client.readsOne("RECEIPT");
        server.passes(Duration.ofSeconds(8));
        client.readsNothing();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0,0", "10000,0"})
    void serverSendsNoneThatTheClientDoesNotWant(String heartBeat) {
        Conversation client = server.connected("1.2", heartBeat);
        server.passes(Duration.ofSeconds(20));
        client.readsNothing();
    }

    @Test
    void missingHeaderMeansNone() {
        Conversation client = server.opened();
        client.sends("CONNECT\naccept-version:1.2\n\n^@");
        client.readsOne("CONNECTED");
        server.passes(Duration.ofHours(1));
        client.readsNothing();
        client.isOpen();
    }

    @Test
    void thereAreNoneIn10() {
        Conversation client = server.connected("1.0", "1000,1000");
        server.passes(Duration.ofHours(1));
        client.readsNothing();
        client.isOpen();
    }

    @Test
    void thereAreNoneBeforeConnected() {
        Conversation client = server.opened();
        server.passes(Duration.ofSeconds(9));
        client.readsNothing();
    }

    // ---- what the client sends ----

    @Test
    void silenceOfTwiceTheAgreedTimeAndASecondIsAllowed() {
        Conversation client = server.connected("1.2", "10000,0");
        server.passes(Duration.ofSeconds(21));
        client.isOpen();
        server.passes(Duration.ofMillis(1));
        client.isRefused("nothing came for 21000 ms, not even a heart-beat (limit heartBeat)");
    }

    @ParameterizedTest
    @ValueSource(strings = {HEART_BEAT, "\r\n", "BEGIN\ntransaction:t\n\n^@", "SEND\ndesti"})
    void anyBytesAreASignOfLife(String bytes) {
        Conversation client = server.connected("1.2", "10000,0");
        server.passes(Duration.ofSeconds(20));
        client.sends(bytes);
        server.passes(Duration.ofSeconds(21));
        client.isOpen();
        server.passes(Duration.ofMillis(1));
        client.isRefused("nothing came for 21000 ms, not even a heart-beat (limit heartBeat)");
    }

    @Test
    void heartBeatsAreNotAnswered() {
        Conversation client = server.connected("1.1", "10000,0");
        for (int i = 0; i < 10; i++) {
            server.passes(Duration.ofSeconds(10));
            client.sends(HEART_BEAT);
        }
        client.readsNothing();
        client.isOpen();
    }

    @Test
    void silenceInTheMiddleOfAFrameIsNoticed() {
        Conversation client = server.connected("1.2", "10000,0");
        client.sends("SEND\ndestination:/topic/a\ncontent-length:100\n\nnot yet");
        server.passes(Duration.ofSeconds(22));
        client.isRefused("nothing came for 21000 ms, not even a heart-beat (limit heartBeat)");
    }

    @Test
    void clientThatCannotSendAnyMayBeSilent() {
        Conversation client = server.connected("1.2", "0,0");
        server.passes(Duration.ofHours(1));
        client.isOpen();
    }

    @Test
    void serverThatWantsNoneEnduresSilence() {
        server.settings(settings -> settings.heartBeat = HeartBeat.NONE);
        Conversation client = server.connected("1.2", "1000,1000");
        server.passes(Duration.ofHours(1));
        client.readsNothing();
        client.isOpen();
    }

    @Test
    void heartBeatsOfAClientWithALongerIntervalThanTheServersSufficeToo() {
        Conversation client = server.connected("1.2", "60000,0");
        server.passes(Duration.ofSeconds(121));
        client.isOpen();
        server.passes(Duration.ofMillis(1));
        client.isRefused("nothing came for 121000 ms, not even a heart-beat (limit heartBeat)");
    }

    @Test
    void serverSendsNoneBehindSoMuchThatWaits() {
        Conversation client = server.connected("1.2", "0,1000");
        client.subscribes("0", "/topic/news");
        client.stopsReading();
        for (int i = 0; i < 8; i++) {
            server.publishes("/topic/news", NumberedMessages.PADDING);
        }
        server.passes(Duration.ofSeconds(9));
        client.readsOn();
        assertThat(client.read()).contains("^@MESSAGE").doesNotContain("^@\n");
        server.passes(Duration.ofSeconds(10));
        assertThat(client.read()).isEqualTo("\n");
    }

    @Test
    void clientThatIsNotReadFromIsNotSilent() {
        server.settings(settings -> settings.heartBeat = new HeartBeat(Duration.ZERO, Duration.ofSeconds(1)));
        Conversation client = server.connected("1.2", "1000,0");
        server.application().becomesBusy();
        for (int i = 0; !client.isHeld(); i++) {
            client.subscribes("s" + i, "/topic/a");
        }
        server.passes(Duration.ofSeconds(4));
        client.isOpen();
        server.application().becomesIdle();
        server.run();
        assertThat(client.isHeld()).isFalse();
        server.passes(Duration.ofSeconds(3));
        client.isOpen();
        server.passes(Duration.ofMillis(1));
        client.isRefused("nothing came for 3000 ms, not even a heart-beat (limit heartBeat)");
    }
}
