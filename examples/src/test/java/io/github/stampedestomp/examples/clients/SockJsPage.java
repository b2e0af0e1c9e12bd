package io.github.stampedestomp.examples.clients;

import io.github.stampedestomp.examples.browser.Browser;
import io.github.stampedestomp.examples.browser.Tab;
import io.github.stampedestomp.server.SockJs;
import io.github.stampedestomp.server.StompServer;
import io.github.stampedestomp.server.StompServerBuilder;
import io.github.stampedestomp.session.SessionEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * A server for STOMP over SockJS, and a page that talks to it by one transport.
 *
 * <pre>
 * http://localhost:b/sockjs-client.html ──────────────────▶ http://localhost:a/sockjs
 *      └ http://localhost:a/sockjs/iframe.html ───────────▶
 * </pre>
 */
final class SockJsPage implements AutoCloseable {
    private static final String WEBJARS = "classpath:META-INF/resources/webjars/";
    private static final String SCRIPT = "/webjars/sockjs-client/1.6.1/dist/sockjs.min.js";

    private final SockJsTransport transport;
    private final BlockingQueue<SessionEvent> events = new LinkedBlockingQueue<>();
    private final StompServer pages = start(pages(0));
    private final String pageOrigin = origin(pages.port());
    private final int port = freePort();
    private final String ownOrigin = origin(port);
    private StompServer server;

    SockJsPage(SockJsTransport transport) {
        this.transport = transport;
        this.server = start(ownOrigin, pageOrigin);
    }

    /** {@return a tab with the page, which is of another origin wherever the transport works there} */
    Tab open(Browser browser) {
        return open(browser, transport.place() == SockJsTransport.Place.OWN_PAGE ? ownOrigin : pageOrigin);
    }

    /** {@return a tab with the page, when the server has left its origin off the list} */
    Tab openForbidden(Browser browser) {
        server.stop();
        server = start(ownOrigin);
        return open(browser, pageOrigin);
    }

    /** {@return what the URL begins with that the transport's requests come from} */
    String source() {
        return switch (transport.place()) {
            case PAGE -> pageOrigin;
            case IFRAME -> ownOrigin + "/sockjs/iframe";
            case OWN_PAGE -> ownOrigin + "/sockjs-client.html";
        };
    }

    StompServer server() {
        return server;
    }

    BlockingQueue<SessionEvent> events() {
        return events;
    }

    void restart() {
        server.stop();
        server = start(ownOrigin, pageOrigin);
    }

    @Override
    public void close() {
        server.stop();
        pages.stop();
    }

    private Tab open(Browser browser, String origin) {
        return browser.open("%s/sockjs-client.html?server=%s&transport=%s".formatted(origin, ownOrigin, transport));
    }

    private StompServer start(String... allowedOrigins) {
        return start(pages(port)
                .sockJs(sockJs())
                .allowedOrigins(allowedOrigins)
                .limits(limits -> limits.bodyBytes(1024 * 1024).connectTimeout(Duration.ofSeconds(3)))
                .onSessionEvent(events::add));
    }

    /** A page that polls may leave while no request waits, or one that the browser does not break off: that of jsonp. */
    private SockJs sockJs() {
        SockJs sockJs = SockJs.at("/sockjs").withHtmlfileAndJsonp().iframes(SCRIPT);
        return transport.polls()
                ? sockJs.heartbeat(Duration.ofMillis(500)).disconnectDelay(Duration.ofSeconds(3))
                : sockJs.disconnectDelay(Duration.ofMinutes(10));
    }

    private static StompServerBuilder pages(int port) {
        return StompServer.builder()
                .rules(rules -> rules.send("**").allow())
                .port(port)
                .files("/", "classpath:clients")
                .files("/webjars/stomp__stompjs/", WEBJARS + "stomp__stompjs")
                .files("/webjars/sockjs-client/", WEBJARS + "sockjs-client");
    }

    private static StompServer start(StompServerBuilder builder) {
        StompServer server = builder.build();
        server.start();
        return server;
    }

    private static String origin(int port) {
        return "http://localhost:" + port;
    }

    /** The list of origins names the server's own one, so the port has to be known before the server is there. */
    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
