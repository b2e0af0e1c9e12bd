package io.github.stampedestomp.server;

import io.github.stampedestomp.broker.Broker;
import io.github.stampedestomp.broker.BrokerSettings;
import io.github.stampedestomp.broker.DestinationPattern;
import io.github.stampedestomp.broker.MemoryBroker;
import io.github.stampedestomp.request.Requests;
import io.github.stampedestomp.server.http.Origins;
import io.github.stampedestomp.server.net.EventLoops;
import io.github.stampedestomp.server.net.IpRanges;
import io.github.stampedestomp.server.page.Page;
import io.github.stampedestomp.session.Authenticator;
import io.github.stampedestomp.session.Authority;
import io.github.stampedestomp.session.HeartBeat;
import io.github.stampedestomp.session.Hook;
import io.github.stampedestomp.session.SessionListener;
import io.github.stampedestomp.session.SessionSettings;
import io.github.stampedestomp.session.SlowReader;
import io.github.stampedestomp.session.SlowReaders;
import io.github.stampedestomp.user.PresenceSettings;
import io.github.stampedestomp.user.Rules;
import io.github.stampedestomp.user.UserDestinations;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Collects the settings of a {@link StompServer}. Each has a default, so that {@code StompServer.builder().build()} is a
 * server too. A builder may be used by one thread at a time.
 */
public final class StompServerBuilder {
    private static final int HIGHEST_PORT = 65_535;
    private static final Duration LONGEST = Duration.ofDays(365);

    private final Map<String, String> filesByPrefix = new LinkedHashMap<>();
    private String filePolicy = Page.POLICY;
    private @Nullable String host;
    private int port = 8080;
    private String path = "/stomp";
    private @Nullable SockJs sockJs;
    private @Nullable HttpApi api;
    private @Nullable Tls tls;
    private @Nullable Monitoring monitoring;
    private Origins origins = Origins.same();
    private IpRanges trustedProxies = IpRanges.NONE;
    private IpRanges proxyProtocol = IpRanges.NONE;
    private int eventLoops = EventLoops.suitableCount();
    private Drain drain = Drain.over(Duration.ofSeconds(10));
    private final Limits limits = new Limits();
    private SlowReaders slowReaders = SlowReaders.DEFAULT;
    private HeartBeat heartBeat = SessionSettings.DEFAULT.heartBeat();
    private @Nullable Broker broker;
    private @Nullable Relay relay;
    private BrokerListener brokerListener = obstacle -> {};
    private @Nullable Authenticator authenticator;
    private final Rules.Builder rules = Rules.builder();
    private final List<Hook> hooks = new ArrayList<>();
    private final Requests.Builder requests = Requests.builder();
    private PresenceSettings presence = PresenceSettings.DEFAULT;
    private SessionListener listener = event -> {};
    private @Nullable Executor executor;

    StompServerBuilder() {}

    /** Listens on a port; 0 lets the system choose a free one. Default: 8080. */
    public StompServerBuilder port(int number) {
        Setting.require(number >= 0 && number <= HIGHEST_PORT, "port", number);
        port = number;
        return this;
    }

    /** Listens on the address of a host name only, such as {@code localhost}. Default: on all addresses. */
    public StompServerBuilder host(String name) {
        host = Objects.requireNonNull(name, "host");
        return this;
    }

    /** Takes WebSockets at a path. Default: {@code /stomp}. */
    public StompServerBuilder path(String absolute) {
        Setting.require(absolute.startsWith("/"), "path", absolute);
        path = absolute;
        return this;
    }

    /** Serves clients of SockJS below a path too, such as {@code /sockjs}, with the defaults of {@link SockJs}. */
    public StompServerBuilder sockJs(String absolute) {
        return sockJs(SockJs.at(absolute));
    }

    /** Serves clients of SockJS too, which fall back to plain HTTP where a proxy breaks WebSocket. Default: they are not. */
    public StompServerBuilder sockJs(SockJs own) {
        sockJs = Objects.requireNonNull(own, "sockJs");
        return this;
    }

