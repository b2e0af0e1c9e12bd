package io.github.stampedestomp.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.stampedestomp.broker.BrokerSettings;
import io.github.stampedestomp.codec.FrameLimits;
import io.github.stampedestomp.server.relay.RelaySettings;
import io.github.stampedestomp.server.relay.RelaySettings.Address;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RelaySettingsTest {
    @Test
    void addressesAreThoseOfTheUrlsAndPortsHaveDefaults() {
        assertThat(settings(Relay.to("stomp://one:1234", "stomp://two", "stomp://[::1]:5/"))
                        .addresses())
                .containsExactly(new Address("one", 1234), new Address("two", 61_613), new Address("[::1]", 5));
        assertThat(settings(Relay.to("stomp+ssl://one")).addresses()).containsExactly(new Address("one", 61_614));
    }

    @Test
    void onlySecureUrlsAreSpokenToByTls() throws NoSuchAlgorithmException {
        assertThat(settings(Relay.to("stomp://one")).tls()).isNull();
        assertThat(settings(Relay.to("stomp+ssl://one")).tls()).isSameAs(SSLContext.getDefault());
        SSLContext own = SSLContext.getInstance("TLS");
        assertThat(settings(Relay.to("stomp+ssl://one").tls(own)).tls()).isSameAs(own);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings(Relay.to("stomp://one").tls(own)))
                .withMessage("tls is of use only with stomp+ssl");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "one:1234",
                "http://one",
                "stomp://",
                "stomp://one:70000",
                "stomp://one/vhost",
                "stomp://a:b@one",
                "stomp://one?x",
                "stomp://one#x",
                "stomp://one:0",
                "stomp:one",
                " stomp://one",
                ""
            })
    void urlsOfAnotherKindAreRefused(String url) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Relay.to(url))
                .withMessage("a URL must be stomp://host:port or stomp+ssl://host:port, without anything else");
    }

    @Test
    void secureAndOtherAddressesAreNotMixed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Relay.to("stomp://one", "stomp+ssl://two"))
                .withMessage("urls must not be secure and not secure");
        assertThatIllegalArgumentException().isThrownBy(Relay::to).withMessage("urls must not be none");
    }

    @Test
    void valuesThatMakeNoSenseAreRefusedAtOnce() {
        Relay relay = Relay.to("stomp://one");
        assertThatIllegalArgumentException().isThrownBy(() -> relay.connections(1));
        assertThatIllegalArgumentException().isThrownBy(() -> relay.connections(17));
        assertThatIllegalArgumentException().isThrownBy(() -> relay.heartBeat(Duration.ofSeconds(-1)));
        assertThatIllegalArgumentException().isThrownBy(() -> relay.connectTimeout(Duration.ZERO));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> relay.pauses(Duration.ofSeconds(2), Duration.ofSeconds(1)));
        assertThatIllegalArgumentException().isThrownBy(() -> relay.linger(Duration.ofDays(2)));
        assertThatIllegalArgumentException().isThrownBy(() -> relay.keepFor(Duration.ofSeconds(-1)));
        assertThatIllegalArgumentException().isThrownBy(() -> relay.prefetch(0));
        assertThatIllegalArgumentException().isThrownBy(() -> relay.queues(0));
        assertThatIllegalArgumentException().isThrownBy(() -> relay.unconfirmedBytes(0));
        assertThatIllegalArgumentException().isThrownBy(() -> relay.allUnconfirmedBytes(-1));
        assertThatIllegalArgumentException().isThrownBy(() -> relay.confirmTimeout(Duration.ZERO));
        assertThatIllegalArgumentException().isThrownBy(() -> relay.local("no/slash"));
    }

    @Test
    void whatIsLocalIsToldByPatternsThatCoverAllOfASubscription() {
        RelaySettings settings = settings(Relay.to("stomp://one").local("/topic/here/**", "/queue/mine"));
        assertThat(settings.isLocal().test("/topic/here/a")).isTrue();
        assertThat(settings.isLocal().test("/topic/here/*")).isTrue();
        assertThat(settings.isLocal().test("/queue/mine")).isTrue();
        assertThat(settings.isLocal().test("/topic/*/a")).isFalse();
        assertThat(settings.isLocal().test("/topic/there/a")).isFalse();
    }

    @Test
    void secretsAreNotPrinted() {
        assertThat(settings(Relay.to("stomp://one").login("app", "secret"))).hasToString("relay to [one:61613]");
    }

    private static RelaySettings settings(Relay relay) {
        return relay.settings(BrokerSettings.DEFAULT, FrameLimits.DEFAULT);
    }
}
