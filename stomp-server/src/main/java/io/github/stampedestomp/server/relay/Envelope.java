package io.github.stampedestomp.server.relay;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.stampedestomp.frame.Frame;
import io.github.stampedestomp.frame.HeaderName;
import io.github.stampedestomp.frame.Headers;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a message travels between servers. What its sender has put into headers is packed into one: brokers take some headers for
 * their own, such as {@code reply-to} or {@code expires}, keep one of two of the same name, and add more.
 */
final class Envelope {
    private static final String TO = "stampede-to";
    private static final String FROM = "stampede-from";
    private static final String PACKED = "stampede-headers";
    /** What some brokers take for one line, or for one value. */
    private static final int MOST_OF_A_LINE = 8000;

    private static final int MOST_OF_A_TYPE = 200;
    /** What is passed on of a message that comes from somebody else. */
    private static final Set<String> PASSED_ON = Set.of(HeaderName.CONTENT_TYPE, "correlation-id", "reply-to");

    /**
     * Who has sent a message, and as which one.
     *
     * @param node the server
     * @param number rises with each message of the server
     */
    record Origin(String node, long number) {}

    private Envelope() {}

    /** Adds to a SEND what is found again in the MESSAGE. */
    static void pack(String destination, Headers own, Origin origin, Headers.Builder headers) {
        headers.add(TO, encode(destination)).add(FROM, origin.node + "/" + origin.number);
        String type = own.first(HeaderName.CONTENT_TYPE);
        if (type != null && type.length() <= MOST_OF_A_TYPE) {
            headers.add(HeaderName.CONTENT_TYPE, type);
        }
        StringBuilder packed = new StringBuilder();
        own.forEach((name, value) -> packed.append(packed.isEmpty() ? "" : "&")
                .append(encode(name))
                .append('=')
                .append(encode(value)));
        for (int i = 0; i == 0 || i < packed.length(); i += MOST_OF_A_LINE) {
            headers.add(
                    i == 0 ? PACKED : PACKED + "-" + i,
                    packed.substring(i, Math.min(packed.length(), i + MOST_OF_A_LINE)));
        }
    }

    /** {@return the destination that a message was sent to, or null if it comes from somebody else} */
    static @Nullable String destination(Frame message) {
        String destination = message.header(TO);
        return destination == null ? null : decode(destination);
    }

    /** {@return who has sent a message, or null if somebody else has} */
    static @Nullable Origin origin(Frame message) {
        String from = message.header(FROM);
        int slash = from == null ? -1 : from.indexOf('/');
        if (from == null || slash < 0) {
            return null;
        }
        try {
            return new Origin(from.substring(0, slash), Long.parseLong(from.substring(slash + 1)));
        } catch (NumberFormatException e) {
            return null; // somebody else, who has seen a message of ours
        }
    }

    /** {@return the headers that the sender has put in} */
    static Headers headers(Frame message) {
        String first = message.header(PACKED);
        if (first == null) {
            return message.headers().keeping(PASSED_ON::contains);
        }
        StringBuilder packed = new StringBuilder(first);
        for (String more = first; more != null && packed.length() % MOST_OF_A_LINE == 0; ) {
            more = message.header(PACKED + "-" + packed.length());
            packed.append(more == null ? "" : more);
        }
        Headers.Builder headers = new Headers.Builder();
        for (String each : packed.toString().split("&", -1)) {
            int equals = each.indexOf('=');
            if (equals >= 0) {
                headers.add(decode(each.substring(0, equals)), decode(each.substring(equals + 1)));
            }
        }
        return headers.build();
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, UTF_8);
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, UTF_8);
        } catch (IllegalArgumentException e) {
            return text; // not encoded by us
        }
    }
}
