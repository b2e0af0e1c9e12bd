package io.github.stampedestomp.server;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Collects how a server can be watched by HTTP: its metrics as Prometheus reads them at {@code /metrics}, whether its threads turn
 * at {@code /health/live}, and whether it takes clients at {@code /health/ready}. To be given to {@link
 * StompServerBuilder#monitoring}; may be used by one thread at a time.
 *
 * <p>Nobody is asked for a key. What is served tells no names, addresses or destinations, but how busy the server is.
 */
public final class Monitoring {
    private static final int HIGHEST_PORT = 65_535;
    private static final Duration LONGEST = Duration.ofDays(365);

    private final @Nullable InetSocketAddress address;
    private String prefix = "";
    private Duration loopPatience = Duration.ofSeconds(5);

    private Monitoring(@Nullable InetSocketAddress address) {
        this.address = address;
    }

    /**
     * {@return monitoring beside all else that the server serves} Whoever can connect can watch, and a server whose connections
     * are all in use, or whose threads hang, cannot be asked how it is.
     */
    public static Monitoring onMainPort() {
        return new Monitoring(null);
    }

    /**
     * {@return monitoring at an address of its own, with a thread and 64 connections of its own, so that it answers however busy
     * the server is} It is plain HTTP, and stays open until the last client is gone when the server stops.
     *
     * @param host a name or an address, such as {@code 127.0.0.1}
     * @param port 0 lets the system choose; see {@link StompServer#monitoringPort}
     * @throws IllegalArgumentException if the name is unknown, or the port is none
     */
    public static Monitoring at(String host, int port) {
        Setting.require(port >= 0 && port <= HIGHEST_PORT, "port", port);
        InetSocketAddress address = new InetSocketAddress(Objects.requireNonNull(host, "host"), port);
        Setting.require(!address.isUnresolved(), "host", host);
        return new Monitoring(address);
    }

    /** Serves all of it below a prefix, such as {@code /internal}. Default: below none. */
    public Monitoring below(String absolute) {
        Setting.require(absolute.startsWith("/") && !absolute.endsWith("/"), "prefix", absolute);
        prefix = absolute;
        return this;
    }

    /** Calls a thread of the network hung that owes a sign of life for longer. Default: 5 s. */
    public Monitoring loopPatience(Duration most) {
        Setting.require(!most.isNegative() && !most.isZero() && most.compareTo(LONGEST) <= 0, "loopPatience", most);
        loopPatience = most;
        return this;
    }

    /** {@return where to listen, or null for the main port} */
    @Nullable
    InetSocketAddress address() {
        return address;
    }

    Duration loopPatience() {
        return loopPatience;
    }

    String prefix() {
        return prefix;
    }
}
