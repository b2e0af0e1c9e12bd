package io.github.stampedestomp.server.sockjs;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.stampedestomp.frame.Limit;
import io.github.stampedestomp.server.http.Exchange;
import io.github.stampedestomp.server.http.Form;
import io.github.stampedestomp.server.http.Request;
import io.github.stampedestomp.server.http.Response;
import io.github.stampedestomp.server.http.Route;
import io.github.stampedestomp.server.http.Status;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What clients ask of a session: to receive by some transport, or to send. */
final class SessionResources {
    private static final String TEXT = "text/plain; charset=UTF-8";
    private static final int LONGEST_CALLBACK = 32;
    private static final ByteBuffer OK =
            ByteBuffer.wrap("ok".getBytes(US_ASCII)).asReadOnlyBuffer();
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0).asReadOnlyBuffer();

    private final SockJsSettings settings;
    private final OpenSessions sessions;
    private final WebSockets webSockets;
    private final Function<SockJsSession, Conversation> conversations;

    SessionResources(
            SockJsSettings settings,
            OpenSessions sessions,
            WebSockets webSockets,
            Function<SockJsSession, Conversation> conversations) {
        this.settings = settings;
        this.sessions = sessions;
        this.webSockets = webSockets;
        this.conversations = conversations;
    }

    void serve(Exchange exchange, SessionPath path) {
        String name = path.session();
        switch (path.resource()) {
            case "websocket" -> ifOn(Transport.WEBSOCKET, exchange, "GET", this::openWebSocket);
            case "xhr" -> ifOn(Transport.XHR_POLLING, exchange, "POST", receiving(name, FrameFormat.XHR_POLLING));
            case "xhr_streaming" ->
                ifOn(Transport.XHR_STREAMING, exchange, "POST", receiving(name, FrameFormat.XHR_STREAMING));
            case "eventsource" ->
                ifOn(Transport.EVENTSOURCE, exchange, "GET", receiving(name, FrameFormat.EVENTSOURCE));
            case "htmlfile" -> ifOn(Transport.HTMLFILE, exchange, "GET", withCallback(name, FrameFormat::htmlfile));
            case "jsonp" -> ifOn(Transport.JSONP_POLLING, exchange, "GET", withCallback(name, FrameFormat::jsonp));
            case "xhr_send" -> share(exchange, "POST", sending -> send(sending, name, Status.NO_CONTENT));
            case "jsonp_send" ->
                ifOn(Transport.JSONP_POLLING, exchange, "POST", sending -> send(sending, name, Status.OK));
            default -> Answers.nothing(exchange);
        }
    }

    private void ifOn(Transport transport, Exchange exchange, String method, Route route) {
        if (settings.transports().contains(transport)) {
            share(exchange, method, route);
        } else {
            Answers.nothing(exchange);
        }
    }

    private void share(Exchange exchange, String method, Route route) {
        Answers.shared(exchange, List.of(method), withCookie(exchange.request(), new Headers()), route);
    }

    private void openWebSocket(Exchange exchange) {
        Request request = exchange.request();
        if (!request.hasToken("Upgrade", "websocket")) {
            exchange.respond(Response.sentence(Status.BAD_REQUEST, "Can \"Upgrade\" only to \"WebSocket\"."));
        } else if (!request.hasToken("Connection", "Upgrade")) {
            exchange.respond(Response.sentence(
                    Status.BAD_REQUEST, "Not a valid websocket request: \"Connection\" must be \"Upgrade\"."));
        } else {
            webSockets.open(
                    exchange,
                    settings.payloadBytes(),
                    line -> new WebSocketSession(line, request, settings, conversations));
        }
    }

    // ---- receiving ----

    private Route receiving(String name, FrameFormat format) {
        return exchange -> receive(exchange, name, format);
    }

    private Route withCallback(String name, Function<String, FrameFormat> formats) {
        return exchange -> {
            Optional<String> callback = exchange.request().parameter("c");
            if (callback.isEmpty()) {
                answer(exchange, Status.INTERNAL_SERVER_ERROR, "\"callback\" parameter required");
            } else if (!isCallback(callback.get())) {
                answer(exchange, Status.INTERNAL_SERVER_ERROR, "invalid \"callback\" parameter");
            } else {
                receive(exchange, name, formats.apply(callback.get()));
            }
        };
    }

    /** Whatever else would be a script of the caller's. */
    private static boolean isCallback(String name) {
        return !name.isEmpty()
                && name.length() <= LONGEST_CALLBACK
                && name.chars()
                        .allMatch(c -> ('a' <= c && c <= 'z')
                                || ('A' <= c && c <= 'Z')
                                || ('0' <= c && c <= '9')
                                || "-_.".indexOf(c) >= 0);
    }

    private void receive(Exchange exchange, String name, FrameFormat format) {
        Headers headers = headers(exchange.request(), format.mediaType()).with("X-Content-Type-Options", "nosniff");
        if (format.streams()) {
            headers.with("X-Accel-Buffering", "no"); // nginx would hold frames back
        }
        Response head = new Response(Status.OK, headers.map(), NOTHING);
        attach(exchange, name, new Receiver(exchange, format, head, settings), true);
    }

    private void attach(Exchange exchange, String name, Receiver receiver, boolean mayWait) {
        while (true) {
            if (!sessions.has(name) && sessions.areRefused()) {
                Answers.stopping(exchange);
                return;
            }
            Limit reached = sessions.has(name) ? null : sessions.limitReachedBy(exchange.request());
            if (reached != null) {
                exchange.limitReached(reached);
                answer(exchange, Status.SERVICE_UNAVAILABLE, reached.named("there are too many sessions"));
                return;
            }
            HttpSession session = sessions.findOrOpen(name, exchange, receiver.framing());
            if (!session.isOwnedBy(exchange.request())) {
                answer(exchange, Status.NOT_FOUND, "there is no such session");
                return;
            }
            switch (session.outgoing().attach(receiver)) {
                case DONE -> {
                    receiver.begin(session);
                    return;
                }
                case OCCUPIED -> {
                    occupied(exchange, name, receiver, session.outgoing().receiver(), mayWait);
                    return;
                }
                case TOO_LATE -> sessions.forget(name, session);
            }
        }
    }

    /** The client may have broken the other request off, and this one may have been noticed first. */
    private void occupied(
            Exchange exchange, String name, Receiver receiver, @Nullable Receiver other, boolean mayWait) {
        if (mayWait && other != null) {
            other.afterNews(() -> exchange.execute(() -> attach(exchange, name, receiver, false)));
        } else if (mayWait) {
            attach(exchange, name, receiver, false);
        } else {
            receiver.refuse(Frames.close(2010, "Another connection still open"));
        }
    }

    // ---- sending ----

    private void send(Exchange exchange, String name, Status accepted) {
        HttpSession session = sessions.find(name, exchange);
        if (session == null) {
            answer(exchange, Status.NOT_FOUND, "there is no such session");
            return;
        }
        try {
            CharSequence payload = payload(exchange.request(), accepted == Status.OK);
            if (payload.isEmpty()) {
                answer(exchange, Status.INTERNAL_SERVER_ERROR, "Payload expected.");
                return;
            }
            List<String> messages = StringArray.parse(payload);
            session.receive(messages, taken -> exchange.execute(() -> confirm(exchange, taken, accepted)));
        } catch (BrokenJson e) {
            answer(exchange, Status.INTERNAL_SERVER_ERROR, "Broken JSON encoding.");
        }
    }

    private static CharSequence payload(Request request, boolean mayBeForm) throws BrokenJson {
        CharSequence body = StringArray.decode(request.body().duplicate());
        boolean isForm = mayBeForm
                && request.headers()
                        .getOrDefault("Content-Type", "")
                        .toLowerCase(Locale.ROOT)
                        .startsWith(Form.MEDIA_TYPE);
        return isForm ? Form.value(body.toString(), "d").orElse("") : body;
    }

    private void confirm(Exchange exchange, boolean taken, Status accepted) {
        if (!taken) {
            answer(exchange, Status.SERVICE_UNAVAILABLE, "too many payloads wait");
        } else {
            ByteBuffer body = accepted == Status.OK ? OK.duplicate() : NOTHING;
            exchange.respond(
                    new Response(accepted, headers(exchange.request(), TEXT).map(), body));
        }
    }

    private void answer(Exchange exchange, Status status, String sentence) {
        Headers headers = headers(exchange.request(), TEXT).with("X-Content-Type-Options", "nosniff");
        exchange.respond(new Response(status, headers.map(), ByteBuffer.wrap(sentence.getBytes(UTF_8))));
    }

    private Headers headers(Request request, String mediaType) {
        Headers headers =
                new Headers().with("Content-Type", mediaType).notCached().shared(request);
        return withCookie(request, headers);
    }

    private Headers withCookie(Request request, Headers headers) {
        return settings.cookie() ? headers.cookie(request) : headers;
    }
}
