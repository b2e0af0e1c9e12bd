package io.github.stampedestomp.server;

import io.github.stampedestomp.server.http.Request;
import io.github.stampedestomp.server.sockjs.SockJsSettings;
import io.github.stampedestomp.server.sockjs.Transport;
import io.github.stampedestomp.session.Handshake;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Collects how clients of SockJS are served, which fall back to plain HTTP where a proxy breaks WebSocket. To be given to
 * {@link StompServerBuilder#sockJs(SockJs)}; may be used by one thread at a time. Each setting has a default.
 *
 * <p>A client finds at {@code path} what the SockJS protocol has there, and at {@code path/websocket} STOMP over a plain
 * WebSocket. The allowed origins of the server hold for all of it.
 */
public final class SockJs {
    private static final Duration LONGEST = Duration.ofDays(1);
    private static final Set<Transport> OLD = EnumSet.of(Transport.HTMLFILE, Transport.JSONP_POLLING);

    private final String path;
    private final Set<Transport> transports = EnumSet.copyOf(SockJsSettings.DEFAULT.transports());
    private int responseBytes = SockJsSettings.DEFAULT.responseBytes();
    private Duration heartbeat = SockJsSettings.DEFAULT.heartbeat();
    private Duration disconnectDelay = SockJsSettings.DEFAULT.disconnectDelay();
    private int payloadBytes = SockJsSettings.DEFAULT.payloadBytes();
    private boolean cookie;
    private @Nullable String iframeScript;
    private Function<Request, String> owner = SockJsSettings.DEFAULT.owner();

    private SockJs(String path) {
        this.path = path;
    }

    /**
     * {@return SockJS at a path, with the defaults of all settings}
     *
     * @param path such as {@code /sockjs}; it must begin with a slash and end without one
     */
    public static SockJs at(String path) {
        Setting.require(path.startsWith("/") && !path.endsWith("/"), "path", path);
        return new SockJs(path);
    }

    /** Serves no WebSockets, so that all clients use plain HTTP. Default: WebSockets are served. */
    public SockJs withoutWebSocket() {
        transports.remove(Transport.WEBSOCKET);
        return this;
    }

    /**
     * Serves the transports htmlfile and jsonp-polling too, which only browsers of long ago need. They cannot name the
     * origin of their page, so any page may use them to receive. Default: off.
     */
    public SockJs withHtmlfileAndJsonp() {
        transports.addAll(OLD);
        return this;
    }

    /**
     * Serves the page by which the transports iframe-eventsource and iframe-xhr-polling work. Browsers show it inside pages
     * of allowed origins only. Its requests come from the server's own origin: if you list {@code allowedOrigins}, list that
     * one too. Default: there is no such page.
     *
     * @param script the URL of sockjs-client, absolute or beginning with a slash
     */
    public SockJs iframes(String script) {
        Setting.require(script.startsWith("/") || script.startsWith("http"), "script", script);
        iframeScript = script;
        return this;
    }

    /**
     * Ends a streaming response after so many bytes of frames, and the client asks for the next one: browsers keep a response
     * in memory until its end. Default: 128 KiB.
     */
    public SockJs responseBytes(int most) {
        Setting.require(most > 0, "responseBytes", most);
        responseBytes = most;
        return this;
    }

    /**
     * Sends a heartbeat of SockJS after so much silence, as long as none of STOMP were agreed on. Default: 25 s.
     */
    public SockJs heartbeat(Duration silence) {
        Setting.require(isPositive(silence), "heartbeat", silence);
        heartbeat = silence;
        return this;
    }

    /** Ends a session if none of its client's requests receives for so long. Default: 5 s. */
    public SockJs disconnectDelay(Duration most) {
        Setting.require(isPositive(most), "disconnectDelay", most);
        disconnectDelay = most;
        return this;
    }

    /**
     * Refuses a request or a WebSocket message with more bytes of messages. A client sends in one request all that it has
     * gathered since the last one, so this should be many times the length of a message. Default: 1 MiB, and at least what
     * the longest frame of STOMP that is allowed may become.
     */
    public SockJs payloadBytes(int most) {
        Setting.require(most > 0, "payloadBytes", most);
        payloadBytes = most;
        return this;
    }

    /** Sets the cookie {@code JSESSIONID}, by which some load balancers recognise a client. Default: off. */
    public SockJs cookie() {
        cookie = true;
        return this;
    }

    /**
     * Tells who sends a request, for example from a cookie: a session of plain HTTP answers only to whom opened it. Called on
     * a thread of the network, so it must not block. Default: the header {@code Authorization} and the certificate by TLS.
     */
    public SockJs owner(Function<Handshake, String> own) {
        Objects.requireNonNull(own, "owner");
        owner = request -> own.apply(StompOverSockJs.told(request));
        return this;
    }

    String path() {
        return path;
    }

    /**
     * {@return the settings collected so far}
     *
     * @param frameBytes the longest frame of STOMP
     * @param sessions the most sessions
     * @param sessionsPerAddress the most of them from one address
     */
    SockJsSettings settings(long frameBytes, int sessions, int sessionsPerAddress) {
        // Most of a text needs no escapes; what is all escapes grows sixfold.
        long leastPayload = Math.min(2 * frameBytes, Integer.MAX_VALUE / 2);
        return new SockJsSettings(
                transports,
                responseBytes,
                heartbeat,
                disconnectDelay,
                (int) Math.max(payloadBytes, leastPayload),
                sessions,
                sessionsPerAddress,
                cookie,
                iframeScript,
                owner);
    }

    private static boolean isPositive(Duration duration) {
        return !duration.isNegative() && !duration.isZero() && duration.compareTo(LONGEST) <= 0;
    }
}