    /** Serves the server's own API by HTTP. Default: it is not served. */
    public StompServerBuilder api(HttpApi own) {
        api = Objects.requireNonNull(own, "api");
        return this;
    }

    /** Lets the server be watched by HTTP: its metrics and its health. Default: it cannot be; its metrics are counted anyway. */
    public StompServerBuilder monitoring(Monitoring own) {
        monitoring = Objects.requireNonNull(own, "monitoring");
        return this;
    }

    /**
     * Speaks TLS on the port, and nothing else: pages, the API, SockJS and WebSockets come by {@code https} and {@code wss}.
     * Default: no TLS.
     */
    public StompServerBuilder tls(Tls own) {
        tls = Objects.requireNonNull(own, "tls");
        return this;
    }

    /**
     * Serves files below a prefix of the URL, to GET and HEAD; {@code index.html} stands for its folder. Default: none.
     *
     * @param prefix such as {@code /}
     * @param source {@code classpath:} and a folder on the class path, in whatever jars it stands, or a folder of the file
     *     system; all files are read into memory at the start, 16 MiB at most
     */
    public StompServerBuilder files(String prefix, String source) {
        Setting.require(prefix.startsWith("/"), "prefix", prefix);
        filesByPrefix.put(prefix, source);
        return this;
    }

    /** Serves the files of a folder below a prefix of the URL, as {@link #files(String, String)} does. */
    public StompServerBuilder files(String prefix, Path folder) {
        return files(prefix, folder.toString());
    }

    /**
     * Tells browsers what pages among the files may do. Default: {@code frame-ancestors 'self'; object-src 'none'; base-uri
     * 'self'}, which keeps other sites from showing a page in a frame, and leaves its scripts alone.
     *
     * @param contentSecurityPolicy the value of the header {@code Content-Security-Policy} of all files
     */
    public StompServerBuilder filePolicy(String contentSecurityPolicy) {
        boolean isPrintable = contentSecurityPolicy.chars().allMatch(c -> ' ' <= c && c <= '~');
        Setting.require(isPrintable && !contentSecurityPolicy.isBlank(), "filePolicy", contentSecurityPolicy);
        filePolicy = contentSecurityPolicy;
        return this;
    }

    /**
     * Lets pages of these origins connect, and no others. Default: pages of the server's own origin, which is told from the
     * request's header {@code Host}. Clients that are no browsers name no origin and may always connect.
     *
     * @param exact origins as browsers write them, such as {@code https://chat.example} or {@code http://localhost:3000}
     * @throws IllegalArgumentException if one of them is no origin; there are no wildcards
     */
    public StompServerBuilder allowedOrigins(String... exact) {
        origins = Origins.of(List.of(exact));
        return this;
    }

    /** Lets pages of any origin connect. Think twice: each page that a user has open could use the user's cookies. */
    public StompServerBuilder allowAnyOrigin() {
        origins = Origins.any();
        return this;
    }

    /**
     * Believes what proxies at these addresses say of their clients in each request: their addresses, by the header {@code
     * Forwarded} or {@code X-Forwarded-For}, and how they call this server, by {@code Forwarded} or {@code X-Forwarded-Proto} and
     * {@code X-Forwarded-Host}. Default: nobody is believed, and each client has the address that it connects from.
     *
     * @param addresses such as {@code 127.0.0.1} and {@code ::1}, or ranges such as {@code 10.0.0.0/8} and {@code fd00::/8}
     * @throws IllegalArgumentException if one of them is neither; names are not looked up
     */
    public StompServerBuilder trustedProxies(String... addresses) {
        trustedProxies = IpRanges.of("trustedProxies", addresses);
        return this;
    }

