package io.github.stampedestomp.examples.bodies;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.gson.Gson;
import io.github.stampedestomp.request.BodyMapper;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class BodiesTest {
    record Order(String dish, int count, List<String> wishes) {}

    private static final Order ORDER = new Order("soup ✓ 🐎", 2, List.of("hot", "\"no\" <salt>"));

    static List<BodyMapper> mappers() {
        return List.of(new JacksonBodies(new ObjectMapper()), new GsonBodies(new Gson()));
    }

    @ParameterizedTest
    @MethodSource("mappers")
    void recordComesBackAsItWas(BodyMapper mapper) throws Exception {
        assertThat(mapper.read(mapper.write(ORDER), Order.class)).isEqualTo(ORDER);
        assertThat(mapper.contentType()).isEqualTo("application/json");
    }

    @ParameterizedTest
    @MethodSource("mappers")
    void whatOneLibraryWritesTheOtherReads(BodyMapper mapper) throws Exception {
        byte[] body = mapper.write(ORDER);
        for (BodyMapper other : mappers()) {
            assertThat(other.read(body, Order.class)).isEqualTo(ORDER);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "[]", "{\"dish\":", "{\"count\":\"many\"}"})
    void bodyThatSaysNothingOfThatKindIsRefused(String body) {
        for (BodyMapper mapper : mappers()) {
            assertThatThrownBy(() -> mapper.read(body.getBytes(UTF_8), Order.class))
                    .as("%s by %s", body, mapper.getClass())
                    .isInstanceOf(Exception.class);
        }
    }
}
