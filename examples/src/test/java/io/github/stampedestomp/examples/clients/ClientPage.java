package io.github.stampedestomp.examples.clients;

import io.github.stampedestomp.examples.browser.Browser;
import io.github.stampedestomp.examples.browser.Tab;
import io.github.stampedestomp.server.StompServer;
import io.github.stampedestomp.session.SessionEvent;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** A server, and pages of its own from which a browser's STOMP clients talk to it. */
final class ClientPage implements AutoCloseable {
    static final Duration HEART_BEAT = Duration.ofMillis(200);

    private static final String WEBJARS = "classpath:META-INF/resources/webjars/";

    private final BlockingQueue<SessionEvent> events = new LinkedBlockingQueue<>();
    private StompServer server = start(0);

    /** {@return a tab that shows a page through some port} */
    static Tab open(Browser browser, String page, int port) {
        return browser.open("http://localhost:" + port + "/" + page);
    }

    Tab open(Browser browser, String page) {
        return open(browser, page, port());
    }

    int port() {
        return server.port();
    }

    void restart() {
        int port = port();
        server.stop();
        server = start(port);
    }

    BlockingQueue<SessionEvent> events() {
        return events;
    }

    private StompServer start(int port) {
        StompServer started = StompServer.builder()
                .rules(rules -> rules.send("**").allow())
                .port(port)
                .files("/", "classpath:clients")
                .files("/webjars/stomp__stompjs/", WEBJARS + "stomp__stompjs")
                .files("/webjars/stomp-websocket/", WEBJARS + "stomp-websocket")
                .heartBeat(HEART_BEAT, HEART_BEAT)
                .limits(limits -> limits.bodyBytes(2_000_000).sendBufferBytes(8_000_000))
                .onSessionEvent(events::add)
                .build();
        started.start();
        return started;
    }

    @Override
    public void close() {
        server.stop();
    }
}
