package io.github.stampedestomp.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KnownWordsTest {
    private static final KnownWords WORDS = new KnownWords(List.of("id", "ack", "receipt", "content-type"));

    @Test
    void aWordIsFoundWhereverItStands() {
        byte[] bytes = "..receipt..".getBytes(UTF_8);
        assertThat(WORDS.find(bytes, 2, 9)).isSameAs("receipt");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "i",
                "ID",
                "ids",
                "acK",
                "receipt ",
                "eceipt",
                "content-typo",
                "a-word-longer-than-all",
                "grüß"
            })
    void anythingElseIsUnknown(String text) {
        byte[] bytes = text.getBytes(UTF_8);
        assertThat(WORDS.find(bytes, 0, bytes.length)).isNull();
    }

    @Test
    void withoutWordsNothingIsKnown() {
        assertThat(new KnownWords(List.of()).find(new byte[0], 0, 0)).isNull();
    }
}
