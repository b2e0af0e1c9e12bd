package io.github.stampedestomp.server.sockjs;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whatever a client sends instead of an array of strings. */
class StringArrayFuzzTest {
    private static final ObjectMapper MAPPER =
            new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    @FuzzTest(maxDuration = "10m")
    void aPayloadMeansWhatAnotherReaderMakesOfIt(byte[] payload) {
        CharSequence text;
        try {
            text = StringArray.decode(ByteBuffer.wrap(payload));
        } catch (BrokenJson e) {
            return; // bytes that are no text have no other reading
        }
        JsonNode read = readByAnother(text.toString());
        List<String> array = read == null || !read.isArray() ? null : strings(read);
        assertThat(parsed(text)).isEqualTo(array);
        assertThat(parsedArrayOrString(text))
                .isEqualTo(read != null && read.isTextual() ? List.of(read.textValue()) : array);
    }

    private static @Nullable List<String> parsed(CharSequence json) {
        try {
            return StringArray.parse(json);
        } catch (BrokenJson e) {
            return null;
        }
    }

    private static @Nullable List<String> parsedArrayOrString(CharSequence json) {
        try {
            return StringArray.parseArrayOrString(json);
        } catch (BrokenJson e) {
            return null;
        }
    }

    private static @Nullable JsonNode readByAnother(String json) {
        try {
            return MAPPER.readTree(json);
        } catch (JacksonException e) {
            return null;
        }
    }

    private static @Nullable List<String> strings(JsonNode array) {
        List<String> strings = new ArrayList<>();
        for (JsonNode element : array) {
            if (!element.isTextual()) {
                return null;
            }
            strings.add(element.textValue());
        }
        return strings;
    }
}
