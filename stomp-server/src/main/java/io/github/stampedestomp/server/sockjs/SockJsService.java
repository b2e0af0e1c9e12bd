package io.github.stampedestomp.server.sockjs;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.github.stampedestomp.server.http.Exchange;
import io.github.stampedestomp.server.http.Origins;
import io.github.stampedestomp.server.http.Response;
import io.github.stampedestomp.server.http.Route;
import io.github.stampedestomp.server.http.Status;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Serves SockJS below a path: the greeting, what clients ask before they begin, the page for iframes, and sessions.
 *
 * <p>May be used by any thread.
 */
public final class SockJsService implements Route {
    /** A form writes a byte as a percent sign and two digits. */
    private static final long FORM_GROWTH = 3;
    /** Whoever wants to receive has nothing to say, and what it says nevertheless is kept as long as its session. */
    private static final int UNREAD_BYTES = 1024;

    private static final ByteBuffer GREETING =
            ByteBuffer.wrap("Welcome to SockJS!\n".getBytes(US_ASCII)).asReadOnlyBuffer();

    private static final List<String> GET = List.of("GET", "HEAD");

    private final SecureRandom random = new SecureRandom();
    private final SockJsSettings settings;
    private final Origins origins;
    private final @Nullable Route rawWebSocket;
    private final @Nullable IframePage iframePage;
    private final SessionResources resources;
    private final OpenSessions sessions;

    /**
     * Prepares a service.
     *
     * @param origins the web pages that may use it
     * @param webSockets opens the WebSockets of sessions
     * @param rawWebSocket serves clients that speak WebSocket without SockJS, or null if there shall be none
     * @param conversations begins the conversation of each session, on the session's thread
     */
    public SockJsService(
            SockJsSettings settings,
            Origins origins,
            WebSockets webSockets,
            @Nullable Route rawWebSocket,
            Function<SockJsSession, Conversation> conversations) {
        this.settings = settings;
        this.origins = origins;
        this.rawWebSocket = speaksWebSocket(settings) ? rawWebSocket : null;
        this.iframePage = settings.iframeScript() == null
                ? null
                : new IframePage(settings.iframeScript(), origins.frameAncestors());
        this.sessions = new OpenSessions(settings, conversations);
        this.resources = new SessionResources(settings, sessions, webSockets, conversations);
    }

    /** Opens no more sessions, and waits less patiently for the next request of those there are. */
    public void refuse() {
        sessions.refuse();
    }

    /** Ends all sessions in good order. */
    public void stop() {
        sessions.stop();
    }

    /**
     * Waits, after {@link #stop}, for clients that receive by one request after the other and are just between two, so that
     * they are told too. Those that have not come when the patience is over are forgotten.
     */
    public void awaitEnd(Duration patience) {
        sessions.awaitEnd(patience);
    }

    /** {@return how many sessions there are that a client keeps up by plain HTTP} */
    public int sessions() {
        return sessions.count();
    }

    @Override
    public int bodyBytes(String subPath, int standard) {
        SessionPath path = SessionPath.parse(subPath);
        if (path == null) {
            return standard;
        }
        long most =
                switch (path.resource()) {
                    case "xhr_send" -> settings.payloadBytes();
                    case "jsonp_send" -> FORM_GROWTH * settings.payloadBytes();
                    default -> UNREAD_BYTES;
                };
        boolean mayBeLong = sessions.allowLongPayloads(path.session());
        return (int) Math.min(most, mayBeLong ? Integer.MAX_VALUE : standard);
    }

    @Override
    public void serve(Exchange exchange) {
        String path = exchange.subPath();
        SessionPath session = SessionPath.parse(path);
        if (path.isEmpty() || path.equals("/")) {
            Answers.only(exchange, GET, this::greet);
        } else if (IframePage.isAt(path) && iframePage != null) {
            Answers.only(exchange, GET, iframePage::serve);
        } else if (!path.equals("/info") && !path.equals("/websocket") && session == null) {
            Answers.nothing(exchange);
        } else if (!origins.allow(exchange.request())) {
            exchange.respond(Response.sentence(Status.FORBIDDEN, "pages of this origin are not allowed here"));
        } else if (sessions.areRefused()
                && (session == null || session.resource().equals("websocket"))) {
            Answers.stopping(exchange);
        } else if (session != null) {
            resources.serve(exchange, session);
        } else if (path.equals("/info")) {
            Answers.shared(exchange, GET, new Headers(), this::inform);
        } else if (rawWebSocket != null) {
            rawWebSocket.serve(exchange);
        } else {
            Answers.nothing(exchange);
        }
    }

    private void greet(Exchange exchange) {
        exchange.respond(Response.of(Status.OK, "text/plain; charset=UTF-8", GREETING));
    }

    private void inform(Exchange exchange) {
        String json = "{\"websocket\":%b,\"origins\":[\"*:*\"],\"cookie_needed\":%b,\"entropy\":%d}"
                .formatted(speaksWebSocket(settings), settings.cookie(), random.nextInt() & 0xffff_ffffL);
        Headers headers = new Headers()
                .with("Content-Type", "application/json; charset=UTF-8")
                .notCached()
                .shared(exchange.request());
        exchange.respond(new Response(Status.OK, headers.map(), ByteBuffer.wrap(json.getBytes(US_ASCII))));
    }

    private static boolean speaksWebSocket(SockJsSettings settings) {
        return settings.transports().contains(Transport.WEBSOCKET);
    }
}
