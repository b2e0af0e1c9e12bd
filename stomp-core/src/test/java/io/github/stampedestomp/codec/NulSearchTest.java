package io.github.stampedestomp.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NulSearchTest {
    @Test
    void theFirstNulIsFoundWhereverItStandsAndWhateverSurroundsIt() {
        byte[] others = {1, 'a', 0x7f, (byte) 0x80, (byte) 0x81, (byte) 0xff};
        for (byte other : others) {
            for (int place = 0; place < 30; place++) {
                byte[] bytes = new byte[40];
                Arrays.fill(bytes, other);
                bytes[place] = 0;
                bytes[place + 3] = 0;
                for (int from = 0; from <= place; from++) {
                    assertThat(NulSearch.indexOf(bytes, from, bytes.length)).isEqualTo(place);
                }
            }
        }
    }

    @Test
    void withoutNulTheEndIsFound() {
        Random random = new Random(7);
        byte[] bytes = new byte[64];
        for (int i = 0; i < 10_000; i++) {
            random.nextBytes(bytes);
            int from = random.nextInt(bytes.length);
            int to = from + random.nextInt(bytes.length - from);
            int expected = from;
            while (expected < to && bytes[expected] != 0) {
                expected++;
            }
            assertThat(NulSearch.indexOf(bytes, from, to)).isEqualTo(expected);
        }
    }
}
