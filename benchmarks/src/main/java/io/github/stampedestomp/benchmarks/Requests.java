package io.github.stampedestomp.benchmarks;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** The bytes that clients send, in the plainest form that the protocols allow. All text is ASCII. */
final class Requests {
    private static final String VERSION = " HTTP/1.1\r\nHost: localhost\r\n";
    private static final int SHORT_LENGTH = 125;
    private static final int LONGEST_MEDIUM_LENGTH = 0xffff;

    private Requests() {}

    static byte[] get(String path) {
        return ascii("GET " + path + VERSION + "\r\n");
    }

    static byte[] post(String path, String body) {
        return ascii("POST " + path + VERSION + "Content-Type: text/plain\r\nContent-Length: " + body.length()
                + "\r\n\r\n" + body);
    }

    /** {@return an opening handshake, RFC 6455, chapter 4.1} */
    static byte[] upgrade(String path) {
        return ascii("GET " + path + VERSION + "Upgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AQIDBAUGBwgJCgsMDQ4PEA==\r\n"
                + "Sec-WebSocket-Protocol: v12.stomp\r\n\r\n");
    }

    /** {@return a text message, RFC 6455, chapter 5.2, under a mask that changes nothing} */
    static byte[] message(String text) {
        ByteBuffer frame = ByteBuffer.allocate(14 + text.length()).put((byte) 0x81);
        if (text.length() <= SHORT_LENGTH) {
            frame.put((byte) (0x80 | text.length()));
        } else if (text.length() <= LONGEST_MEDIUM_LENGTH) {
            frame.put((byte) (0x80 | 126)).putShort((short) text.length());
        } else {
            frame.put((byte) (0x80 | 127)).putLong(text.length());
        }
        frame.putInt(0).put(ascii(text));
        return Arrays.copyOf(frame.array(), frame.position());
    }

    static String subscribe(String id, String destination) {
        return "SUBSCRIBE\nid:" + id + "\ndestination:" + destination + "\nreceipt:here\n\n\0";
    }

    static String subscribeUnconfirmed(String id, String destination) {
        return "SUBSCRIBE\nid:" + id + "\ndestination:" + destination + "\n\n\0";
    }

    /** {@return a frame of STOMP as a message of SockJS} */
    static String quoted(String frame) {
        return "[\"" + frame.replace("\n", "\\n").replace("\0", "\\u0000") + "\"]";
    }

    private static byte[] ascii(String text) {
        return text.getBytes(US_ASCII);
    }
}
