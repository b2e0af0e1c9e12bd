package io.github.stampedestomp.request;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.stampedestomp.LogOf;
import io.github.stampedestomp.broker.BrokerSettings;
import io.github.stampedestomp.broker.MemoryBroker;
import io.github.stampedestomp.frame.Headers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How bodies are read for the code that answers. */
class BodiesTest {
    private static final String NOT_EXPECTED = "the body is not what is expected here";

    @RegisterExtension
    final LogOf log = new LogOf(Requests.class);

    private final Requests.Builder builder = Requests.builder();

    @Test
    void stringsAndBytesNeedNoMapper() {
        List<Object> read = new ArrayList<>();
        builder.onSend("/app/text", String.class, (request, body) -> read.add(body))
                .onSend("/app/bytes", byte[].class, (request, body) -> read.add(body));
        run("/app/text", "hällo");
        run("/app/bytes", "hällo");
        assertThat(read).containsExactly("hällo", "hällo".getBytes(UTF_8));
    }

    @Test
    void bytesThatAreReadMayBeChanged() {
        List<String> texts = new ArrayList<>();
        builder.onSend("/app/bytes", byte[].class, (request, body) -> {
            Arrays.fill(body, (byte) 'x');
            texts.add(request.text());
        });
        run("/app/bytes", "hello");
        assertThat(texts).containsExactly("hello");
    }

    @Test
    void everythingElseIsReadByTheMapper() {
        builder.bodies(new NumberMapper())
                .onRequest("/app/twice", Integer.class, (request, number) -> 2 * number + request.as(Integer.class));
        assertThat(run("/app/twice", "7").reply().text()).isEqualTo("21");
    }

    @Test
    void bodyThatTheMapperCannotReadIsTheClientsFault() {
        builder.bodies(new NumberMapper()).onSend("/app/a", Integer.class, (request, number) -> {});
        assertClientsFault("seven", NOT_EXPECTED);
    }

    @Test
    void bodyThatSaysNothingIsTheClientsFault() {
        builder.bodies(new NumberMapper()).onSend("/app/a", Integer.class, (request, number) -> {});
        assertClientsFault("null", NOT_EXPECTED);
    }

    @Test
    void mapperMaySayWhyItRefusesABody() {
        builder.bodies(new NumberMapper()).onSend("/app/a", Integer.class, (request, number) -> {});
        assertClientsFault("negative", "negative numbers are not allowed");
    }

    @Test
    void missingMapperIsTheApplicationsFault() {
        builder.onSend("/app/a", Integer.class, (request, number) -> {});
        Failure failure = run("/app/a", "7").failure();
        assertThat(failure.isClients()).isFalse();
        assertThat(failure.sentence()).isEqualTo("internal error");
        assertThat(log.lines())
                .containsExactly("ERROR the handler of a request to /app/a has failed: "
                        + "bodies that are a java.lang.Integer need a BodyMapper");
    }

    @Test
    void mappersWriteJsonUnlessTheySayOtherwise() {
        BodyMapper plain = new BodyMapper() {
            @Override
            public <T> T read(byte[] body, Class<T> type) {
                throw new UnsupportedOperationException();
            }

            @Override
            public byte[] write(Object value) {
                return "{}".getBytes(UTF_8);
            }
        };
        builder.bodies(plain).onRequest("/app/a", request -> List.of());
        assertThat(run("/app/a", "").reply().contentType()).isEqualTo("application/json");
    }

    private void assertClientsFault(String body, String sentence) {
        Failure failure = run("/app/a", body).failure();
        assertThat(failure.sentence()).isEqualTo(sentence);
        assertThat(failure.isClients()).isTrue();
        assertThat(log.lines()).isEmpty();
    }

    private Outcome run(String destination, String body) {
        Requests requests = builder.build();
        Sender sender = new Sender(
                new MemoryBroker(BrokerSettings.DEFAULT), requests, new Announcer(Runnable::run, Runnable::run));
        return requests.send(new StillAsker("anna", "5e"), sender, destination, Headers.of(), body.getBytes(UTF_8))
                .orElseThrow()
                .run()
                .join();
    }
}