    /**
     * Speaks the PROXY protocol, version 1 and 2, with proxies at these addresses: each of their connections has to begin with
     * its header, by which the connection has the address of its client, or is cut. Default: nobody speaks it, and a connection
     * that begins so is refused.
     *
     * @param addresses such as {@code 127.0.0.1} and {@code ::1}, or ranges such as {@code 10.0.0.0/8} and {@code fd00::/8}
     * @throws IllegalArgumentException if one of them is neither; names are not looked up
     */
    public StompServerBuilder proxyProtocol(String... addresses) {
        proxyProtocol = IpRanges.of("proxyProtocol", addresses);
        return this;
    }

    /** Uses so many threads for the network. Default: one for each core, at most 4. */
    public StompServerBuilder eventLoops(int count) {
        Setting.require(count > 0, "eventLoops", count);
        eventLoops = count;
        return this;
    }

    /** Stops in this way, unless {@link StompServer#stop(Drain)} is told another. Default: over 10 s at most. */
    public StompServerBuilder drain(Drain own) {
        drain = Objects.requireNonNull(own, "drain");
        return this;
    }

    /**
     * Sends heart-beats to clients that want them, and wants them from clients that can send them. Zero is never. A client
     * that has been silent for twice the agreed time and a second is disconnected. Default: 10 s both ways.
     */
    public StompServerBuilder heartBeat(Duration send, Duration receive) {
        heartBeat = new HeartBeat(send, receive);
        return this;
    }

    /**
     * Sets what the server holds its clients to, as in {@code limits(limits -> limits.connections(20_000))}. Later calls go on
     * where earlier ones have ended. Default: all of {@link Limits}.
     */
    public StompServerBuilder limits(Consumer<Limits> own) {
        own.accept(limits);
        return this;
    }

    /**
     * Says what becomes of messages for clients that read them too slowly; see {@link SlowReader} for when to use which. Of several
     * patterns, the first that covers all that a subscription asks for decides. Default: {@link SlowReader#CLOSE} for all.
     *
     * <p>A client with a subscription to which another policy applies stays connected however slowly it reads, even if it stops,
     * as long as it sends the heart-beats it has agreed on. No more waits for it than for others, and what may not be dropped, such
     * as messages of its other subscriptions and receipts, still ends its session when it exceeds that limit.
     *
     * @param pattern of topics or of clients' own destinations, such as {@code /topic/price/*} or {@code /user/queue/positions};
     *     the messages of queues are never dropped
     * @throws IllegalArgumentException if the pattern is malformed, or of something else
     */
    public StompServerBuilder slowReaders(String pattern, SlowReader policy) {
        boolean isOfTopics = pattern.startsWith(BrokerSettings.DEFAULT.topicPrefix());
        Setting.require(isOfTopics || pattern.startsWith(UserDestinations.PREFIX), "pattern", pattern);
        slowReaders = slowReaders.with(DestinationPattern.of(pattern), Objects.requireNonNull(policy, "policy"));
        return this;
    }

    /** Uses another broker. Default: one in memory. */
    public StompServerBuilder broker(Broker own) {
        broker = Objects.requireNonNull(own, "broker");
        relay = null;
        return this;
    }

    /** Joins the server with others through an external broker. Default: the server is alone. */
    public StompServerBuilder broker(Relay own) {
        relay = Objects.requireNonNull(own, "relay");
        broker = null;
        return this;
    }

    /** Tells the application when the external broker of a {@link Relay} cannot be used, and when it can again. Default: nobody is told. */
    public StompServerBuilder onBrokerChange(BrokerListener own) {
        brokerListener = Objects.requireNonNull(own, "listener");
        return this;
    }

    /** Asks the application who each client is. Default: everybody is let in, without a name. */
    public StompServerBuilder authenticate(Authenticator own) {
        authenticator = Objects.requireNonNull(own, "authenticator");
        return this;
    }

