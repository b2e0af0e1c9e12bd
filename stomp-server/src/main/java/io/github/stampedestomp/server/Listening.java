package io.github.stampedestomp.server;

import io.github.stampedestomp.codec.FrameLimits;
import io.github.stampedestomp.server.api.Api;
import io.github.stampedestomp.server.api.ApiParts;
import io.github.stampedestomp.server.http.HttpServer;
import io.github.stampedestomp.server.http.Routes;
import io.github.stampedestomp.server.net.EventLoops;
import io.github.stampedestomp.server.net.Security;
import io.github.stampedestomp.server.page.Page;
import io.github.stampedestomp.server.sockjs.SockJsService;
import io.github.stampedestomp.server.websocket.MessageLimits;
import io.github.stampedestomp.server.websocket.WebSocketEndpoint;
import io.github.stampedestomp.session.Sessions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A server that runs: its loops, its port and its routes. */
final class Listening {
    private static final String CLASS_PATH = "classpath:";
    /** A client of SockJS that is still there asks again within a round trip, or two. */
    private static final Duration NEXT_REQUEST = Duration.ofSeconds(1);

    private final EventLoops loops;
    private final HttpServer http;
    private final @Nullable SockJsService sockJs;

    private Listening(EventLoops loops, HttpServer http, @Nullable SockJsService sockJs) {
        this.loops = loops;
        this.http = http;
        this.sockJs = sockJs;
    }

    static Listening start(Settings settings, Sessions sessions, ApiParts parts) throws IOException {
        WebSocketEndpoint webSocket = new WebSocketEndpoint(
                settings.origins(),
                new MessageLimits((int) frameBytes(settings), settings.fragments()),
                sessions::open);
        SockJsService sockJs = sockJs(settings, webSocket, sessions);
        Routes routes = routes(settings, webSocket, sockJs, parts);
        EventLoops loops = EventLoops.start(settings.eventLoops(), System::nanoTime);
        try {
            HttpServer http = HttpServer.start(
                    settings.address(), loops, routes, settings.http(), settings.connections(), security(settings));
            return new Listening(loops, http, sockJs);
        } catch (IOException | RuntimeException e) {
            loops.stop(Duration.ZERO);
            throw e;
        }
    }

    int port() {
        return http.port();
    }

    int connections() {
        return loops.connectionCount();
    }

    void requireOtherThread() {
        loops.requireOtherThread();
    }

    void stop(Duration patience) {
        long begun = System.nanoTime();
        if (sockJs != null) {
            sockJs.stop();
            sockJs.awaitEnd(shorter(patience, NEXT_REQUEST)); // while there is still a port to come to
        }
        Duration left = patience.minusNanos(System.nanoTime() - begun);
        http.stop(left.isNegative() ? Duration.ZERO : left);
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private static long frameBytes(Settings settings) {
        FrameLimits frame = settings.session().frame();
        long most = 16L + frame.commandBytes() + frame.headBytes() + frame.headers() + frame.bodyBytes();
        return Math.min(most, Integer.MAX_VALUE);
    }

    private static @Nullable SockJsService sockJs(Settings settings, WebSocketEndpoint webSocket, Sessions sessions) {
        SockJs sockJs = settings.sockJs();
        return sockJs == null
                ? null
                : new SockJsService(
                        sockJs.settings(frameBytes(settings), settings.connections()),
                        settings.origins(),
                        new SockJsWebSockets(settings.origins(), settings.fragments()),
                        webSocket,
                        session -> new StompOverSockJs(session, sessions::open));
    }

    private static @Nullable Security security(Settings settings) {
        TlsEngines engines = settings.tls();
        return engines == null ? null : new Security(engines, settings.handshakeTimeout());
    }

    private static Routes routes(
            Settings settings, WebSocketEndpoint webSocket, @Nullable SockJsService sockJs, ApiParts parts)
            throws IOException {
        Routes.Builder routes = Routes.builder().at(settings.path(), webSocket);
        if (settings.sockJs() != null && sockJs != null) {
            routes.below(settings.sockJs().path(), sockJs);
        }
        HttpApi api = settings.api();
        if (api != null) {
            routes.below(api.path(), new Api(parts, api.settings(settings.origins())));
        }
        for (Map.Entry<String, String> files : settings.filesByPrefix().entrySet()) {
            routes.below(files.getKey(), page(files.getValue()).withPolicy(settings.filePolicy()));
        }
        return routes.build();
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
