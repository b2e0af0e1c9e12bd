package io.github.stampedestomp.server.sockjs;

import java.nio.ByteBuffer;

/**
 * How messages are written for sessions of a kind: as strings of JSON, once for all of them. A message may be prepared in
 * two parts, of which the second serves many first ones. Of bytes that are not UTF-8, which SockJS cannot carry, each
 * becomes a question mark.
 */
public enum MessageFraming {
    /** One element of an array, as several that wait are sent in one frame. */
    HTTP(",\"", "\"", ""),
    /** The same for clients of EventSource, which take a percent sign for the start of an escape of URLs. */
    EVENTSOURCE(",\"", "\"", "%25"),
    /** The text of a whole WebSocket message. */
    WEBSOCKET("a[\"", "\"]", "");

    private final String before;
    private final String after;
    private final String percent;

    MessageFraming(String before, String after, String percent) {
        this.before = before;
        this.after = after;
        this.percent = percent;
    }

    /** {@return the start of a message} */
    public ByteBuffer first(ByteBuffer utf8) {
        return escapes(utf8.remaining()).plain(before).escaped(utf8).written();
    }

    /** {@return what follows the start of a message, up to its end} */
    public ByteBuffer rest(ByteBuffer utf8) {
        return escapes(utf8.remaining()).escaped(utf8).plain(after).written();
    }

    /** {@return a whole message} */
    public ByteBuffer message(String text) {
        return escapes(text.length()).plain(before).escaped(text).plain(after).written();
    }

    private JsonEscapes escapes(int length) {
        return new JsonEscapes(length + length / 8 + 16).writing('%', percent);
    }
}
