package io.github.stampedestomp.session;

import io.github.stampedestomp.broker.Message;
import io.github.stampedestomp.frame.Frame;
import io.github.stampedestomp.frame.Headers;
import java.util.Locale;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the frames of one session to the log, while it is switched on: one line each, with the headers and the length of the
 * body, without the body, and without what a header with a telling name holds. Any thread may switch it; all else belongs to the
 * session's thread.
 */
final class FrameLog {
    private static final Logger LOG = LoggerFactory.getLogger("io.github.stampedestomp.frames");
    private static final Set<String> SECRETS = Set.of(
            "passcode",
            "passw",
            "pwd",
            "secret",
            "token",
            "auth",
            "bearer",
            "jwt",
            "cookie",
            "key",
            "credential",
            "session",
            "signature");
    private static final int SHOWN_CHARACTERS = 256;

    private final String session;
    private volatile boolean isOn;

    /** Starts switched off. */
    FrameLog(String session) {
        this.session = session;
    }

    void set(boolean on) {
        isOn = on;
    }

    void received(Frame frame) {
        if (isOn) {
            write("<-", frame.command().toString(), frame.headers(), frame.body().length);
        }
    }

    void sent(Frame frame) {
        if (isOn) {
            write("->", frame.command().toString(), frame.headers(), frame.body().length);
        }
    }

    void sent(Subscription subscription, Message message) {
        if (isOn) {
            Headers all = Headers.of("subscription", subscription.name(), "destination", message.shown());
            write("->", "MESSAGE" + text(all), message.headers(), message.body().length);
        }
    }

    private void write(String direction, String command, Headers headers, int bodyBytes) {
        LOG.info(
                "{} {} {}{} [{} bytes]", EndedSession.shortName(session), direction, command, text(headers), bodyBytes);
    }

    private static String text(Headers headers) {
        StringBuilder text = new StringBuilder();
        headers.forEach((name, value) ->
                text.append(' ').append(shown(name)).append(':').append(isSecret(name) ? "***" : shown(value)));
        return text.toString();
    }

    private static boolean isSecret(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return SECRETS.stream().anyMatch(lower::contains);
    }

    /** No client shall write lines of its own, or long ones. */
    private static String shown(String text) {
        String start = text.length() > SHOWN_CHARACTERS ? text.substring(0, SHOWN_CHARACTERS) + "…" : text;
        return EndedSession.onOneLine(start);
    }
}
