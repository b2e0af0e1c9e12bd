package io.github.stampedestomp.session;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;

/**
 * What one client says and hears, as text of the wire: {@code ^@} is a NUL, {@code <m1>} the id of the first message that
 * anybody got, {@code <session>} the name of the session.
 */
final class Conversation {
    private final Conversations server;
    private final RecordingConnection connection = new RecordingConnection();
    private final StompSession session;

    Conversation(Conversations server, Sessions sessions) {
        this.server = server;
        this.session = sessions.open(connection);
    }

    // ---- what the client does ----

    /** Sends frames, all in one piece. */
    void sends(String... frames) {
        sends(bytes(frames));
    }

    /** Sends bytes, all in one piece. */
    void sends(byte[] bytes) {
        connection.arrive(bytes);
        server.run();
    }

    /** Sends a frame in two pieces. The cut counts from the front; one behind the end makes no difference. */
    void sendsCut(String frame, int at) {
        byte[] bytes = bytes(frame);
        int cut = Math.min(at, bytes.length);
        sends(Arrays.copyOf(bytes, cut));
        sends(Arrays.copyOfRange(bytes, cut, bytes.length));
    }

    /** Sends a message that is text. */
    void publishes(String destination, String text) {
        sends("SEND\ndestination:" + destination + "\n\n" + text + "^@");
    }

    /** Subscribes, with a subscription whose messages are acknowledged by having been sent. */
    void subscribes(String id, String destination) {
        subscribes(id, destination, "auto");
    }

    void subscribes(String id, String destination, String ack) {
        sends("SUBSCRIBE\nid:" + id + "\ndestination:" + destination + "\nack:" + ack + "\n\n^@");
    }

    /** Reads nothing more from the network. */
    void stopsReading() {
        connection.room(0);
    }

    /** Makes room for some bytes more. */
    void makesRoom(long bytes) {
        connection.room(bytes);
        server.run();
    }

    /** Reads from the network as fast as it can. */
    void readsOn() {
        makesRoom(Long.MAX_VALUE);
    }

    /** Is gone without a word. */
    void vanishes() {
        connection.vanish();
        server.run();
    }

    // ---- what the client gets ----

    /** Checks what the client got since it read last, to the byte. */
    void reads(String... frames) {
        assertThat(read()).isEqualTo(String.join("", frames));
    }

    void readsNothing() {
        reads();
    }

    /** {@return what the client got since it read last} */
    String read() {
        String text = new String(readBytes(), UTF_8).replace("\0", "^@").replace(session.id(), "<session>");
        return server.withAliases(text);
    }

    byte[] readBytes() {
        return connection.takeReceived();
    }

    /** {@return the text of the one frame that the client got since it read last} */
    String readsOne(String command) {
        String frame = read();
        assertThat(frame).startsWith(command + "\n").endsWith("^@").containsOnlyOnce("^@");
        return frame;
    }

    /** Checks that the client got an ERROR with a sentence and that nothing follows it. */
    void isRefused(String sentence) {
        assertThat(readsOne("ERROR")).endsWith("\n\n" + sentence + "^@");
        isClosed(1002);
    }

    /** Checks that the connection was closed. */
    void isClosed(int code) {
        assertThat(connection.closing()).as("how the connection was closed").isNotNull();
        assertThat(connection.closing().code()).isEqualTo(code);
        assertThat(session.isConnected()).isFalse();
    }

    void isClosed(int code, String reason) {
        assertThat(connection.closing()).isEqualTo(new RecordingConnection.Closing(code, reason));
    }

    void isOpen() {
        assertThat(connection.closing()).as("how the connection was closed").isNull();
    }

    boolean isHeld() {
        return !connection.isReading();
    }

    // ---- the server's side ----

    StompSession session() {
        return session;
    }

    /** {@return the name of the session} */
    String id() {
        return session.id();
    }

    long scheduled() {
        return connection.scheduled();
    }

    void onTime() {
        connection.unschedule();
        session.onTime();
    }

    boolean turn() {
        return connection.turn(session);
    }

    private byte[] bytes(String... frames) {
        return server.withoutAliases(String.join("", frames))
                .replace("^@", "\0")
                .getBytes(UTF_8);
    }
}
