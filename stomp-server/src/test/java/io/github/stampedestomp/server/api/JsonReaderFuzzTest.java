package io.github.stampedestomp.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Whatever a caller sends instead of JSON. */
class JsonReaderFuzzTest {
    private static final ObjectMapper MAPPER = new ObjectMapper()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);

    @FuzzTest(maxDuration = "10m")
    void aBodyMeansWhatAnotherReaderMakesOfIt(byte[] body) throws CharacterCodingException {
        Object value;
        try {
            value = JsonReader.read(ByteBuffer.wrap(body));
        } catch (ApiFault fault) {
            assertRefusedByAnother(body, String.valueOf(fault.getMessage()));
            return;
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
            assertSame(value, MAPPER.readTree(text));
        } catch (StreamConstraintsException e) {
            return; // its own limits
        } catch (JacksonException e) {
            throw new AssertionError("only we have read it", e);
        }
    }

    /** What is JSON and yet refused here, RFC 8259 leaves to readers (chapters 8.2 and 9). */
    private static void assertRefusedByAnother(byte[] body, String fault) {
        if (fault.contains("deeper") || fault.contains("half a character") || fault.contains("not UTF-8")) {
            return;
        }
        try {
            JsonNode read = MAPPER.readTree(new String(body, StandardCharsets.UTF_8));
            assertThat(read.isMissingNode()).as(fault).isTrue();
        } catch (JacksonException e) {
            return; // both refuse it
        }
    }

    private static void assertSame(@Nullable Object value, JsonNode other) {
        if (value instanceof Map<?, ?> map) {
            assertThat(other.isObject()).isTrue();
            assertThat(map).hasSize(other.size());
            map.forEach((name, member) -> assertSame(member, other.get((String) name)));
        } else if (value instanceof List<?> list) {
            assertThat(other.isArray()).isTrue();
            assertThat(list).hasSize(other.size());
            for (int i = 0; i < list.size(); i++) {
                assertSame(list.get(i), other.get(i));
            }
        } else if (value instanceof String string) {
            assertThat(other.textValue()).isEqualTo(string);
        } else if (value instanceof JsonReader.Numeral) {
            assertThat(other.isNumber()).isTrue();
        } else {
            assertThat(value == null ? "null" : value.toString()).isEqualTo(other.toString());
        }
    }
}
