package io.github.stampedestomp.server.relay;

import io.github.stampedestomp.broker.BrokerSettings;
import io.github.stampedestomp.codec.FrameLimits;
import io.github.stampedestomp.server.relay.RelaySettings.Address;
import io.github.stampedestomp.session.HeartBeat;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLContext;

/** Settings of a relay that loses no time; each can be changed. */
final class Samples {
    static final int QUEUES = 100;

    private List<Address> addresses;
    private SSLContext tls;
    private String login = "guest";
    private String passcode = "guest";
    private String host = "/";
    private HeartBeat heartBeat = new HeartBeat(Duration.ofSeconds(10), Duration.ofSeconds(10));
    private Duration linger = Duration.ofMillis(200);
    private Duration keepFor = Duration.ofSeconds(60);
    private Duration confirmTimeout = Duration.ofSeconds(30);

    private Samples(List<Address> addresses) {
        this.addresses = addresses;
    }

    static Samples of(ExternalBroker external) {
        Samples samples = to("127.0.0.1", external.port());
        samples.login = external.login();
        samples.passcode = external.passcode();
        samples.host = external.host();
        return samples;
    }

    static Samples to(String host, int port) {
        return new Samples(List.of(new Address(host, port)));
    }

    Samples addresses(Address... all) {
        addresses = List.of(all);
        return this;
    }

    Samples tls(SSLContext context) {
        tls = context;
        return this;
    }

    Samples heartBeat(Duration time) {
        heartBeat = new HeartBeat(time, time);
        return this;
    }

    Samples linger(Duration time) {
        linger = time;
        return this;
    }

    Samples keepFor(Duration time) {
        keepFor = time;
        return this;
    }

    Samples confirmTimeout(Duration time) {
        confirmTimeout = time;
        return this;
    }

    RelaySettings settings() {
        return new RelaySettings(
                addresses,
                tls,
                login,
                passcode,
                host,
                2,
                heartBeat,
                Duration.ofSeconds(10),
                Duration.ofMillis(50),
                Duration.ofMillis(500),
                linger,
                keepFor,
                100,
                QUEUES,
                1L << 20,
                64L << 20,
                confirmTimeout,
                destination -> destination.startsWith("/topic/local/"),
                new FrameLimits(32, 64 * 1024, 256, 128 * 1024, 1 << 20),
                BrokerSettings.DEFAULT);
    }
}
