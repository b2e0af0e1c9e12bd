package io.github.stampedestomp.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stampedestomp.server.net.IpAddress;
import io.github.stampedestomp.server.net.IpRanges;
import io.github.stampedestomp.server.net.TestIdentity;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The proxies that are trusted are 10.0.0.0/8 and fd00::/8; the last of them has the address 10.0.0.1. */
class ForwardingTest {
    private static final String PROXY = "10.0.0.1";
    private static final IpRanges TRUSTED = IpRanges.of("trusted", "10.0.0.0/8", "fd00::/8");

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            203.0.113.9                          | 203.0.113.9
            203.0.113.9, 10.0.0.2                | 203.0.113.9
            203.0.113.9,10.0.0.2 , fd00::5       | 203.0.113.9
            198.51.100.1, 203.0.113.9            | 203.0.113.9
            198.51.100.1, 203.0.113.9, 10.0.0.2  | 203.0.113.9
            10.0.0.3, 10.0.0.2                   | 10.0.0.3
            2001:db8::1                          | 2001:db8:0:0:0:0:0:1
            [2001:db8::1]                        | 2001:db8:0:0:0:0:0:1
            [2001:db8::1]:50000                  | 2001:db8:0:0:0:0:0:1
            203.0.113.9:50000                    | 203.0.113.9
            ::ffff:203.0.113.9                   | 203.0.113.9
            , ,203.0.113.9,                      | 203.0.113.9
            unknown                              | 10.0.0.1
            203.0.113.9, unknown, 10.0.0.2       | 10.0.0.2
            203.0.113.9, _hidden                 | 10.0.0.1
            evil.example                         | 10.0.0.1
            203.0.113.9, evil.example            | 10.0.0.1
            203.0.113.9, evil.example, 10.0.0.2  | 10.0.0.1
            evil.example, 203.0.113.9            | 203.0.113.9
            " , 203.0.113.9                      | 203.0.113.9
            203.0.113.9:x                        | 10.0.0.1
            203.0.113.9:                         | 10.0.0.1
            203.0.113.9:123456                   | 10.0.0.1
            203.0.113.256                        | 10.0.0.1
            [203.0.113.9]                        | 10.0.0.1
            [::1                                 | 10.0.0.1
            []                                   | 10.0.0.1
            [::1]x                               | 10.0.0.1
            ::1%eth0                             | 10.0.0.1
            ``                                   | 10.0.0.1
            ,                                    | 10.0.0.1
            """)
    void theCommonHeaderIsFollowedAsFarAsTheTrustReaches(String list, String client) {
        assertThat(client(Map.of("X-Forwarded-For", list))).isEqualTo(client);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            for=203.0.113.9                                  | 203.0.113.9
            FOR=203.0.113.9;Proto=https;by=10.0.0.1          | 203.0.113.9
            for="203.0.113.9:50000"                          | 203.0.113.9
            for="[2001:db8::1]"                              | 2001:db8:0:0:0:0:0:1
            for="[2001:db8::1]:_port" ; proto=http           | 2001:db8:0:0:0:0:0:1
            for=203.0.113.9, for=10.0.0.2                    | 203.0.113.9
            for=198.51.100.1, for=203.0.113.9, for=10.0.0.2  | 203.0.113.9
            for=203.0.113.9,, for="[fd00::5]";by="[fd00::6]" | 203.0.113.9
            for=203.0.113.9, for=unknown                     | 10.0.0.1
            for=203.0.113.9, for=_x;by=_y, for=10.0.0.2      | 10.0.0.2
            for="unknown"                                    | 10.0.0.1
            by=10.0.0.2                                      | 10.0.0.1
            for                                              | 10.0.0.1
            for=                                             | 10.0.0.1
            203.0.113.9                                      | 10.0.0.1
            for=203.0.113.9;for=198.51.100.1                 | 10.0.0.1
            for="203.0.113.9                                 | 10.0.0.1
            for="203.0.113.9, for=10.0.0.2"                  | 10.0.0.1
            for="203\\.0.113.9"                              | 10.0.0.1
            for="                                            | 10.0.0.1
            for=", for=203.0.113.9                           | 203.0.113.9
            for="a\\, for=203.0.113.9;proto=http             | 203.0.113.9
            for=10.0.0.9;host=", for=203.0.113.9;host="a"    | 203.0.113.9
            """)
    void theStandardHeaderIsFollowedAsFarAsTheTrustReaches(String list, String client) {
        assertThat(client(Map.of("Forwarded", list))).isEqualTo(client);
    }

