package io.github.stampedestomp.server;

import io.github.stampedestomp.codec.FrameLimits;
import io.github.stampedestomp.server.http.HttpLimits;
import io.github.stampedestomp.server.http.HttpServer;
import io.github.stampedestomp.server.http.Routes;
import io.github.stampedestomp.server.net.EventLoops;
import io.github.stampedestomp.server.page.Page;
import io.github.stampedestomp.server.websocket.WebSocketEndpoint;
import io.github.stampedestomp.session.Sessions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** A server that runs: its loops, its port and its routes. */
final class Listening {
    private static final String CLASS_PATH = "classpath:";

    private final EventLoops loops;
    private final HttpServer http;

    private Listening(EventLoops loops, HttpServer http) {
        this.loops = loops;
        this.http = http;
    }

    static Listening start(Settings settings, Sessions sessions) throws IOException {
        Routes routes = routes(settings, sessions);
        EventLoops loops = EventLoops.start(settings.eventLoops(), System::nanoTime);
        try {
            HttpServer http =
                    HttpServer.start(settings.address(), loops, routes, HttpLimits.STANDARD, settings.connections());
            return new Listening(loops, http);
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
        http.stop(patience);
    }

    private static Routes routes(Settings settings, Sessions sessions) throws IOException {
        FrameLimits frame = settings.session().frame();
        long frameBytes = 16L + frame.commandBytes() + frame.headBytes() + frame.headers() + frame.bodyBytes();
        int messageBytes = (int) Math.min(frameBytes, Integer.MAX_VALUE);
        Routes.Builder routes = Routes.builder()
                .at(settings.path(), new WebSocketEndpoint(settings.origins(), messageBytes, sessions::open));
        for (Map.Entry<String, String> files : settings.filesByPrefix().entrySet()) {
            routes.below(files.getKey(), page(files.getValue()));
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
