package io.github.stampedestomp.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.stampedestomp.codec.Carrier;
import io.github.stampedestomp.server.http.Request;
import io.github.stampedestomp.server.net.Timer;
import io.github.stampedestomp.server.sockjs.Conversation;
import io.github.stampedestomp.server.sockjs.SockJsSession;
import io.github.stampedestomp.session.Connection;
import io.github.stampedestomp.session.Handshake;
import io.github.stampedestomp.session.HeartBeat;
import io.github.stampedestomp.session.StompSession;
import java.nio.ByteBuffer;
import java.util.function.Function;

/** Carries the STOMP session of one client over SockJS. Its messages are pieces of STOMP, cut anywhere. */
final class StompOverSockJs implements Connection, Conversation {
    private static final char NONE = '\0';
    private static final int REPLACEMENT = 0xfffd;

    private final SockJsSession sockJs;
    private final Handshake handshake;
    private final Carrier carrier;
    private final Timer timer;
    private final StompSession session;
    private final Runnable drain = this::drain;
    /** The first half of a character, whose second half begins the next message. */
    private char half = NONE;

    StompOverSockJs(SockJsSession sockJs, Function<Connection, StompSession> sessions) {
        this.sockJs = sockJs;
        this.handshake = told(sockJs.request());
        this.carrier = SockJsCarrier.of(sockJs.framing());
        this.timer = sockJs.timer(this::onTime);
        this.session = sessions.apply(this);
    }

    /** {@return what a client said by a request} */
    static Handshake told(Request request) {
        return new Handshake(
                request.path(),
                request.query(),
                request.headers(),
                request.remoteAddress(),
                request.scheme(),
                request.certificates());
    }

    // ---- what the session asks for ----

    @Override
    public Handshake handshake() {
        return handshake;
    }

    @Override
    public Carrier carrier() {
        return carrier;
    }

    @Override
    public void send(ByteBuffer wire) {
        sockJs.send(wire);
    }

    @Override
    public void send(ByteBuffer first, ByteBuffer rest) {
        sockJs.send(first, rest);
    }

    @Override
    public long unsentBytes() {
        return sockJs.unsentBytes();
    }

    @Override
    public long sentBytes() {
        return sockJs.sentBytes();
    }

    /** Until a client is let in it may send little, and once the session sends heart-beats there is no need of others. */
    @Override
    public void letIn(HeartBeat heartBeat) {
        sockJs.allowLongPayloads();
        if (!heartBeat.send().isZero()) {
            sockJs.stopHeartbeats();
        }
    }

    @Override
    public void pauseReading() {
        sockJs.pauseReading();
    }

    @Override
    public void resumeReading() {
        sockJs.resumeReading();
    }

    @Override
    public void schedule(long nanoTime) {
        timer.at(nanoTime);
    }

    @Override
    public void wake() {
        sockJs.execute(drain);
    }

    @Override
    public void execute(Runnable task) {
        sockJs.execute(task);
    }

    @Override
    public void close(int code, String reason) {
        sockJs.close(code, reason);
    }

    // ---- what SockJS reports ----

    @Override
    public void receive(String message) {
        String text = half == NONE ? message : half + message;
        boolean isCut = !text.isEmpty() && Character.isHighSurrogate(text.charAt(text.length() - 1));
        half = isCut ? text.charAt(text.length() - 1) : NONE;
        session.receive(utf8(isCut ? text.substring(0, text.length() - 1) : text));
    }

    @Override
    public void writable() {
        if (!sockJs.hasEnded()) {
            session.sent();
        }
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
        if (!sockJs.hasEnded()) {
            session.drain();
        }
    }

    private void onTime() {
        session.onTime();
    }

    /** Half a character alone becomes what browsers make of it in a WebSocket, Web IDL, chapter 2.13.21. */
    private static ByteBuffer utf8(String text) {
        return ByteBuffer.wrap((holdsLoneHalf(text) ? repaired(text) : text).getBytes(UTF_8));
    }

    private static boolean holdsLoneHalf(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                boolean isPair = i + 1 < text.length() && Character.isSurrogatePair(text.charAt(i), text.charAt(i + 1));
                if (!isPair) {
                    return true;
                }
                i++;
            }
        }
        return false;
    }

    private static String repaired(String text) {
        return text.codePoints()
                .map(character -> Character.getType(character) == Character.SURROGATE ? REPLACEMENT : character)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
