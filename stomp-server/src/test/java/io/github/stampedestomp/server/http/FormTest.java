package io.github.stampedestomp.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FormTest {
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '\'',
            value = {
                "d=x, x",
                "d=, ''",
                "a=b&d=x, x",
                "d=x&d=y, x",
                "d=x=y, x=y",
                "d=a+b, a b",
                "d=a%2bb, a+b",
                "d=%E6%97%A5, \u65e5",
                "'d=[\"a\"]', '[\"a\"]'",
                "&&d=x&, x"
            })
    void theFirstValueOfANameIsFound(String form, String value) {
        assertThat(Form.value(form, "d")).contains(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "d", "dd=x", "D=x", "%64=x", "a=d", "x&d", "d=%", "d=%2", "d=%zz", "d=%&d=x"})
    void whatIsMissingOrCannotBeDecodedIsNone(String form) {
        assertThat(Form.value(form, "d")).isEmpty();
    }

    @Test
    void whatAClientEncodesIsReadAgain() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 5_000; i++) {
            String value = random.ints(random.nextInt(12), 0, 0xd800)
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString();
            String form = "a=b&d=" + URLEncoder.encode(value, StandardCharsets.UTF_8) + "&e=f";
            assertThat(Form.value(form, "d")).as("seed %d, value %d", seed, i).contains(value);
        }
    }
}
