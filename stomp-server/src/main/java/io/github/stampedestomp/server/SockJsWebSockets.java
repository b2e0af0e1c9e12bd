package io.github.stampedestomp.server;

import static java.nio.ByteBuffer.allocate;

import io.github.stampedestomp.frame.Limit;
import io.github.stampedestomp.server.http.Exchange;
import io.github.stampedestomp.server.http.Origins;
import io.github.stampedestomp.server.net.Timer;
import io.github.stampedestomp.server.sockjs.WebSockets;
import io.github.stampedestomp.server.websocket.MessageLimits;
import io.github.stampedestomp.server.websocket.WebSocketConnection;
import io.github.stampedestomp.server.websocket.WebSocketEndpoint;
import io.github.stampedestomp.server.websocket.WebSocketFraming;
import io.github.stampedestomp.server.websocket.WebSocketListener;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import java.util.function.Function;

/** Brings WebSockets to SockJS, which both stand below this roof and do not see each other. */
record SockJsWebSockets(Origins origins, int fragments, Consumer<Limit> limits) implements WebSockets {
    private static final ByteBuffer NOTHING = allocate(0);

    @Override
    public void open(Exchange exchange, int messageBytes, Function<Line, Listener> listeners) {
        WebSocketEndpoint.open(
                exchange,
                origins,
                new MessageLimits(messageBytes, fragments),
                webSocket -> new ToSockJs(listeners.apply(new ToWebSocket(webSocket)), limits));
    }

    private record ToWebSocket(WebSocketConnection webSocket) implements Line {
        @Override
        public void sendText(ByteBuffer utf8) {
            webSocket.send(WebSocketFraming.TEXT.first(utf8, NOTHING, true));
        }

        @Override
        public void send(ByteBuffer wire) {
            webSocket.send(wire);
        }

        @Override
        public long unsentBytes() {
            return webSocket.unsentBytes();
        }

        @Override
        public long sentBytes() {
            return webSocket.sentBytes();
        }

        @Override
        public void pauseReading() {
            webSocket.pauseReading();
        }

        @Override
        public void resumeReading() {
            webSocket.resumeReading();
        }

        @Override
        public Timer timer(Runnable task) {
            return webSocket.timer(task);
        }

        @Override
        public long nanoTime() {
            return webSocket.nanoTime();
        }

        @Override
        public void execute(Runnable task) {
            webSocket.execute(task);
        }

        @Override
        public void close(int code, String reason) {
            webSocket.close(code, reason);
        }

        @Override
        public boolean hasEnded() {
            return webSocket.hasEnded();
        }
    }

    private record ToSockJs(Listener listener, Consumer<Limit> limits) implements WebSocketListener {
        @Override
        public void opened() {
            listener.opened();
        }

        @Override
        public void receive(boolean text, ByteBuffer piece, boolean last) {
            listener.receive(text, piece, last);
        }

        @Override
        public void limitReached(Limit limit) {
            limits.accept(limit);
        }

        @Override
        public void writable() {
            listener.writable();
        }

        @Override
        public void stop() {
            listener.stop();
        }

        @Override
        public void closed(String reason) {
            listener.closed(reason);
        }
    }
}
