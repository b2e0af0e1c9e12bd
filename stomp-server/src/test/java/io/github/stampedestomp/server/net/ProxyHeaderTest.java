package io.github.stampedestomp.server.net;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProxyHeaderTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "none", textBlock = """
            PROXY TCP4 192.0.2.1 198.51.100.2 56324 443  | 192.0.2.1
            PROXY TCP4 255.255.255.255 255.255.255.255 65535 0 | 255.255.255.255
            PROXY TCP6 2001:db8::1 2001:db8::2 1 443     | 2001:db8:0:0:0:0:0:1
            PROXY TCP6 ::ffff:192.0.2.1 ::1 1 443        | 192.0.2.1
            PROXY UNKNOWN                                | none
            PROXY UNKNOWN anything at all                | none
            """)
    void aLineNamesTheClient(String line, String client) throws IOException {
        assertThat(client(wire(line + "\r\n"))).isEqualTo(client);
    }

    @Test
    void theLongestLineIsRead() throws IOException {
        String longest = "PROXY UNKNOWN ffff:f...f:ffff ffff:f...f:ffff 65535 65535";
        String line = longest + "x".repeat(105 - longest.length()) + "\r\n";
        assertThat(client(wire(line))).isNull();
        assertMalformed(wire("x" + line).put(0, (byte) 'P'), "does not begin with a PROXY header");
        assertMalformed(wire(longest + "x".repeat(106 - longest.length()) + "\r\n"), "is too long");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET / HTTP/1.1\r\n",
                "\r\nGET / HTTP/1.1\r\n",
                "PROXX ",
                "PROXYTCP4",
                "proxy TCP4",
                "PROXY \r\n",
                "PROXY  TCP4 192.0.2.1 192.0.2.2 1 2\r\n",
                "PROXY TCP4\r\n",
                "PROXY TCP5 192.0.2.1 192.0.2.2 1 2\r\n",
                "PROXY TCP4 192.0.2.1 192.0.2.2 1\r\n",
                "PROXY TCP4 192.0.2.1 192.0.2.2 1 2 3\r\n",
                "PROXY TCP4 192.0.2.1 192.0.2.2 1 2\n",
                "PROXY TCP4 192.0.2.1 192.0.2.2 1 2 \r\n",
                "PROXY TCP4 192.0.2.1 192.0.2.2 1 65536\r\n",
                "PROXY TCP4 192.0.2.1 192.0.2.2 01 2\r\n",
                "PROXY TCP4 192.0.2.1 192.0.2.2 -1 2\r\n",
                "PROXY TCP4 192.0.2.256 192.0.2.2 1 2\r\n",
                "PROXY TCP4 localhost 192.0.2.2 1 2\r\n",
                "PROXY TCP4 192.0.2.1 localhost 1 2\r\n",
                "PROXY TCP4 ::1 ::2 1 2\r\n",
                "PROXY TCP6 192.0.2.1 192.0.2.2 1 2\r\n",
                "PROXY TCP4 192.0.2.1 192.0.2.2 1 2\rX\r\n",
                "\u0016\u0003\u0001\u0002\u0000"
            })
    void whatIsNoHeaderIsRefused(String text) {
        assertThatThrownBy(() -> new ProxyHeader().read(wire(text)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("PROXY header");
    }

    @Test
    void aBinaryHeaderNamesTheClient() throws IOException {
        assertThat(client(v2(0x21, 0x11, v4(192, 0, 2, 1)))).isEqualTo("192.0.2.1");
        assertThat(client(v2(0x21, 0x21, v6()))).isEqualTo("2001:db8:0:0:0:0:0:1");
        assertThat(client(v2(0x21, 0x11, v4(203, 0, 113, 255), new byte[500]))).isEqualTo("203.0.113.255");
        assertThat(client(v2(0x21, 0x21, v6(), new byte[4096 - 36]))).isEqualTo("2001:db8:0:0:0:0:0:1");
    }

    @Test
    void aBinaryHeaderMayNameNobody() throws IOException {
        assertThat(client(v2(0x20, 0x00))).as("LOCAL").isNull();
        assertThat(client(v2(0x20, 0x11, v4(192, 0, 2, 1))))
                .as("LOCAL, addresses ignored")
                .isNull();
        assertThat(client(v2(0x20, 0x7f, new byte[3])))
                .as("LOCAL, family ignored")
                .isNull();
        assertThat(client(v2(0x21, 0x00))).as("unspecified").isNull();
        assertThat(client(v2(0x21, 0x00, new byte[20]))).as("unspecified").isNull();
        assertThat(client(v2(0x21, 0x31, new byte[216])))
                .as("a socket of the file system")
                .isNull();
    }

    @Test
    void aMalformedBinaryHeaderIsRefused() {
        assertMalformed(v2(0x22, 0x11, v4(192, 0, 2, 1)), "of an unknown version or command");
        assertMalformed(v2(0x11, 0x11, v4(192, 0, 2, 1)), "of an unknown version or command");
        assertMalformed(v2(0x31, 0x11, v4(192, 0, 2, 1)), "of an unknown version or command");
        assertMalformed(v2(0x21, 0x12, v4(192, 0, 2, 1)), "of an unknown protocol");
        assertMalformed(v2(0x21, 0x41, v4(192, 0, 2, 1)), "of an unknown protocol");
        assertMalformed(v2(0x21, 0x11, new byte[11]), "too short");
        assertMalformed(v2(0x21, 0x21, new byte[35]), "too short");
        assertMalformed(v2(0x21, 0x11), "too short");
        assertMalformed(v2(0x21, 0x11, new byte[4097]), "too long");
        assertMalformed(v2(0x20, 0x00, new byte[65_535]), "too long");
    }

    @Test
    void eachByteOfTheSignatureCounts() {
        for (int i = 0; i < 12; i++) {
            ByteBuffer wrong = v2(0x21, 0x11, v4(192, 0, 2, 1));
            wrong.put(i, (byte) (wrong.get(i) ^ 1));
            assertMalformed(wrong, "does not begin with a PROXY header");
        }
    }

    @Test
    void everyBeginningOfAHeaderWaitsForItsRest() throws IOException {
        for (ByteBuffer whole : new ByteBuffer[] {
            v2(0x21, 0x11, v4(192, 0, 2, 1), new byte[20]),
            v2(0x21, 0x21, v6()),
            v2(0x20, 0x00),
            wire("PROXY TCP4 192.0.2.1 198.51.100.2 56324 443\r\n")
        }) {
            for (int length = 0; length < whole.limit(); length++) {
                ProxyHeader header = new ProxyHeader();
                assertThat(header.read(whole.slice(0, length)))
                        .as("%d bytes", length)
                        .isFalse();
                assertThat(header.client()).isEmpty();
                ByteBuffer rest = whole.slice(length, whole.limit() - length);
                assertThat(header.read(rest)).isTrue();
                assertThat(rest.hasRemaining()).isFalse();
            }
        }
    }

    @Test
    void whatComesBehindTheHeaderIsLeft() throws IOException {
        ByteBuffer bytes = wire("PROXY UNKNOWN\r\nGET /");
        assertThat(new ProxyHeader().read(bytes)).isTrue();
        assertThat(ISO_8859_1.decode(bytes).toString()).isEqualTo("GET /");
    }

    @Test
    void randomBytesAreReadOrRefusedAndNothingElse() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            ByteBuffer bytes = i % 2 == 0
                    ? v2(0x21, 0x21, v6(), new byte[random.nextInt(40)])
                    : wire("PROXY TCP4 192.0.2.1 198.51.100.2 56324 443\r\n");
            for (int changes = random.nextInt(4); changes >= 0; changes--) {
                bytes.put(random.nextInt(bytes.limit()), (byte) random.nextInt(256));
            }
            try {
                new ProxyHeader().read(bytes);
            } catch (IOException e) {
                assertThat(e).as("seed %d", seed).hasMessageContaining("PROXY header");
            }
        }
    }

    private static void assertMalformed(ByteBuffer bytes, String sentence) {
        assertThatThrownBy(() -> new ProxyHeader().read(bytes))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(sentence);
    }

    private static String client(ByteBuffer bytes) throws IOException {
        ProxyHeader header = new ProxyHeader();
        assertThat(header.read(bytes)).isTrue();
        assertThat(bytes.hasRemaining()).isFalse();
        return header.client().map(IpAddress::toString).orElse(null);
    }

    private static ByteBuffer wire(String text) {
        return ByteBuffer.wrap(text.getBytes(ISO_8859_1));
    }

    /** A header of version 2 with its variable part in pieces. */
    static ByteBuffer v2(int command, int family, byte[]... variable) {
        int length = 0;
        for (byte[] piece : variable) {
            length += piece.length;
        }
        ByteBuffer bytes = ByteBuffer.allocate(16 + length);
        bytes.put("\r\n\r\n\0\r\nQUIT\n".getBytes(ISO_8859_1))
                .put((byte) command)
                .put((byte) family);
        bytes.putShort((short) length);
        for (byte[] piece : variable) {
            bytes.put(piece);
        }
        return bytes.flip();
    }

    static byte[] v4(int... source) {
        ByteBuffer bytes = ByteBuffer.allocate(12);
        for (int number : source) {
            bytes.put((byte) number);
        }
        return bytes.put(new byte[] {10, 0, 0, 1})
                .putShort((short) 50_000)
                .putShort((short) 443)
                .array();
    }

    private static byte[] v6() {
        ByteBuffer bytes = ByteBuffer.allocate(36).putLong(0x20010db8_00000000L).putLong(1);
        return bytes.putLong(0x20010db8_00000000L).putLong(2).putInt(0).array();
    }
}
