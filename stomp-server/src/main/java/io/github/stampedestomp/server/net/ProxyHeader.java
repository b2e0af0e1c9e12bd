package io.github.stampedestomp.server.net;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a proxy says first by the PROXY protocol, version 1 or 2: for whom it has connected. Bytes may be fed in pieces of any
 * size. Once it has thrown, it is of no further use.
 */
final class ProxyHeader {
    private static final byte[] LINE_START = "PROXY ".getBytes(ISO_8859_1);
    private static final int LINE_BYTES = 107;
    private static final byte[] SIGNATURE = "\r\n\r\n\0\r\nQUIT\n".getBytes(ISO_8859_1);
    private static final int FIXED_BYTES = 16;
    private static final int MOST_VARIABLE_BYTES = 4096;
    private static final int COMMAND_AT = 12;
    private static final int FAMILY_AT = 13;
    private static final int LENGTH_AT = 14;
    private static final int V4_BYTES = 4;
    private static final int V6_BYTES = 16;
    /** Two addresses and two ports. */
    private static final int V4_VARIABLE_BYTES = 2 * V4_BYTES + 4;

    private static final int V6_VARIABLE_BYTES = 2 * V6_BYTES + 4;

    /** The longest line, which is longer than what counts of a binary header. */
    private final byte[] head = new byte[LINE_BYTES];

    private int count;
    private boolean isComplete;
    private @Nullable IpAddress client;

    /**
     * Takes bytes, none beyond the header.
     *
     * @return whether the header is complete
     * @throws IOException if it is malformed; the message is a sentence that holds none of its bytes
     */
    boolean read(ByteBuffer bytes) throws IOException {
        while (!isComplete && bytes.hasRemaining()) {
            take(bytes.get());
        }
        return isComplete;
    }

    /** {@return the client, or nothing if the proxy has connected for its own sake or cannot tell} */
    Optional<IpAddress> client() {
        return Optional.ofNullable(client);
    }

    private void take(byte next) throws IOException {
        if (count < head.length) {
            head[count] = next;
        }
        count++;
        if (head[0] == LINE_START[0]) {
            line(next);
        } else {
            binary(next);
        }
    }

    /** Chapter 2.1 of the specification: {@code PROXY TCP4 192.0.2.1 192.0.2.2 65535 80}. */
    private void line(byte next) throws IOException {
        if (count <= LINE_START.length) {
            require(next == LINE_START[count - 1], "does not begin with a PROXY header");
        } else if (next == '\n') {
            require(head[count - 2] == '\r', "has a PROXY header without a carriage return");
            words(new String(head, 0, count - 2, ISO_8859_1).split(" ", -1));
            isComplete = true;
        } else {
            require(count < LINE_BYTES, "has a PROXY header that is too long");
        }
    }

    private void words(String[] words) throws IOException {
        if (words[1].equals("UNKNOWN")) {
            return; // whatever follows
        }
        boolean isV4 = words[1].equals("TCP4");
        require(isV4 || words[1].equals("TCP6"), "has a PROXY header of an unknown protocol");
        require(
                words.length == 6
                        && isAddress(words[2], isV4)
                        && isAddress(words[3], isV4)
                        && isPort(words[4])
                        && isPort(words[5]),
                "has a PROXY header with malformed addresses");
        client = IpAddress.parse(words[2]).orElseThrow();
    }

    private static boolean isAddress(String word, boolean isV4) {
        return (word.indexOf(':') < 0) == isV4 && IpAddress.parse(word).isPresent();
    }

    private static boolean isPort(String word) {
        boolean isNumber = !word.isEmpty()
                && word.length() <= 5
                && word.chars().allMatch(c -> '0' <= c && c <= '9')
                && (word.length() == 1 || word.charAt(0) != '0');
        return isNumber && Integer.parseInt(word) <= 0xffff;
    }

    /** Chapter 2.2 of the specification: signature, version and command, family and protocol, length, addresses, more. */
    private void binary(byte next) throws IOException {
        if (count <= SIGNATURE.length) {
            require(next == SIGNATURE[count - 1], "does not begin with a PROXY header");
        } else if (count == FIXED_BYTES) {
            checkFixedPart();
        }
        if (count >= FIXED_BYTES && count == FIXED_BYTES + variableBytes()) {
            if (isProxied()) {
                address();
            }
            isComplete = true;
        }
    }

    private void checkFixedPart() throws IOException {
        require(
                head[COMMAND_AT] == 0x20 || head[COMMAND_AT] == 0x21,
                "has a PROXY header of an unknown version or command");
        require(variableBytes() <= MOST_VARIABLE_BYTES, "has a PROXY header that is too long");
        if (isProxied()) {
            int least =
                    switch (head[FAMILY_AT]) {
                        case 0x00, 0x31 -> 0; // neither family of the internet
                        case 0x11 -> V4_VARIABLE_BYTES;
                        case 0x21 -> V6_VARIABLE_BYTES;
                        default -> throw new IOException("has a PROXY header of an unknown protocol");
                    };
            require(variableBytes() >= least, "has a PROXY header that is too short");
        }
    }

    private boolean isProxied() {
        return head[COMMAND_AT] == 0x21;
    }

    private int variableBytes() {
        return (head[LENGTH_AT] & 0xff) << 8 | (head[LENGTH_AT + 1] & 0xff);
    }

    private void address() {
        int length = head[FAMILY_AT] == 0x11 ? V4_BYTES : head[FAMILY_AT] == 0x21 ? V6_BYTES : 0;
        if (length > 0) {
            client = IpAddress.of(Arrays.copyOfRange(head, FIXED_BYTES, FIXED_BYTES + length));
        }
    }

    private static void require(boolean isRight, String otherwise) throws IOException {
        if (!isRight) {
            throw new IOException(otherwise);
        }
    }
}
