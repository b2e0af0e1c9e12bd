package io.github.stampedestomp.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The decoder of the JDK is the judge. */
class Utf8Test {
    private static final int[] EDGES = {
        0x00, 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc0, 0xc1, 0xc2, 0xdf, 0xe0, 0xe1, 0xec, 0xed, 0xee, 0xef,
        0xf0, 0xf1, 0xf3, 0xf4, 0xf5, 0xf8, 0xff
    };

    @Test
    void everyTwoBytesAreJudgedAsTheJdkDoes() {
        byte[] bytes = new byte[2];
        for (int first = 0; first < 256; first++) {
            for (int second = 0; second < 256; second++) {
                bytes[0] = (byte) first;
                bytes[1] = (byte) second;
                assertJudgedAsTheJdkDoes(bytes);
            }
        }
    }

    @Test
    void bytesAtTheEdgesOfTheRangesAreJudgedAsTheJdkDoes() {
        byte[] bytes = new byte[4];
        for (int first : EDGES) {
            for (int second : EDGES) {
                for (int third : EDGES) {
                    for (int fourth : EDGES) {
                        bytes[0] = (byte) first;
                        bytes[1] = (byte) second;
                        bytes[2] = (byte) third;
                        bytes[3] = (byte) fourth;
                        assertJudgedAsTheJdkDoes(bytes);
                    }
                }
            }
        }
    }

    @Test
    void longerTextsAreJudgedAsTheJdkDoes() {
        long seed = Seed.ofThisRun();
        Random random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = "eight bytes of ASCII, ß, 日本 and 🐎 ".repeat(2).getBytes(UTF_8);
            int at = random.nextInt(bytes.length);
            bytes[at] = (byte) random.nextInt(256);
            assertJudgedAsTheJdkDoes(bytes);
        }
    }

    @Test
    void onlyTheBytesOfTheRangeCount() {
        byte[] bytes = "ß0123456789ß".getBytes(UTF_8);
        assertThat(Utf8.isValid(bytes, 0, bytes.length)).isTrue();
        assertThat(Utf8.isValid(bytes, 2, bytes.length - 2)).isTrue();
        assertThat(Utf8.isValid(bytes, 1, bytes.length)).isFalse();
        assertThat(Utf8.isValid(bytes, 0, bytes.length - 1)).isFalse();
        assertThat(Utf8.isValid(bytes, 5, 5)).isTrue();
    }

    private static void assertJudgedAsTheJdkDoes(byte[] bytes) {
        if (Utf8.isValid(bytes) != isValidToTheJdk(bytes)) {
            assertThat(Utf8.isValid(bytes)).as("%s", ByteBuffer.wrap(bytes)).isEqualTo(isValidToTheJdk(bytes));
        }
    }

    private static boolean isValidToTheJdk(byte[] bytes) {
        try {
            UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
