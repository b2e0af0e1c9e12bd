package io.github.stampedestomp.benchmarks;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BodiesTest {
    private static final String PLAIN = "MESSAGE\n\n%s\0";
    private static final String JSON = "a[\"MESSAGE\\n\\n%s\\u0000\"]\r\n";

    private final Bodies bodies = new Bodies(64);
    private final List<Long> numbers = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(strings = {PLAIN, JSON})
    void allBodiesAreFoundOnceWhereverTheBytesAreCut(String frame) {
        byte[] wire = (frame.formatted(body(7)) + frame.formatted(body(123_456_789_012L)) + frame.formatted(body(9)))
                .getBytes(ISO_8859_1);
        for (int cut = 0; cut <= wire.length; cut++) {
            numbers.clear();
            int unread = bodies.find(wire, 0, cut, numbers::add);
            assertThat(bodies.find(wire, unread, wire.length, numbers::add)).isEqualTo(wire.length);
            assertThat(numbers).containsExactly(7L, 123_456_789_012L, 9L);
        }
    }

    @Test
    void byteOfALengthIsNotTakenForABody() {
        byte[] wire = ("#MESSAGE" + "#".repeat(80) + PLAIN.formatted(body(1))).getBytes(ISO_8859_1);
        bodies.find(wire, 0, wire.length, numbers::add);
        assertThat(numbers).containsExactly(1L);
    }

    @Test
    void bodyThatIsTooShortOrTooLongIsNoticed() {
        for (String wrong : List.of(body(1).substring(0, bodies.size() - 1), body(1) + "x")) {
            byte[] wire = PLAIN.concat(PLAIN).formatted(wrong, body(2)).getBytes(ISO_8859_1);
            assertThatIllegalStateException()
                    .isThrownBy(() -> bodies.find(wire, 0, wire.length, numbers::add))
                    .withMessage("a body is not followed by the end of its frame");
        }
    }

    private String body(long number) {
        byte[] bytes = new byte[bodies.size()];
        bodies.write(number, bytes, 0);
        return new String(bytes, ISO_8859_1);
    }
}
