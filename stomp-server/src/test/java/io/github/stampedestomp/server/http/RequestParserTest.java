package io.github.stampedestomp.server.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestParserTest {
    private static final HttpLimits LIMITS =
            new HttpLimits(1000, 5, 100, Duration.ofSeconds(10), Duration.ofSeconds(30), Duration.ofSeconds(30));

    private static final String TWO_REQUESTS = """
            POST /a%20b/%C3%A4?x=%20y HTTP/1.1
            Host: chat.example
            X-List: one
            x-list:  two\t
            Content-Length: 5

            helloPOST /chunks HTTP/1.1
            host: chat.example
            transfer-encoding: Chunked

            3;ext=1
            abc
            0A
            0123456789
            0
            Trailer: ignored

            """;

    private static final Peer PEER = new Peer("192.0.2.1", "http", List.of());

    private final RequestParser parser = new RequestParser(LIMITS, path -> LIMITS.bodyBytes(), PEER);

    @Test
    void requestsAreUnderstoodHoweverTheirBytesArrive() {
        byte[] bytes = wire(TWO_REQUESTS).getBytes(ISO_8859_1);
        for (int split = 0; split <= bytes.length; split++) {
            assertTwoRequests(
                    parse(ByteBuffer.wrap(bytes, 0, split), ByteBuffer.wrap(bytes, split, bytes.length - split)));
        }
        ByteBuffer[] single = new ByteBuffer[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            single[i] = ByteBuffer.wrap(bytes, i, 1);
        }
        assertTwoRequests(parse(single));
    }

    private void assertTwoRequests(List<Request> requests) {
        assertThat(requests).hasSize(2);
        Request first = requests.get(0);
        assertThat(first.method()).isEqualTo("POST");
        assertThat(first.path()).isEqualTo("/a b/ä");
        assertThat(first.query()).isEqualTo("x=%20y");
        assertThat(first.version()).isEqualTo(HttpVersion.HTTP_1_1);
        assertThat(first.header("X-LIST")).contains("one, two");
        assertThat(first.remoteAddress()).isEqualTo("192.0.2.1");
        assertThat(text(first.body())).isEqualTo("hello");
        assertThat(requests.get(1).path()).isEqualTo("/chunks");
        assertThat(text(requests.get(1).body())).isEqualTo("abc0123456789");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /                                | /         | ''  | chat.example
            /x?                              | /x        | ''  | chat.example
            /x?a?b                           | /x        | a?b | chat.example
            /a/../b/./c                      | /a/../b/./c | '' | chat.example
            /%41%7e+                         | /A~+      | ''  | chat.example
            http://other.example:81/y?z      | /y        | z   | other.example:81
            HTTPS://other.example            | /         | ''  | other.example
            http://other.example?q           | /         | q   | other.example
            """)
    void targetsAreSplitAndDecoded(String target, String path, String query, String host) {
        Request request = parseOne("GET " + target + " HTTP/1.1\nHost: chat.example\n\n");
        assertThat(request.path()).isEqualTo(path);
        assertThat(request.query()).isEqualTo(query);
        assertThat(request.header("Host")).contains(host);
    }

    @Test
    void theWholeServerIsATargetOfOptionsAlone() {
        assertThat(parseOne("OPTIONS * HTTP/1.1\nHost: a\n\n").path()).isEqualTo("*");
        assertRefused("GET * HTTP/1.1\nHost: a\n\n", Status.BAD_REQUEST);
    }

    @Test
    void emptyLinesBeforeARequestAreSkipped() {
        assertThat(parseOne("\n\nGET /x HTTP/1.1\nHost: a\n\n").path()).isEqualTo("/x");
    }

    @Test
    void anOldClientNeedsNoHost() {
        assertThat(parseOne("GET /x HTTP/1.0\n\n").version()).isEqualTo(HttpVersion.HTTP_1_0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET  /  HTTP/1.1",
                "GET / HTTP/1.1 ",
                " GET / HTTP/1.1",
                "GET /",
                "GET\t/\tHTTP/1.1",
                "G@T / HTTP/1.1",
                "GET / HTTP/11",
                "GET / http/1.1",
                "GET / HTTP/1.x",
                "GET x HTTP/1.1",
                "GET ftp://a/ HTTP/1.1",
                "GET //\u0080 HTTP/1.1",
                "GET /#x HTTP/1.1",
                "GET /% HTTP/1.1",
                "GET /%4 HTTP/1.1",
                "GET /%zz HTTP/1.1",
                "GET /%2f HTTP/1.1",
                "GET /%5C HTTP/1.1",
                "GET /\\x HTTP/1.1",
                "GET /%00 HTTP/1.1",
                "GET /%0a HTTP/1.1",
                "GET /%7f HTTP/1.1",
                "GET /%ff HTTP/1.1",
                "GET /%c0%af HTTP/1.1",
                "GET http://a@b/ HTTP/1.1",
                "GET http:///x HTTP/1.1",
                "GET http://?x HTTP/1.1",
                "CONNECT chat.example:80 HTTP/1.1",
            })
    void malformedRequestLinesAreRefused(String line) {
        assertRefused(line + "\nHost: a\n\n", Status.BAD_REQUEST);
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP/0.9", "HTTP/1.2", "HTTP/2.0", "HTTP/9.9"})
    void otherVersionsAreRefused(String version) {
        assertRefused("GET / " + version + "\nHost: a\n\n", Status.VERSION_NOT_SUPPORTED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Host : a",
                "Host",
                ": a",
                "Host: a\n folded: b",
                "Host: a\n\tfolded",
                "Host: a\nX y: b",
                "Host: a\nX(y): b",
                "Host: a\nX: b\u0000c",
                "Host: a\nX: b\u007fc",
                "Host: a\nX: b\u0008c",
                "X: no host",
                "Host: a\nHost: a",
                "Host: a b",
                "Host: a/b",
                "Host: a@b",
                "Host: a,b",
                "Host: a\nContent-Length: 1\nContent-Length: 2",
                "Host: a\nContent-Length: 1\nContent-Length: 1",
                "Host: a\nContent-Length: 1, 1",
                "Host: a\nContent-Length: +1",
                "Host: a\nContent-Length: -1",
                "Host: a\nContent-Length: 0x1",
                "Host: a\nContent-Length: ",
                "Host: a\nContent-Length: 1\nTransfer-Encoding: chunked",
                "Host: a\nTransfer-Encoding: chunked\nContent-Length: 0",
            })
    void malformedHeadersAreRefused(String headers) {
        assertRefused("POST / HTTP/1.1\n" + headers + "\n\n", Status.BAD_REQUEST);
    }

    @Test
    void anOldClientMustNotSendChunks() {
        assertRefused("POST / HTTP/1.0\nTransfer-Encoding: chunked\n\n", Status.BAD_REQUEST);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip, chunked", "gzip", "identity", "chunked, chunked", "xchunked", "chunked;q=1", ""})
    void otherTransferEncodingsAreNotImplemented(String encoding) {
        assertRefused("POST / HTTP/1.1\nHost: a\nTransfer-Encoding: " + encoding + "\n\n", Status.NOT_IMPLEMENTED);
    }

    @Test
    void otherExpectationsFail() {
        assertRefused("POST / HTTP/1.1\nHost: a\nExpect: magic\n\n", Status.EXPECTATION_FAILED);
    }

    @Test
    void everyLineNeedsBothItsEnds() {
        for (String bytes : List.of("GET / HTTP/1.1\n", "GET / HTTP/1.1\r\nHost: a\n\r\n", "GET / HTTP/1.1\rHost: a")) {
            assertThatThrownBy(() -> new RequestParser(LIMITS, path -> LIMITS.bodyBytes(), PEER).parse(buffer(bytes)))
                    .isInstanceOf(HttpFault.class)
                    .hasMessageContaining("carriage return");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x\n",
                "\n",
                "-1\n",
                "1 1\nx\n",
                "1\nxx\n",
                "1\nx0\n",
                "0x1\n",
                "1,\n",
            })
    void malformedChunksAreRefused(String chunks) {
        assertRefused("POST / HTTP/1.1\nHost: a\nTransfer-Encoding: chunked\n\n" + chunks + "\n", Status.BAD_REQUEST);
    }

    @Test
    void headsThatAreTooLongAreRefusedBeforeTheyEnd() {
        assertRefused("GET /" + "x".repeat(1000), Status.HEADER_FIELDS_TOO_LARGE);
        assertRefused("GET / HTTP/1.1\nX: " + "x".repeat(1000), Status.HEADER_FIELDS_TOO_LARGE);
        assertRefused("\n".repeat(501), Status.HEADER_FIELDS_TOO_LARGE);
        assertRefused("GET / HTTP/1.1\n" + "X: y\n".repeat(6), Status.HEADER_FIELDS_TOO_LARGE);
    }

    @Test
    void everyHeadMayBeAsLongAsTheLimit() {
        String request = "GET / HTTP/1.1\nHost: a\nX: " + "x".repeat(900) + "\n\n";
        assertThat(parse(buffer(wire(request.repeat(3))))).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 101\n\n",
                "Content-Length: 99999999999\n\n",
                "Content-Length: 99999999999999999999999999\n\n",
                "Transfer-Encoding: chunked\n\n65\n",
                "Transfer-Encoding: chunked\n\n64\n" + ONE_HUNDRED + "\n1\n",
                "Transfer-Encoding: chunked\n\nfffffffffffffffff\n",
            })
    void bodiesThatAreTooLongAreRefusedBeforeTheyCome(String rest) {
        assertRefused("POST / HTTP/1.1\nHost: a\n" + rest, Status.CONTENT_TOO_LARGE);
    }

    private static final String ONE_HUNDRED =
            "0123456789012345678901234567890123456789012345678901234567890123456789" + "012345678901234567890123456789";

    @Test
    void aClientThatAsksIsToldThatItsBodyIsWelcome() {
        assertThat(parser.parse(buffer(wire("POST / HTTP/1.1\nHost: a\nExpect: 100-Continue\nContent-Length: 2\n\n"))))
                .isNull();
        assertThat(parser.takeContinue()).isTrue();
        assertThat(parser.takeContinue()).isFalse();
        assertThat(parser.parse(buffer("ok"))).isNotNull();
    }

    @Test
    void progressIsKnown() {
        assertThat(parser.progress()).isEqualTo(RequestParser.Progress.NOTHING);
        parser.parse(buffer("P"));
        assertThat(parser.progress()).isEqualTo(RequestParser.Progress.HEAD);
        parser.parse(buffer(wire("OST / HTTP/1.1\nHost: a\nContent-Length: 2\n\n")));
        assertThat(parser.progress()).isEqualTo(RequestParser.Progress.BODY);
        parser.parse(buffer("ok"));
        assertThat(parser.progress()).isEqualTo(RequestParser.Progress.NOTHING);
    }

    private Request parseOne(String request) {
        List<Request> requests = parse(buffer(wire(request)));
        assertThat(requests).hasSize(1);
        return requests.get(0);
    }

    private List<Request> parse(ByteBuffer... pieces) {
        List<Request> requests = new ArrayList<>();
        for (ByteBuffer piece : pieces) {
            while (piece.hasRemaining()) {
                Request request = parser.parse(piece);
                if (request != null) {
                    requests.add(request);
                }
            }
        }
        return requests;
    }

    private static void assertRefused(String request, Status status) {
        assertThatThrownBy(
                        () -> new RequestParser(LIMITS, path -> LIMITS.bodyBytes(), PEER).parse(buffer(wire(request))))
                .isInstanceOfSatisfying(HttpFault.class, fault -> assertThat(
                                fault.response(exchange -> {}).status())
                        .isEqualTo(status));
    }

    private static String wire(String lines) {
        return lines.replace("\n", "\r\n");
    }

    private static ByteBuffer buffer(String text) {
        return ByteBuffer.wrap(text.getBytes(ISO_8859_1));
    }

    private static String text(ByteBuffer bytes) {
        return ISO_8859_1.decode(bytes).toString();
    }
}
