package io.github.stampedestomp.server.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Whatever bytes come. The first byte of an input chooses the pieces; the rest is the wire. */
class RequestParserFuzzTest {
    private static final HttpLimits LIMITS =
            new HttpLimits(300, 6, 60, Duration.ofSeconds(10), Duration.ofSeconds(30), Duration.ofSeconds(30));

    @FuzzTest(maxDuration = "10m")
    void bytesMeanTheSameHoweverTheyArrive(byte[] input) {
        if (input.length < 1) {
            return;
        }
        Reading whole = new Reading();
        whole.read(input, 1, input.length);
        Reading pieces = new Reading();
        Random random = new Random(input[0]);
        for (int from = 1; from < input.length; ) {
            int to = Math.min(input.length, from + 1 + random.nextInt(8));
            pieces.read(input, from, to);
            from = to;
        }
        assertThat(pieces.outcome()).isEqualTo(whole.outcome());
        whole.requests.forEach(RequestParserFuzzTest::assertOneReading);
    }

    /** RFC 9112, chapters 3.2, 5.1 and 6.3. */
    private static void assertOneReading(Request request) {
        boolean isSized = request.headers().containsKey("Content-Length");
        boolean isChunked = request.headers().containsKey("Transfer-Encoding");
        assertThat(isSized && isChunked).isFalse();
        assertThat(request.version() == HttpVersion.HTTP_1_0
                        || request.headers().containsKey("Host"))
                .isTrue();
        if (!isChunked) {
            assertThat(request.body().remaining())
                    .isEqualTo(Integer.parseInt(request.header("Content-Length").orElse("0")));
        }
        assertThat(request.headers().size()).isLessThanOrEqualTo(LIMITS.headers());
        assertThat(request.body().remaining()).isLessThanOrEqualTo(LIMITS.bodyBytes());
        request.headers().forEach((name, value) -> {
            assertThat(name).matches("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
            assertThat(value).matches("[\\t\\x20-\\x7e\\x80-\\xff]*");
        });
        assertThat(request.method()).matches("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
        assertThat(request.path()).startsWith(request.path().equals("*") ? "*" : "/");
        assertThat(request.path().chars()).noneMatch(c -> c < ' ' || c == 0x7f);
        assertThat(request.query()).matches("[!-~]*");
    }

    /** What becomes of the bytes of one connection. */
    private static final class Reading {
        final List<Request> requests = new ArrayList<>();
        private final RequestParser parser =
                new RequestParser(LIMITS, path -> LIMITS.bodyBytes(), new Peer("192.0.2.1", "http", List.of()));
        private @Nullable String fault;
        private int headBytes;

        void read(byte[] bytes, int from, int to) {
            ByteBuffer piece = ByteBuffer.wrap(bytes, from, to - from);
            while (fault == null && piece.hasRemaining()) {
                int start = piece.position();
                try {
                    Request request = parser.parse(piece);
                    if (request != null) {
                        requests.add(request);
                    }
                } catch (HttpFault e) {
                    fault = String.valueOf(e.getMessage());
                }
                assertTheHeadIsBounded(piece.position() - start);
            }
        }

        private void assertTheHeadIsBounded(int more) {
            headBytes = parser.progress() == RequestParser.Progress.HEAD ? headBytes + more : 0;
            assertThat(fault == null ? headBytes : 0).isLessThanOrEqualTo(LIMITS.headBytes());
        }

        List<String> outcome() {
            List<String> outcome = new ArrayList<>();
            for (Request request : requests) {
                outcome.add(request + "?" + request.query() + " " + request.version() + " " + request.headers() + " "
                        + ISO_8859_1.decode(request.body().duplicate()));
            }
            outcome.add(String.valueOf(fault));
            return outcome;
        }
    }
}
