package io.github.stampedestomp.server.http;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToIntFunction;

/** Request line and headers, built line by line. Whatever two readers could understand in two ways is refused. */
final class RequestHead {
    private static final String TOKEN_PUNCTUATION = "!#$%&'*+-.^_`|~";
    private static final String NOT_IN_HOST = " \t,/\\@?#\"<>";
    private static final int MOST_DIGITS = 18;
    private static final String TRANSFER_ENCODING = "Transfer-Encoding";
    private static final String CONTENT_LENGTH = "Content-Length";

    private final HttpLimits limits;
    private final String method;
    private final Target target;
    private final HttpVersion version;
    private final Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private int headerCount;

    /** RFC 9112, chapter 3. */
    RequestHead(String requestLine, HttpLimits limits) {
        this.limits = limits;
        String[] words = requestLine.split(" ", -1);
        if (words.length != 3 || !isToken(words[0])) {
            throw HttpFault.badRequestLine();
        }
        method = words[0];
        version = version(words[2]);
        target = Target.parse(words[1]);
        if (target.path().equals(Target.WHOLE_SERVER) && !method.equals("OPTIONS")) {
            throw HttpFault.badTarget();
        }
    }

    private static HttpVersion version(String word) {
        boolean isVersion = word.length() == 8
                && word.startsWith("HTTP/")
                && isDigit(word.charAt(5))
                && word.charAt(6) == '.'
                && isDigit(word.charAt(7));
        if (!isVersion) {
            throw HttpFault.badRequestLine();
        }
        return switch (word) {
            case "HTTP/1.0" -> HttpVersion.HTTP_1_0;
            case "HTTP/1.1" -> HttpVersion.HTTP_1_1;
            default -> throw HttpFault.unknownVersion();
        };
    }

    String path() {
        return target.path();
    }

    /** RFC 9112, chapter 5. A line that goes on with the value of the one before has no name, so it is refused. */
    void header(String line) {
        int colon = line.indexOf(':');
        if (colon < 0 || !isToken(line.substring(0, colon))) {
            throw HttpFault.badHeader();
        }
        if (++headerCount > limits.headers()) {
            throw HttpFault.tooManyHeaders(limits.headers());
        }
        headers.merge(
                line.substring(0, colon), line.substring(colon + 1).strip(), (first, next) -> first + ", " + next);
    }

    /**
     * Checks what only all headers together tell.
     *
     * @param bodyBytes tells for a path how long a body may be
     * @return what takes the body
     */
    BodyReader end(ToIntFunction<String> bodyBytes) {
        checkHost();
        String expectation = headers.get("Expect");
        if (expectation != null && !expectation.equalsIgnoreCase("100-continue")) {
            throw HttpFault.unknownExpectation();
        }
        int most = bodyBytes.applyAsInt(target.path());
        return headers.containsKey(TRANSFER_ENCODING) ? chunkedBody(most) : sizedBody(most);
    }

    /** {@return whether the client waits for a word before it sends the body} */
    boolean expectsContinue() {
        return version == HttpVersion.HTTP_1_1 && headers.containsKey("Expect");
    }

    Request request(ByteBuffer body, Peer peer) {
        return new Request(
                method,
                target.path(),
                target.query(),
                version,
                headers,
                body,
                peer.remoteAddress(),
                peer.scheme(),
                peer.certificates());
    }

    /** RFC 9112, chapter 3.2. */
    private void checkHost() {
        String host = headers.get("Host");
        boolean mayBeMissing = version == HttpVersion.HTTP_1_0;
        if (host == null ? !mayBeMissing : !isHost(host)) {
            throw HttpFault.badHost();
        }
        String authority = target.authority();
        if (authority != null) {
            if (authority.isEmpty() || !isHost(authority)) { // RFC 9110, chapter 4.2.1
                throw HttpFault.badTarget();
            }
            headers.put("Host", authority);
        }
    }

    /** RFC 9112, chapters 6.1 and 6.3. */
    private BodyReader chunkedBody(int most) {
        String encoding = headers.getOrDefault(TRANSFER_ENCODING, "");
        if (version == HttpVersion.HTTP_1_0 || headers.containsKey(CONTENT_LENGTH)) {
            throw HttpFault.badTransferEncoding();
        }
        if (encoding.equalsIgnoreCase("chunked")) {
            return new ChunkedBody(most, limits.headBytes());
        }
        throw HttpFault.unknownTransferEncoding();
    }

    /** RFC 9112, chapter 6.2. */
    private BodyReader sizedBody(int most) {
        String length = headers.getOrDefault(CONTENT_LENGTH, "0");
        if (length.isEmpty() || !length.chars().allMatch(RequestHead::isDigit)) {
            throw HttpFault.badContentLength();
        }
        if (length.length() > MOST_DIGITS || Long.parseLong(length) > most) {
            throw HttpFault.bodyTooLong(most);
        }
        return new SizedBody(Integer.parseInt(length));
    }

    private static boolean isHost(String host) {
        return host.chars().noneMatch(c -> NOT_IN_HOST.indexOf(c) >= 0 || c > 0x7e);
    }

    private static boolean isToken(String word) {
        return !word.isEmpty()
                && word.chars().allMatch(c -> isDigit(c) || isLetter(c) || TOKEN_PUNCTUATION.indexOf(c) >= 0);
    }

    private static boolean isLetter(int c) {
        return ('a' <= c && c <= 'z') || ('A' <= c && c <= 'Z');
    }

    private static boolean isDigit(int c) {
        return '0' <= c && c <= '9';
    }
}
