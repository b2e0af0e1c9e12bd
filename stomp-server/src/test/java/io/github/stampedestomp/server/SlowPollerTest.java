package io.github.stampedestomp.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stampedestomp.broker.BrokerSettings;
import io.github.stampedestomp.broker.DestinationPattern;
import io.github.stampedestomp.broker.MemoryBroker;
import io.github.stampedestomp.broker.Message;
import io.github.stampedestomp.session.SessionSettings;
import io.github.stampedestomp.session.Sessions;
import io.github.stampedestomp.session.SlowReader;
import io.github.stampedestomp.session.SlowReaders;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Clients that poll more rarely than messages come, by a clock that is moved by hand. */
class SlowPollerTest {
    private static final String POLL = SockJsServer.SESSION + "/xhr";
    private static final String SEND = SockJsServer.SESSION + "/xhr_send";
    private static final Pattern NUMBER = Pattern.compile("\\[(\\d+)]");
    private static final int MESSAGES = 200;
    private static final int BODY_BYTES = 32 * 1024;

    private final MemoryBroker broker = new MemoryBroker(BrokerSettings.DEFAULT);
    private SlowReaders slowReaders = SlowReaders.DEFAULT;
    private final SockJsServer server = new SockJsServer(running -> session -> {
        SessionSettings settings = new Limits().session(SessionSettings.DEFAULT.heartBeat(), slowReaders);
        Sessions sessions = OpenRules.sessions(broker, null, event -> {}, settings, running.clock);
        return new StompOverSockJs(session, sessions::open);
    });

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "CLOSE")
    void clientThatPollsTooRarelyIsKeptAndNoMoreThanTheLimitWaitsForIt(SlowReader policy) {
        slowReaders = slowReaders.with(DestinationPattern.of("/topic/a"), policy);
        poll();
        send(StompText.CONNECT + "SUBSCRIBE\nid:s\ndestination:/topic/a\n\n^@");
        send("SUBSCRIBE\nid:t\ndestination:/topic/b\nreceipt:r\n\n^@");
        assertThat(poll()).contains("RECEIPT");
        publish(0, 10);
        for (int i = 0; i < 4; i++) {
            server.advance(Duration.ofMillis(250));
        }
        publish(10, MESSAGES);
        broker.send(Message.of("/topic/b", "the end"));
        List<Integer> got = numbersUntilNothingWaits();
        assertThat(got.size() * BODY_BYTES).isLessThan(SessionSettings.DEFAULT.sendBufferBytes() + BODY_BYTES);
        assertThat(got).isSorted().startsWith(0, 1).contains(last(policy)).doesNotContain(100);
    }

    private static int last(SlowReader policy) {
        return policy == SlowReader.DROP_NEWEST ? 10 : MESSAGES - 1;
    }

    /** A poll would wait for ever behind the last message, so that one more is sent to another subscription. */
    private List<Integer> numbersUntilNothingWaits() {
        StringBuilder all = new StringBuilder();
        while (all.indexOf("the end") < 0) {
            all.append(poll());
        }
        return NUMBER.matcher(all)
                .results()
                .map(found -> Integer.valueOf(found.group(1)))
                .toList();
    }

    private void publish(int from, int to) {
        IntStream.range(from, to)
                .forEach(i -> broker.send(Message.of("/topic/a", "[" + i + "]" + "x".repeat(BODY_BYTES))));
    }

    private void send(String... messages) {
        assertThat(server.post(SEND, StompText.payload(messages)).status()).isEqualTo("204 No Content");
    }

    private String poll() {
        return StompText.readable(server.post(POLL, "").text());
    }
}
