package io.github.stampedestomp.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.stampedestomp.session.SlowReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Readers that stop among others that do not, over real sockets. */
@Timeout(120)
class SlowReaderTest {
    private static final int BODY_BYTES = 32 * 1024;
    /** Altogether more than the operating system and the server keep for one connection. */
    private static final int MESSAGES = 600;
    /** So few that they are far from any limit before the others have read them. */
    private static final int AT_ONCE = 8;

    private static final Pattern NUMBER = Pattern.compile("\\[(\\d+)]");

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "CLOSE")
    void readerThatStopsIsKeptAndThoseBesideItGetEverything(SlowReader policy) throws IOException {
        try (StompServer server = started(policy);
                WireClient stopped = subscribed(server)) {
            List<WireClient> others = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                others.add(subscribed(server));
            }
            for (int first = 0; first < MESSAGES; first += AT_ONCE) {
                for (int i = first; i < first + AT_ONCE; i++) {
                    server.send("/topic/price/" + i % 3, body(i));
                }
                for (WireClient other : others) {
                    for (int i = first; i < first + AT_ONCE; i++) {
                        assertThat(number(other.next())).isEqualTo(i);
                    }
                }
            }
            server.send("/topic/end", "[" + MESSAGES + "]");
            List<Integer> got = numbersUntilTheEnd(stopped);
            assertThat(got).as("what the stopped one gets").hasSizeLessThan(MESSAGES);
            assertThatItGetsWhatThePolicySays(policy, got);
            for (WireClient other : others) {
                assertThat(number(other.next())).isEqualTo(MESSAGES);
                other.close();
            }
        }
    }

    private static void assertThatItGetsWhatThePolicySays(SlowReader policy, List<Integer> got) {
        switch (policy) {
            case CLOSE -> throw new IllegalArgumentException("nothing to read");
            case DROP_OLDEST -> assertThat(got).isSorted().endsWith(range(MESSAGES - 10, MESSAGES));
            case DROP_NEWEST -> assertThat(got).containsExactly(range(0, got.size()));
            case CONFLATE -> {
                for (int topic = 0; topic < 3; topic++) {
                    int remainder = topic;
                    List<Integer> ofTopic =
                            got.stream().filter(i -> i % 3 == remainder).toList();
                    assertThat(ofTopic).isSorted().endsWith(MESSAGES - 3 + topic);
                }
                assertThat(got.subList(got.size() - 3, got.size()))
                        .containsExactlyInAnyOrder(range(MESSAGES - 3, MESSAGES));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"**", "/**", "/queue/jobs", "/app/prices", "topic/price"})
    void onlyTopicsAndClientsOwnDestinationsHaveAPolicy(String pattern) {
        assertThatThrownBy(() -> StompServer.builder().slowReaders(pattern, SlowReader.CONFLATE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("pattern must not be " + pattern);
    }

    @Test
    void malformedPatternIsRefused() {
        assertThatThrownBy(() -> StompServer.builder().slowReaders("/topic/a*", SlowReader.CONFLATE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'a*'");
    }

    private static StompServer started(SlowReader policy) {
        StompServer server = StompServer.builder()
                .port(0)
                .rules(OpenRules::allow)
                .slowReaders("/topic/price/*", policy)
                .build();
        server.start();
        return server;
    }

    private static WireClient subscribed(StompServer server) throws IOException {
        WireClient client = WireClient.connect(server.port());
        client.send("SUBSCRIBE\nid:0\ndestination:/topic/price/*\n\n^@");
        client.send("SUBSCRIBE\nid:1\ndestination:/topic/end\nreceipt:r\n\n^@");
        assertThat(client.next().wire()).startsWith("RECEIPT\n");
        return client;
    }

    private static String body(int number) {
        return "[" + number + "]" + "x".repeat(BODY_BYTES);
    }

    /** {@return the numbers of whole frames up to the last message, to which no policy applies} */
    private static List<Integer> numbersUntilTheEnd(WireClient client) throws IOException {
        List<Integer> numbers = new ArrayList<>();
        for (int number = number(client.next()); number != MESSAGES; number = number(client.next())) {
            numbers.add(number);
        }
        return numbers;
    }

    private static int number(WireClient.Incoming message) {
        String wire = message.wire();
        assertThat(wire).startsWith("MESSAGE\n").endsWith("^@");
        Matcher number = NUMBER.matcher(wire);
        assertThat(number.find()).isTrue();
        return Integer.parseInt(number.group(1));
    }

    private static Integer[] range(int from, int to) {
        return IntStream.range(from, to).boxed().toArray(Integer[]::new);
    }
}
