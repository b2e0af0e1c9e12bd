package io.github.stampedestomp.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How a client that sends too many frames in a second is slowed down. */
class FrameRateTest {
    @RegisterExtension
    final Conversations server = new Conversations();

    private static String[] frames(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "SEND\ndestination:/topic/news\nreceipt:" + i + "\n\n^@")
                .toArray(String[]::new);
    }

    private static int receipts(Conversation client) {
        return client.read().split("RECEIPT\n", -1).length - 1;
    }

    @Test
    void aClientMaySendAtOnceWhatItHasNotSentInTheSecondBefore() {
        server.settings(settings -> settings.framesPerSecond = 10);
        Conversation client = server.connected("1.2");
        server.passes(Duration.ofSeconds(1));
        client.sends(frames(10));
        assertThat(receipts(client)).isEqualTo(10);
    }

    @Test
    void whoSendsMoreIsNotReadFromAndGoesOnAsTimePasses() {
        server.settings(settings -> settings.framesPerSecond = 10);
        Conversation client = server.connected("1.2");
        server.passes(Duration.ofSeconds(5));
        client.sends(frames(25));
        assertThat(receipts(client)).isEqualTo(10);
        assertThat(client.isHeld()).isTrue();
        server.passes(Duration.ofMillis(100));
        assertThat(receipts(client)).isEqualTo(1);
        server.passes(Duration.ofSeconds(1));
        assertThat(receipts(client)).isEqualTo(10);
        server.passes(Duration.ofSeconds(1));
        assertThat(receipts(client)).isEqualTo(4);
        assertThat(client.isHeld()).isFalse();
    }

    @Test
    void whoIsSlowedDownIsNotTakenForSilent() {
        server.settings(settings -> settings.framesPerSecond = 1);
        Conversation client = server.connected("1.2", "1000,0");
        client.sends(frames(20));
        server.passes(Duration.ofSeconds(15));
        client.isOpen();
        assertThat(receipts(client)).isEqualTo(15);
    }

    @Test
    void oneIsNotSlowedDownForAnother() {
        server.settings(settings -> settings.framesPerSecond = 1);
        Conversation greedy = server.connected("1.2");
        greedy.sends(frames(20));
        Conversation modest = server.connected("1.2");
        server.passes(Duration.ofSeconds(1));
        modest.sends(frames(1));
        assertThat(receipts(modest)).isEqualTo(1);
        greedy.read();
    }

    @Test
    void sessionsFromOneAddressShareARate() {
        server.settings(settings -> settings.framesPerSecondPerAddress = 10);
        Conversation one = server.connected("1.2");
        Conversation other = server.connected("1.2");
        server.passes(Duration.ofSeconds(1));
        one.sends(frames(8));
        other.sends(frames(8));
        assertThat(receipts(one)).isEqualTo(8);
        assertThat(receipts(other)).isEqualTo(2);
        server.passes(Duration.ofSeconds(1));
        assertThat(receipts(other)).isEqualTo(6);
    }

    @Test
    void anAddressIsForgottenWithItsLastSession() {
        FrameRates rates = new FrameRates(Settings.where(settings -> settings.framesPerSecondPerAddress = 10));
        FrameRate one = rates.begin("192.0.2.1", 0);
        FrameRate two = rates.begin("192.0.2.1", 0);
        FrameRate other = rates.begin("192.0.2.2", 0);
        assertThat(rates.addresses()).isEqualTo(2);
        one.end();
        other.end();
        assertThat(rates.addresses()).isEqualTo(1);
        two.end();
        assertThat(rates.addresses()).isZero();
    }

    @Test
    void addressesOfOneNetworkOfIpv6AreOne() {
        FrameRates rates = new FrameRates(Settings.where(settings -> settings.framesPerSecondPerAddress = 10));
        for (String address : Arrays.asList("2001:db8:0:1:0:0:0:1", "2001:db8:0:1:a:b:c:d", "2001:db8:0:2:0:0:0:1")) {
            rates.begin(address, 0);
        }
        assertThat(rates.addresses()).isEqualTo(2);
    }

    @Test
    void aPaceHoldsOverALongTimeWhateverTheClockShows() {
        for (long begin : new long[] {0, -5, Long.MAX_VALUE - 1_000_000_000L, Long.MIN_VALUE}) {
            Pace pace = new Pace(1000, begin);
            long now = begin;
            for (int i = 0; i < 11_000; i++) {
                now += Math.max(0, pace.take(now));
            }
            // The first thousand may go at once; each of the others, and the next to come, takes a millisecond.
            assertThat(now - begin).isEqualTo(10_001_000_000L);
        }
    }
}
