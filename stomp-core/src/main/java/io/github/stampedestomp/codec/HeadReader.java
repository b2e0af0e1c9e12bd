package io.github.stampedestomp.codec;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.stampedestomp.frame.Command;
import io.github.stampedestomp.frame.HeaderName;
import io.github.stampedestomp.frame.Headers;
import io.github.stampedestomp.frame.ProtocolException;
import io.github.stampedestomp.frame.Version;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads the command and the header lines of one frame after the other, by the rules of the agreed version. */
final class HeadReader {
    private static final Map<String, Command> COMMANDS =
            Arrays.stream(Command.values()).collect(Collectors.toMap(Command::name, Function.identity()));
    /** Whatever is longer than any body may be. */
    private static final long TOO_LONG = Integer.MAX_VALUE + 1L;

    private static final int NO_LENGTH = -1;
    private static final KnownWords COMMAND_NAMES = new KnownWords(COMMANDS.keySet());
    /** Those that most frames of clients have. */
    private static final KnownWords HEADER_NAMES = new KnownWords(List.of(
            HeaderName.ACK,
            HeaderName.CONTENT_LENGTH,
            HeaderName.CONTENT_TYPE,
            HeaderName.DESTINATION,
            HeaderName.ID,
            HeaderName.MESSAGE_ID,
            HeaderName.RECEIPT,
            HeaderName.SUBSCRIPTION,
            HeaderName.TRANSACTION));

    private final FrameLimits limits;
    private @Nullable Version version;
    private Command command = Command.CONNECT;
    private Headers.Builder lines = new Headers.Builder();
    private int bytesOfLines;
    private int contentLength = NO_LENGTH;

    HeadReader(FrameLimits limits) {
        this.limits = limits;
    }

    void agree(Version agreed) {
        this.version = agreed;
    }

    Command command() {
        return command;
    }

    Headers headers() {
        return lines.build();
    }

    /** {@return the value of {@code content-length}, or -1 if the frame has none} */
    int contentLength() {
        return contentLength;
    }

    /** {@return whether CR LF ends a line as LF does: from 1.2 on, and as long as no version is agreed} */
    boolean allowsCarriageReturn() {
        return version == null || version == Version.V1_2;
    }

    /** {@return whether the frame may have a body} In 1.0 every frame may; what is of no use is ignored. */
    boolean mayHaveBody() {
        return command.mayHaveBody() || version == Version.V1_0;
    }

    /** Makes ready for the next frame. */
    void clear() {
        lines = new Headers.Builder();
        bytesOfLines = 0;
        contentLength = NO_LENGTH;
    }

    void command(byte[] bytes, int from, int to) {
        if (to - from > limits.commandBytes()) {
            throw ProtocolException.commandTooLong(limits.commandBytes());
        }
        String word = COMMAND_NAMES.find(bytes, from, to);
        String name = word == null ? text(bytes, from, to) : word;
        Command known = COMMANDS.get(name);
        if (known == null) {
            throw ProtocolException.unknownCommand(name);
        }
        command = known;
    }

    void header(byte[] bytes, int from, int to) {
        checkLimits(to - from);
        if (!Utf8.isValid(bytes, from, to)) {
            throw ProtocolException.notUtf8();
        }
        if (version == Version.V1_2 && indexOf('\r', bytes, from, to) < to) {
            throw ProtocolException.loneCarriageReturn();
        }
        int colon = indexOf(':', bytes, from, to);
        if (colon == to) {
            throw ProtocolException.headerWithoutColon(text(bytes, from, to));
        }
        String word = HEADER_NAMES.find(bytes, from, colon);
        String name = word == null ? plain(text(bytes, from, colon)) : word;
        if (name.isEmpty()) {
            throw ProtocolException.headerWithoutName(text(bytes, from, to));
        }
        add(name, plain(text(bytes, colon + 1, to)));
    }

    /** {@return where a character of ASCII stands first, or the end if it does not} */
    private static int indexOf(char ascii, byte[] bytes, int from, int to) {
        int at = from;
        while (at < to && bytes[at] != ascii) {
            at++;
        }
        return at;
    }

    private static String text(byte[] bytes, int from, int to) {
        return new String(bytes, from, to - from, UTF_8);
    }

    private void checkLimits(int lineBytes) {
        if (lineBytes > limits.headerLineBytes()) {
            throw ProtocolException.headerLineTooLong(limits.headerLineBytes());
        }
        if (lines.size() == limits.headers()) {
            throw ProtocolException.tooManyHeaders(limits.headers());
        }
        bytesOfLines += lineBytes;
        if (bytesOfLines > limits.headBytes()) {
            throw ProtocolException.headersTooLong(limits.headBytes());
        }
    }

    private String plain(String written) {
        if (version == Version.V1_0) {
            return written.strip();
        }
        return version == null || !command.escapesHeaders() ? written : HeaderEscapes.unescape(written, version);
    }

    private void add(String name, String value) {
        // Repeated headers: the first counts (STOMP 1.2, Repeated Header Entries).
        if (name.equals(HeaderName.CONTENT_LENGTH) && contentLength == NO_LENGTH) {
            // Before a version is agreed, the client may be one of 1.0, which pads values.
            contentLength = parseLength(version == null ? value.strip() : value);
        }
        lines.add(name, value);
    }

    private int parseLength(String value) {
        long length = 0;
        for (int i = 0; i < value.length(); i++) {
            char digit = value.charAt(i);
            if (digit < '0' || digit > '9') {
                throw ProtocolException.badContentLength(value);
            }
            length = Math.min(10 * length + digit - '0', TOO_LONG);
        }
        if (value.isEmpty()) {
            throw ProtocolException.badContentLength(value);
        }
        if (length > limits.bodyBytes()) {
            throw ProtocolException.bodyTooLong(limits.bodyBytes());
        }
        return (int) length;
    }
}
