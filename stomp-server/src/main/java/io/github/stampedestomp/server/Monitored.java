package io.github.stampedestomp.server;

import io.github.stampedestomp.broker.Broker;
import io.github.stampedestomp.server.http.HttpLimits;
import io.github.stampedestomp.server.http.HttpServer;
import io.github.stampedestomp.server.http.Routes;
import io.github.stampedestomp.server.metrics.Metric;
import io.github.stampedestomp.server.monitor.Health;
import io.github.stampedestomp.server.monitor.MonitoringRoutes;
import io.github.stampedestomp.server.net.Admission;
import io.github.stampedestomp.server.net.EventLoops;
import io.github.stampedestomp.server.net.NetworkObserver;
import io.github.stampedestomp.user.Delay;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How a server that runs is watched by HTTP: on its main port, on a port of its own or not at all. */
final class Monitored implements Health {
    private static final int MOST_CONNECTIONS = 64;
    private static final Duration ASKED_EVERY = Duration.ofSeconds(1);

    private final @Nullable Monitoring settings;
    private final List<Metric> metrics;
    private final EventLoops watched;
    private final Broker broker;
    private @Nullable HttpServer own;
    private volatile @Nullable HttpServer main;
    private volatile boolean stopping;

    private Monitored(@Nullable Monitoring settings, List<Metric> metrics, EventLoops watched, Broker broker) {
        this.settings = settings;
        this.metrics = metrics;
        this.watched = watched;
        this.broker = broker;
    }

    /**
     * {@return what watches loops}
     *
     * @param delay is where the loops are asked for signs of life, whether anybody wants to know or not
     * @throws IOException if its own address cannot be bound
     */
    static Monitored start(
            @Nullable Monitoring settings, List<Metric> metrics, EventLoops watched, Broker broker, Delay delay)
            throws IOException {
        Monitored monitored = new Monitored(settings, metrics, watched, broker);
        InetSocketAddress address = settings == null ? null : settings.address();
        if (address != null) {
            monitored.own = listen(address, monitored.routes(Routes.builder()).build());
        }
        if (settings != null) {
            monitored.askAgainAndAgain(delay);
        }
        return monitored;
    }

    private static HttpServer listen(InetSocketAddress address, Routes routes) throws IOException {
        EventLoops loops = EventLoops.start("stampede-monitoring", 1, System::nanoTime, NetworkObserver.NONE);
        try {
            return HttpServer.start(address, loops, routes, HttpLimits.STANDARD, Admission.upTo(MOST_CONNECTIONS));
        } catch (IOException | RuntimeException e) {
            loops.stop(Duration.ZERO);
            throw e;
        }
    }

    /** Adds what is watched on the main port, if it is. */
    void addTo(Routes.Builder routes) {
        if (settings != null && settings.address() == null) {
            routes(routes);
        }
    }

    private Routes.Builder routes(Routes.Builder routes) {
        new MonitoringRoutes(metrics, this).addTo(routes, settings == null ? "" : settings.prefix());
        return routes;
    }

    /** Learns that the main port takes clients. */
    void ready(HttpServer server) {
        main = server;
    }

    /** Learns that the server takes its leave, so that no more clients should be sent to it. */
    void stopping() {
        stopping = true;
    }

    Optional<Integer> port() {
        return Optional.ofNullable(own).map(HttpServer::port);
    }

    void stop() {
        stopping = true;
        if (own != null) {
            own.stop(Duration.ZERO);
        }
    }

    @Override
    public List<String> hangingLoops() {
        return watched.silentFor(settings == null ? Duration.ZERO : settings.loopPatience());
    }

    @Override
    public Optional<String> whyNotReady() {
        HttpServer server = main;
        if (stopping) {
            return Optional.of("the server stops");
        }
        if (server == null) {
            return Optional.of("the server starts");
        }
        return server.obstacle().or(broker::obstacle);
    }

    private void askAgainAndAgain(Delay delay) {
        if (!stopping) {
            hangingLoops(); // asks them
            delay.after(ASKED_EVERY, () -> askAgainAndAgain(delay));
        }
    }
}