    @Test
    void twoListsHaveToNameTheSameClient() {
        assertThat(client(Map.of("Forwarded", "for=203.0.113.9", "X-Forwarded-For", "1.2.3.4, 203.0.113.9")))
                .isEqualTo("203.0.113.9");
        assertThat(client(Map.of("Forwarded", "for=198.51.100.1", "X-Forwarded-For", "203.0.113.9")))
                .as("one of them is the client's own")
                .isEqualTo(PROXY);
    }

    @Test
    void aProxyThatSaysNothingSpeaksForItself() {
        Forwarding silent = forwarding(Map.of("Host", "chat.example"));
        assertThat(silent.client()).hasToString(PROXY);
        assertThat(silent.isSaid()).isFalse();
        assertThat(forwarding(Map.of("X-Forwarded-For", "x")).isSaid()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "none", quoteCharacter = '`', textBlock = """
            https | none            | none              | https://chat.example     | true
            https | none            | none              | http://chat.example      | false
            HTTPS | none            | none              | https://chat.example     | true
            wss   | none            | none              | https://chat.example     | true
            http  | none            | none              | http://chat.example      | true
            http  | none            | none              | https://chat.example     | false
            none  | none            | none              | http://chat.example      | true
            ftp   | none            | none              | http://chat.example      | true
            https, http | none      | none              | https://chat.example     | false
            https | talk.example    | none              | https://talk.example     | true
            https | talk.example    | none              | https://chat.example     | false
            https | a.example/evil  | none              | https://chat.example     | true
            https | a, b            | none              | https://chat.example     | true
            none  | none            | for=1.2.3.4;proto=https | https://chat.example | true
            http  | x.example       | for=1.2.3.4;proto=https;host="talk.example:8443" | https://talk.example:8443 | true
            none  | none            | for=9.9.9.9;proto=https, for=1.2.3.4 | https://chat.example | false
            https | none            | for=1.2.3.4       | https://chat.example     | true
            """)
    void pagesAreAllowedByTheOriginThatTheBrowserSees(
            String proto, String host, String forwarded, String origin, boolean isAllowed) {
        Map<String, String> headers = new HashMap<>(Map.of("Host", "chat.example", "Origin", origin));
        if (proto != null) {
            headers.put("X-Forwarded-Proto", proto);
        }
        if (host != null) {
            headers.put("X-Forwarded-Host", host);
        }
        if (forwarded != null) {
            headers.put("Forwarded", forwarded);
        }
        Request seen = forwarding(headers).seen(request(headers));
        assertThat(Origins.same().allow(seen)).isEqualTo(isAllowed);
    }

    @Test
    void theCertificateOfAProxyIsNotItsClients() {
        assertThat(seenWithCertificate(Map.of()).certificates()).hasSize(1);
        assertThat(seenWithCertificate(Map.of("X-Forwarded-For", "203.0.113.9")).certificates())
                .isEmpty();
        assertThat(seenWithCertificate(Map.of("X-Forwarded-Proto", "https")).certificates())
                .isEmpty();
    }

    private static Request seenWithCertificate(Map<String, String> headers) {
        Request request = new Request(
                "GET",
                "/",
                "",
                HttpVersion.HTTP_1_1,
                headers,
                ByteBuffer.allocate(0),
                PROXY,
                "https",
                List.of(TestIdentity.of("proxy").certificate()));
        return forwarding(headers).seen(request);
    }

    @Test
    void randomListsNameSomebodyAndNeverFail() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        String[] pieces = {
            "for=", "\"", ",", ";", "\\", "203.0.113.9", "[", "]", ":", "10.0.0.2", "=", "_", " ", "é", "::"
        };
        for (int i = 0; i < 20_000; i++) {
            StringBuilder list = new StringBuilder();
            for (int length = random.nextInt(12); length >= 0; length--) {
                list.append(pieces[random.nextInt(pieces.length)]);
            }
            String header = random.nextBoolean() ? "Forwarded" : "X-Forwarded-For";
            assertThat(client(Map.of(header, list.toString())))
                    .as("seed %d, %s", seed, list)
                    .matches("[0-9a-f.:]+");
        }
    }

    private static String client(Map<String, String> headers) {
        Forwarding forwarding = forwarding(headers);
        String client = forwarding.client().toString();
        assertThat(forwarding.seen(request(headers)).remoteAddress()).isEqualTo(client);
        return client;
    }

    private static Forwarding forwarding(Map<String, String> headers) {
        return Forwarding.of(request(headers), IpAddress.parse(PROXY).orElseThrow(), TRUSTED::contains);
    }

    private static Request request(Map<String, String> headers) {
        return new Request("GET", "/", "", HttpVersion.HTTP_1_1, headers, ByteBuffer.allocate(0), PROXY);
    }
}
