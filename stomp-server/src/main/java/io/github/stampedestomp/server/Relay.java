package io.github.stampedestomp.server;

import io.github.stampedestomp.broker.BrokerSettings;
import io.github.stampedestomp.broker.DestinationPattern;
import io.github.stampedestomp.codec.FrameLimits;
import io.github.stampedestomp.server.relay.RelaySettings;
import io.github.stampedestomp.server.relay.RelaySettings.Address;
import io.github.stampedestomp.session.HeartBeat;
import java.net.URI;
import java.net.URISyntaxException;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Collects how a server is joined with others through an external broker: RabbitMQ with its STOMP plugin, ActiveMQ Artemis or
 * ActiveMQ Classic. To be given to {@link StompServerBuilder#broker(Relay)}; may be used by one thread at a time.
 *
 * <pre>{@code
 * StompServer.builder().broker(Relay.to("stomp://rabbit-1:61613", "stomp://rabbit-2:61613").login("app", "secret"))
 * }</pre>
 *
 * <p>Messages to topics, queues and users go to the broker and reach the clients of every server. A server keeps a few
 * connections and one subscription for each destination, however many clients it has. The RECEIPT of a SEND comes when the broker
 * has confirmed the message. While the broker cannot be used, what clients send waits for it, within bounds, and is not
 * confirmed.
 */
public final class Relay {
    private static final Logger LOG = LoggerFactory.getLogger(Relay.class);
    private static final int STOMP_PORT = 61_613;
    private static final int STOMP_TLS_PORT = 61_614;
    private static final int HIGHEST_PORT = 65_535;
    private static final Duration LONGEST = Duration.ofDays(1);
    /** Headers are packed, which may make nine bytes of a character, and brokers add their own. */
    private static final int HEAD_FACTOR = 12;
    /** What other programs send may be longer than what clients may. */
    private static final int LEAST_BODY_BYTES = 16 << 20;

    private final List<Address> addresses;
    private final boolean isSecure;
    private final List<DestinationPattern> local = new ArrayList<>();
    private @Nullable SSLContext tls;
    private @Nullable String login;
    private @Nullable String passcode;
    private @Nullable String host;
    private int connections = 2;
    private HeartBeat heartBeat = new HeartBeat(Duration.ofSeconds(10), Duration.ofSeconds(10));
    private Duration connectTimeout = Duration.ofSeconds(10);
    private Duration firstPause = Duration.ofMillis(200);
    private Duration longestPause = Duration.ofSeconds(10);
    private Duration linger = Duration.ofSeconds(5);
    private Duration keepFor = Duration.ofSeconds(60);
    private int prefetch = 100;
    private int queues = 100;
    private long unconfirmedBytes = 1L << 20;
    private long allUnconfirmedBytes = 64L << 20;
    private Duration confirmTimeout = Duration.ofSeconds(30);

    private Relay(List<Address> addresses, boolean isSecure) {
        this.addresses = addresses;
        this.isSecure = isSecure;
    }

    /**
     * {@return a relay to a broker}
     *
     * @param urls where the broker may be found, tried in turn: {@code stomp://host:61613}, or {@code stomp+ssl://host:61614} for
     *     TLS, in which the host is checked against the broker's certificate
     * @throws IllegalArgumentException if there is none, one is malformed, or some are secure and some are not
     */
    public static Relay to(String... urls) {
        Setting.require(urls.length > 0, "urls", "none");
        List<URI> parsed = Arrays.stream(urls).map(Relay::parse).toList();
        boolean isSecure = isSecure(parsed.get(0));
        Setting.require(parsed.stream().allMatch(each -> isSecure(each) == isSecure), "urls", "secure and not secure");
        List<Address> addresses = parsed.stream()
                .map(each -> new Address(
                        each.getHost(), each.getPort() > 0 ? each.getPort() : isSecure ? STOMP_TLS_PORT : STOMP_PORT))
                .toList();
        return new Relay(addresses, isSecure);
    }

    private static boolean isSecure(URI url) {
        return url.getScheme().equals("stomp+ssl");
    }

    private static URI parse(String url) {
        try {
            URI parsed = new URI(url);
            boolean isKnown = "stomp".equals(parsed.getScheme()) || "stomp+ssl".equals(parsed.getScheme());
            boolean isBare = parsed.getUserInfo() == null
                    && (parsed.getPath() == null || parsed.getPath().length() <= 1)
                    && parsed.getQuery() == null
                    && parsed.getFragment() == null;
            boolean isPort = parsed.getPort() != 0 && parsed.getPort() <= HIGHEST_PORT;
            if (isKnown && isBare && parsed.getHost() != null && isPort) {
                return parsed;
            }
        } catch (URISyntaxException e) {
            LOG.debug("not a URL: {}", e.getReason()); // which does not tell what it holds, that may be a secret
        }
        throw new IllegalArgumentException(
                "a URL must be stomp://host:port or stomp+ssl://host:port, without anything else");
    }

    /** Signs in by a name and what proves it. Default: neither is sent. */
    public Relay login(String name, String secret) {
        login = Objects.requireNonNull(name, "name");
        passcode = Objects.requireNonNull(secret, "secret");
        return this;
    }

    /** Speaks to one of the broker's virtual hosts. Default: {@code /}, which is what RabbitMQ calls its first one; others do not ask. */
    public Relay host(String name) {
        host = Objects.requireNonNull(name, "host");
        return this;
    }

    /** Trusts, and proves itself by, what a context has. For {@code stomp+ssl} only. Default: what the JVM trusts. */
    public Relay tls(SSLContext own) {
        tls = Objects.requireNonNull(own, "tls");
        return this;
    }

    /** Keeps so many connections, 2 to 16: one that sends, and others that receive. Default: 2. */
    public Relay connections(int count) {
        Setting.require(count >= 2 && count <= 16, "connections", count);
        connections = count;
        return this;
    }

    /** Tells and wants signs of life at least so often; zero for never. Default: 10 s. */
    public Relay heartBeat(Duration time) {
        Setting.require(!time.isNegative() && time.compareTo(LONGEST) <= 0, "heartBeat", time);
        heartBeat = new HeartBeat(time, time);
        return this;
    }

    /** Gives the broker so much time to let a connection in. Default: 10 s. */
    public Relay connectTimeout(Duration time) {
        connectTimeout = checked("connectTimeout", time);
        return this;
    }

    /**
     * Waits between attempts to connect, at first for about as long as one time, then twice as long each time, up to another; half
     * of that is left to chance. Default: 200 ms, 10 s.
     */
    public Relay pauses(Duration first, Duration longest) {
        Setting.require(first.compareTo(longest) <= 0, "pauses", first);
        firstPause = checked("pauses", first);
        longestPause = checked("pauses", longest);
        return this;
    }

    /** Stays subscribed to a topic for so long after its last subscriber here has left, in case others come. Default: 5 s. */
    public Relay linger(Duration time) {
        Setting.require(!time.isNegative() && time.compareTo(LONGEST) <= 0, "linger", time);
        linger = time;
        return this;
    }

    /**
     * Lets the broker keep the messages of topics and users for so long, on its disk, for a server that it cannot reach, so that
     * neither a broken network nor a broker that is started anew loses what was confirmed. With zero nothing is kept, which costs the
     * broker less. RabbitMQ keeps the time; the others keep the messages until they are told otherwise. Default: 60 s.
     */
    public Relay keepFor(Duration time) {
        Setting.require(!time.isNegative() && time.compareTo(LONGEST) <= 0, "keepFor", time);
        keepFor = time;
        return this;
    }

    /** Takes so many messages of a queue, or of a topic that is kept, before the broker hears what has become of the first. Default: 100. */
    public Relay prefetch(int messages) {
        Setting.require(messages > 0 && messages <= 10_000, "prefetch", messages);
        prefetch = messages;
        return this;
    }

    /**
     * Lets the clients of this server consume from so many queues, of each of which {@code prefetch} messages may be here, and for
     * each of which RabbitMQ has a connection more; a SUBSCRIBE beyond is answered by an ERROR. Default: 100.
     */
    public Relay queues(int most) {
        Setting.require(most > 0, "queues", most);
        queues = most;
        return this;
    }

    /**
     * Lets so many bytes of one client wait for the broker's confirmation. It is held back at the half, and gets an ERROR beyond.
     * Default: 1 MiB.
     */
    public Relay unconfirmedBytes(long most) {
        Setting.require(most > 0, "unconfirmedBytes", most);
        unconfirmedBytes = most;
        return this;
    }

    /** Lets so many bytes of all clients and of the application wait for the broker's confirmation. Default: 64 MiB. */
    public Relay allUnconfirmedBytes(long most) {
        Setting.require(most > 0, "allUnconfirmedBytes", most);
        allUnconfirmedBytes = most;
        return this;
    }

    /** Gives the broker so much time to confirm a message; its sender gets an ERROR then. Default: 30 s. */
    public Relay confirmTimeout(Duration time) {
        confirmTimeout = checked("confirmTimeout", time);
        return this;
    }

    /**
     * Keeps topics and queues to this server: the broker is not told of them.
     *
     * @param patterns see {@link DestinationPattern}; what a client subscribes to by a wildcard is local if all that it may mean is
     */
    public Relay local(String... patterns) {
        Arrays.stream(patterns).map(DestinationPattern::of).forEach(local::add);
        return this;
    }

    RelaySettings settings(BrokerSettings broker, FrameLimits frame) {
        if (tls != null && !isSecure) {
            throw new IllegalArgumentException("tls is of use only with stomp+ssl");
        }
        List<DestinationPattern> patterns = List.copyOf(local);
        return new RelaySettings(
                addresses,
                isSecure ? context() : null,
                login,
                passcode,
                host,
                connections,
                heartBeat,
                connectTimeout,
                firstPause,
                longestPause,
                linger,
                keepFor,
                prefetch,
                queues,
                unconfirmedBytes,
                allUnconfirmedBytes,
                confirmTimeout,
                destination -> patterns.stream().anyMatch(each -> each.covers(destination)),
                new FrameLimits(
                        frame.commandBytes(),
                        HEAD_FACTOR * frame.headBytes(),
                        2 * frame.headers() + 64,
                        HEAD_FACTOR * frame.headBytes(),
                        Math.max(frame.bodyBytes(), LEAST_BODY_BYTES)),
                broker);
    }

    private SSLContext context() {
        try {
            return tls == null ? SSLContext.getDefault() : tls;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalArgumentException("the JVM has no TLS", e);
        }
    }

    private static Duration checked(String name, Duration time) {
        Setting.require(!time.isNegative() && time.toMillis() > 0 && time.compareTo(LONGEST) <= 0, name, time);
        return time;
    }
}
