package io.github.stampedestomp.server;

import io.github.stampedestomp.server.http.HttpLimits;
import io.github.stampedestomp.server.http.HttpServer;
import io.github.stampedestomp.server.http.Origins;
import io.github.stampedestomp.server.http.Route;
import io.github.stampedestomp.server.http.Routes;
import io.github.stampedestomp.server.net.Admission;
import io.github.stampedestomp.server.net.EventLoops;
import io.github.stampedestomp.server.sockjs.Conversation;
import io.github.stampedestomp.server.sockjs.SockJsService;
import io.github.stampedestomp.server.sockjs.SockJsSession;
import io.github.stampedestomp.server.sockjs.SockJsSettings;
import io.github.stampedestomp.server.sockjs.Transport;
import io.github.stampedestomp.server.websocket.MessageLimits;
import io.github.stampedestomp.server.websocket.WebSocketConnection;
import io.github.stampedestomp.server.websocket.WebSocketEndpoint;
import io.github.stampedestomp.server.websocket.WebSocketFraming;
import io.github.stampedestomp.server.websocket.WebSocketListener;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A SockJS server without STOMP, with the services that the public tests of the SockJS protocol expect. Runs until it is
 * stopped; the command stands in {@code CONTRIBUTING.md}.
 */
public final class EchoServices {
    private static final int PORT = 8081;
    private static final Origins ORIGINS = Origins.any();

    /** As the public tests have it: responses end after 4 KiB. */
    static final SockJsSettings SETTINGS = settings(EnumSet.allOf(Transport.class), false);

    private EchoServices() {}

    /** Listens on the port that is named, or on the one that the public tests use. */
    public static void main(String[] arguments) throws IOException {
        int port = arguments.length == 0 ? PORT : Integer.parseInt(arguments[0]);
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        EventLoops loops = EventLoops.start(EventLoops.suitableCount(), System::nanoTime);
        HttpServer.start(address, loops, routes(), HttpLimits.STANDARD, Admission.upTo(1000));
        System.out.println("SockJS services at http://localhost:" + port);
    }

    static Routes routes() {
        return Routes.builder()
                .below("/echo", service(SETTINGS, Echo::new, rawEcho(ORIGINS)))
                .below("/close", service(SETTINGS, Closing::new, raw(ORIGINS, RawClosing::new)))
                .below("/cookie_needed_echo", service(settings(SETTINGS.transports(), true), Echo::new, null))
                .below(
                        "/disabled_websocket_echo",
                        service(
                                settings(EnumSet.complementOf(EnumSet.of(Transport.WEBSOCKET)), false),
                                Echo::new,
                                null))
                .build();
    }

    private static SockJsSettings settings(Set<Transport> transports, boolean cookie) {
        SockJsSettings defaults = SockJsSettings.DEFAULT;
        return new SockJsSettings(
                transports,
                4096,
                defaults.heartbeat(),
                defaults.disconnectDelay(),
                defaults.payloadBytes(),
                1000,
                Integer.MAX_VALUE,
                cookie,
                "/sockjs.min.js",
                defaults.owner());
    }

    /** {@return a route for WebSockets without SockJS, which send back what comes} */
    static Route rawEcho(Origins origins) {
        return raw(origins, RawEcho::new);
    }

    private static Route raw(Origins origins, Function<WebSocketConnection, WebSocketListener> listeners) {
        return exchange -> WebSocketEndpoint.open(
                exchange, origins, new MessageLimits(SETTINGS.payloadBytes(), MessageLimits.FRAGMENTS), listeners);
    }

    private static SockJsService service(
            SockJsSettings settings,
            Function<SockJsSession, Conversation> conversations,
            @Nullable Route rawWebSocket) {
        return new SockJsService(
                settings,
                ORIGINS,
                new SockJsWebSockets(ORIGINS, MessageLimits.FRAGMENTS, limit -> {}),
                rawWebSocket,
                conversations);
    }

    /** Sends back what comes. */
    private record Echo(SockJsSession session) implements Conversation {
        Echo {
            session.allowLongPayloads();
        }

        @Override
        public void receive(String message) {
            session.send(message);
        }

        @Override
        public void writable() {}

        @Override
        public void stop() {
            session.close(1001, "the server stops");
        }

        @Override
        public void closed(String reason) {}
    }

    /** Closes at once. */
    private record Closing(SockJsSession session) implements Conversation {
        Closing {
            session.close(3000, "Go away!");
        }

        @Override
        public void receive(String message) {}

        @Override
        public void writable() {}

        @Override
        public void stop() {}

        @Override
        public void closed(String reason) {}
    }

    /** Sends back what comes by a WebSocket without SockJS. */
    private static final class RawEcho implements WebSocketListener {
        private final WebSocketConnection webSocket;
        private final ByteArrayOutputStream message = new ByteArrayOutputStream();

        RawEcho(WebSocketConnection webSocket) {
            this.webSocket = webSocket;
        }

        @Override
        public void receive(boolean text, ByteBuffer piece, boolean last) {
            message.write(piece.array(), piece.arrayOffset() + piece.position(), piece.remaining());
            if (last) {
                ByteBuffer whole = ByteBuffer.wrap(message.toByteArray());
                webSocket.send(WebSocketFraming.TEXT.first(whole, ByteBuffer.allocate(0), text));
                message.reset();
            }
        }

        @Override
        public void writable() {}

        @Override
        public void stop() {
            webSocket.close(1001, "the server stops");
        }

        @Override
        public void closed(String reason) {}
    }

    /** Closes a WebSocket without SockJS at once. */
    private record RawClosing(WebSocketConnection webSocket) implements WebSocketListener {
        @Override
        public void opened() {
            webSocket.close(3000, "Go away!");
        }

        @Override
        public void receive(boolean text, ByteBuffer piece, boolean last) {}

        @Override
        public void writable() {}

        @Override
        public void stop() {}

        @Override
        public void closed(String reason) {}
    }
}