    /**
     * Says who may send and subscribe where. Rules of later calls come behind those of earlier ones. Default: {@link Rules}
     * without any, by which clients send requests only.
     */
    public StompServerBuilder rules(Consumer<Rules.Builder> own) {
        own.accept(rules);
        return this;
    }

    /**
     * Shows the application every SEND and SUBSCRIBE that the rules have allowed, so that it can note, change or refuse it.
     * Hooks see them in the order in which they were given. Default: there are none.
     */
    public StompServerBuilder hook(Hook own) {
        hooks.add(Objects.requireNonNull(own, "hook"));
        return this;
    }

    /**
     * Answers what clients ask the application for, with SENDs and SUBSCRIBEs below {@code /app/}. Handlers of one session run
     * one at a time and in order. Default: there are none.
     */
    public StompServerBuilder requests(Consumer<Requests.Builder> own) {
        own.accept(requests);
        return this;
    }

    /**
     * Tells who subscribes to destinations, at a destination beside each; see {@link
     * io.github.stampedestomp.user.Presence}. Default: none is watched.
     *
     * @param patterns of topics, such as {@code /topic/room/*}; see {@link DestinationPattern}
     * @throws IllegalArgumentException if one of them is malformed, or of no topics
     */
    public StompServerBuilder presence(String... patterns) {
        return presence(PresenceSettings.DEFAULT.debounce(), PresenceSettings.DEFAULT.names(), patterns);
    }

    /**
     * Tells who subscribes to destinations, as {@link #presence(String...)} does.
     *
     * @param debounce for how long changes are gathered before they are told; 500 ms by default
     * @param names the most names in a list; 100 by default
     */
    public StompServerBuilder presence(Duration debounce, int names, String... patterns) {
        Setting.require(!debounce.isNegative() && debounce.compareTo(LONGEST) <= 0, "debounce", debounce);
        Setting.require(names > 0, "names", names);
        for (String pattern : patterns) { // what is told beside a queue would wait there for a consumer
            Setting.require(pattern.startsWith(BrokerSettings.DEFAULT.topicPrefix()), "patterns", pattern);
        }
        presence = new PresenceSettings(
                Arrays.stream(patterns).map(DestinationPattern::of).toList(), debounce, names);
        return this;
    }

    /** Tells the application what happens to sessions. Default: nobody is told. */
    public StompServerBuilder onSessionEvent(SessionListener own) {
        listener = Objects.requireNonNull(own, "listener");
        return this;
    }

    /**
     * Runs the application's authenticator, conditions of rules, hooks, handlers of requests and session listener. It is not shut down with the server. Default: virtual
     * threads where the JVM has them, else a pool of at most 256 threads.
     */
    public StompServerBuilder executor(Executor own) {
        executor = Objects.requireNonNull(own, "executor");
        return this;
    }

    /**
     * {@return a server with these settings, not started yet}
     *
     * @throws IllegalArgumentException if a setting contradicts another, a folder of files is not there, or the files of TLS
     *     are not what they should be
     */
    public StompServer build() {
        InetSocketAddress address = host == null ? new InetSocketAddress(port) : new InetSocketAddress(host, port);
        Setting.require(!address.isUnresolved(), "host", String.valueOf(host));
        return new StompServer(new Settings(
                address,
                path,
                sockJs,
                api,
                tls == null ? null : tls.engines(),
                limits.handshakeTimeout(),
                monitoring,
                Map.copyOf(filesByPrefix),
                filePolicy,
                origins,
                limits.admission(proxyProtocol, trustedProxies),
                limits.http(),
                limits.fragments(),
                eventLoops,
                drain,
                broker == null ? new MemoryBroker(limits.broker()) : broker,
                relay == null
                        ? null
                        : relay.settings(
                                limits.broker(),
                                limits.session(heartBeat, slowReaders).frame()),
                brokerListener,
                limits.session(heartBeat, slowReaders),
                presence,
                authenticator,
                new Authority(rules.build(), hooks),
                requests.build(),
                listener,
                executor));
    }
}
