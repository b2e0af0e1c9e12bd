package io.github.stampedestomp.server.websocket;

import io.github.stampedestomp.codec.Carrier;
import io.github.stampedestomp.frame.Limit;
import io.github.stampedestomp.server.net.Timer;
import io.github.stampedestomp.session.Connection;
import io.github.stampedestomp.session.Handshake;
import io.github.stampedestomp.session.StompSession;
import java.nio.ByteBuffer;
import java.util.function.Function;

/** Carries the STOMP session of one client over a WebSocket. */
final class StompConnection implements Connection, WebSocketListener {
    private final WebSocketConnection webSocket;
    private final Handshake handshake;
    private final Timer timer;
    private final StompSession session;
    private final Runnable wake;
    private WebSocketFraming framing = WebSocketFraming.TEXT;

    StompConnection(WebSocketConnection webSocket, Handshake handshake, Function<Connection, StompSession> sessions) {
        this.webSocket = webSocket;
        this.handshake = handshake;
        this.timer = webSocket.timer(this::onTime);
        this.wake = webSocket.executing(this::drain);
        this.session = sessions.apply(this);
    }

    // ---- what the session asks for ----

    @Override
    public Handshake handshake() {
        return handshake;
    }

    /** {@return the kind of message in which the client has sent its CONNECT} */
    @Override
    public Carrier carrier() {
        return framing;
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
    public void schedule(long nanoTime) {
        timer.at(nanoTime);
    }

    @Override
    public void wake() {
        wake.run();
    }

    @Override
    public void execute(Runnable task) {
        webSocket.execute(task);
    }

    @Override
    public void close(int code, String reason) {
        webSocket.close(code, reason);
    }

    // ---- what the WebSocket reports ----

    @Override
    public void receive(boolean text, ByteBuffer piece, boolean last) {
        if (!session.isConnected()) {
            framing = text ? WebSocketFraming.TEXT : WebSocketFraming.BINARY;
        }
        session.receive(piece);
    }

    @Override
    public void limitReached(Limit limit) {
        session.limitReached(limit);
    }

    @Override
    public void writable() {
        session.sent();
    }

    @Override
    public void stop() {
        session.stop();
    }

    @Override
    public void closed(String reason) {
        session.closed(reason); // and cancels the timer, now or later
    }

    private void drain() {
        if (!webSocket.hasEnded()) {
            session.drain();
        }
    }

    private void onTime() {
        session.onTime();
    }
}
