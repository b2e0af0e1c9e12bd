package io.github.stampedestomp.server;

import io.github.stampedestomp.broker.Broker;
import io.github.stampedestomp.codec.FrameLimits;
import io.github.stampedestomp.server.api.Api;
import io.github.stampedestomp.server.api.ApiParts;
import io.github.stampedestomp.server.http.HttpServer;
import io.github.stampedestomp.server.http.Routes;
import io.github.stampedestomp.server.monitor.Watch;
import io.github.stampedestomp.server.net.EventLoops;
import io.github.stampedestomp.server.net.Security;
import io.github.stampedestomp.server.page.Page;
import io.github.stampedestomp.server.sockjs.SockJsService;
import io.github.stampedestomp.server.websocket.MessageLimits;
import io.github.stampedestomp.server.websocket.WebSocketEndpoint;
import io.github.stampedestomp.session.Sessions;
import io.github.stampedestomp.user.Delay;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A server that runs: its loops, its port and its routes. */
final class Listening {
    private static final String CLASS_PATH = "classpath:";
    /** Before the time is over, those who are still there are told to go, and have so long to hear it. */
    private static final Duration LAST_WORDS = Duration.ofMillis(500);

    private static final Logger LOG = LoggerFactory.getLogger(Listening.class);

    private final EventLoops loops;
    private final HttpServer http;
    private final Sessions sessions;
    private final @Nullable SockJsService sockJs;
    private final AtomicBoolean isDraining;
    private final Monitored monitored;

    private Listening(
            EventLoops loops,
            HttpServer http,
            Sessions sessions,
            @Nullable SockJsService sockJs,
            AtomicBoolean isDraining,
            Monitored monitored) {
        this.loops = loops;
        this.http = http;
        this.sessions = sessions;
        this.sockJs = sockJs;
        this.isDraining = isDraining;
        this.monitored = monitored;
    }

    static Listening start(
            Settings settings, Broker broker, Sessions sessions, ApiParts parts, Watch watch, Delay delay)
            throws IOException {
        WebSocketEndpoint webSocket = new WebSocketEndpoint(
                settings.origins(),
                new MessageLimits((int) frameBytes(settings), settings.fragments()),
                sessions::open);
        SockJsService sockJs = sockJs(settings, webSocket, sessions, watch);
        AtomicBoolean isDraining = new AtomicBoolean();
        Routes.Builder routes = routes(settings, webSocket, sockJs, parts, isDraining::get);
        EventLoops loops = EventLoops.start("stampede-loop", settings.eventLoops(), System::nanoTime, watch);
        Monitored monitored = null;
        try {
            monitored = Monitored.start(settings.monitoring(), watch.metrics(), loops, broker, delay);
            monitored.addTo(routes);
            HttpServer http = HttpServer.start(
                    settings.address(),
                    loops,
                    routes.build(),
                    settings.http(),
                    settings.admission(),
                    security(settings),
                    watch);
            monitored.ready(http);
            return new Listening(loops, http, sessions, sockJs, isDraining, monitored);
        } catch (IOException | RuntimeException e) {
            if (monitored != null) {
                monitored.stop();
            }
            loops.stop(Duration.ZERO);
            throw e;
        }
    }

    int port() {
        return http.port();
    }

    Optional<Integer> monitoringPort() {
        return monitored.port();
    }

    int connections() {
        return loops.connectionCount();
    }

    void requireOtherThread() {
        loops.requireOtherThread();
    }

    /** {@return whether nothing new is begun any more} */
    boolean isDraining() {
        return isDraining.get();
    }

    /** Takes nothing new, takes leave of all clients, and returns when they are gone or the time is over. */
    void stop(Countdown time) {
        monitored.stopping(); // before the port closes
        long begun = System.nanoTime();
        isDraining.set(true);
        http.refuse();
        LOG.info(
                "The server stops, with {} connections, in {} ms at most",
                connections(),
                time.left().toMillis());
        Duration lastWords = shorter(LAST_WORDS, time.left().dividedBy(10));
        if (sockJs != null) {
            sockJs.refuse();
        }
        new Farewell(sessions, time.until(lastWords)).take();
        if (sockJs != null) {
            sockJs.stop();
            sockJs.awaitEnd(time.until(lastWords.dividedBy(2)).left());
        }
        http.stop(time.left());
        monitored.stop(); // last, so that it can be watched to the end
        LOG.info(
                "The server has stopped after {} ms",
                Duration.ofNanos(System.nanoTime() - begun).toMillis());
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private static long frameBytes(Settings settings) {
        FrameLimits frame = settings.session().frame();
        long most = 16L + frame.commandBytes() + frame.headBytes() + frame.headers() + frame.bodyBytes();
        return Math.min(most, Integer.MAX_VALUE);
    }

    private static @Nullable SockJsService sockJs(
            Settings settings, WebSocketEndpoint webSocket, Sessions sessions, Watch watch) {
        SockJs sockJs = settings.sockJs();
        return sockJs == null
                ? null
                : new SockJsService(
                        sockJs.settings(
                                frameBytes(settings),
                                settings.admission().connections(),
                                settings.admission().connectionsPerAddress()),
                        settings.origins(),
                        new SockJsWebSockets(settings.origins(), settings.fragments(), watch::limitReached),
                        webSocket,
                        session -> new StompOverSockJs(session, sessions::open));
    }

    private static @Nullable Security security(Settings settings) {
        TlsEngines engines = settings.tls();
        return engines == null ? null : new Security(engines, settings.handshakeTimeout());
    }

    private static Routes.Builder routes(
            Settings settings,
            WebSocketEndpoint webSocket,
            @Nullable SockJsService sockJs,
            ApiParts parts,
            BooleanSupplier isDraining)
            throws IOException {
        Routes.Builder routes = Routes.builder().at(settings.path(), new UnlessDraining(webSocket, isDraining));
        if (settings.sockJs() != null && sockJs != null) {
            routes.below(settings.sockJs().path(), sockJs);
        }
        HttpApi api = settings.api();
        if (api != null) {
            routes.below(api.path(), new UnlessDraining(new Api(parts, api.settings(settings.origins())), isDraining));
        }
        for (Map.Entry<String, String> files : settings.filesByPrefix().entrySet()) {
            routes.below(files.getKey(), page(files.getValue()).withPolicy(settings.filePolicy()));
        }
        return routes;
    }

    private static Page page(String source) throws IOException {
        return source.startsWith(CLASS_PATH)
                ? Page.fromClassPath(classLoader(), source.substring(CLASS_PATH.length()))
                : Page.fromFolder(Path.of(source));
    }

    /** The class path is the application's, which may be another than ours. */
    private static ClassLoader classLoader() {
        ClassLoader application = Thread.currentThread().getContextClassLoader();
        return application == null ? ClassLoader.getSystemClassLoader() : application;
    }
}
