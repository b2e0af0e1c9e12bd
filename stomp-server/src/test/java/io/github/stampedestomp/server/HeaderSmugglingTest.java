package io.github.stampedestomp.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.stampedestomp.codec.FrameDecoder;
import io.github.stampedestomp.codec.FrameEncoder;
import io.github.stampedestomp.codec.FrameLimits;
import io.github.stampedestomp.frame.Command;
import io.github.stampedestomp.frame.Frame;
import io.github.stampedestomp.frame.Headers;
import io.github.stampedestomp.frame.Version;
import io.github.stampedestomp.user.User;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a client puts into a value, whoever reads it finds the headers that were meant, and no other. */
class HeaderSmugglingTest {
    private static final List<String> VALUES = List.of(
            "x\ninjected:1",
            "x\r\ninjected:1",
            "x\rinjected:1",
            "\ninjected:1\n",
            "x\n\nbody",
            "x\r\n\r\nbody",
            "\n",
            "\r",
            "\r\n\r\n",
            ":",
            "::injected:1",
            "\\",
            "\\\\",
            "\\ninjected:1",
            "\\r\\ninjected\\c1",
            "\\\ninjected:1",
            "\\\\\ninjected:1",
            "x\\",
            "x\n content-length:0",
            "x\u0085injected:1",
            "x\u2028injected:1",
            "x\u000binjected:1",
            "<script>\"%25%\"</script>");
    private static final List<Transport> TRANSPORTS =
            List.of(Transport.WEBSOCKET, Transport.XHR_STREAMING, Transport.EVENTSOURCE, Transport.JSONP_POLLING);

    private static StompServer server;

    @BeforeAll
    static void start() {
        server = StompServer.builder()
                .port(0)
                .sockJs(SockJs.at("/sockjs").withHtmlfileAndJsonp())
                .authenticate(login -> User.named(login.name().replaceAll("\\p{Cntrl}", "?")))
                .rules(OpenRules::allow)
                .build();
        server.start();
    }

    @AfterAll
    static void stop() {
        server.stop();
    }

    static Stream<Arguments> pairs() {
        return TRANSPORTS.stream()
                .flatMap(transport -> Arrays.stream(Version.values()).flatMap(sender -> Arrays.stream(Version.values())
                        .map(receiver -> Arguments.of(transport, sender, receiver))));
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void aMessageHasTheHeadersThatWereSent(Transport transport, Version sender, Version receiver) {
        String destination = "/topic/" + transport + "/" + sender + "/" + receiver;
        try (StompClient from = connected(transport, sender);
                StompClient to = connected(transport, receiver)) {
            to.subscribe(destination);
            for (String value : sayable(sender)) {
                from.send(wire(
                        Frame.of(
                                Command.SEND,
                                Headers.of("destination", destination, "before", value, "value", value),
                                "body".getBytes(UTF_8)),
                        sender));
                Frame message = only(to.next(), receiver);
                assertThat(names(message))
                        .containsOnlyOnce("before", "value", "content-length")
                        .isSubsetOf(
                                "subscription",
                                "destination",
                                "message-id",
                                "before",
                                "value",
                                "content-length",
                                "ack");
                assertThat(message.text()).isEqualTo("body");
                if (receiver != Version.V1_0) {
                    assertThat(message.header("value")).isEqualTo(sender == Version.V1_0 ? value.strip() : value);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void aReceiptHasTheIdThatWasAskedFor(Transport transport, Version version, Version ignored) {
        if (version != ignored) {
            return; // whoever asks is whoever is answered
        }
        try (StompClient client = connected(transport, version)) {
            for (String value : sayable(version)) {
                client.send(wire(
                        Frame.of(Command.SEND, Headers.of("destination", "/topic/nobody", "receipt", value)), version));
                Frame receipt = only(client.next(), version);
                assertThat(receipt.command()).isEqualTo(Command.RECEIPT);
                assertThat(names(receipt)).containsExactly("receipt-id");
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void anErrorQuotesWithoutHarm(Version version) {
        for (Transport transport : TRANSPORTS) {
            for (String value : sayable(version)) {
                try (StompClient client = connected(transport, version)) {
                    Headers headers = Headers.of("destination", "/topic/a", "transaction", value, "receipt", value);
                    client.send(wire(Frame.of(Command.SEND, headers), version));
                    Frame error = only(client.next(), version);
                    assertThat(error.command()).isEqualTo(Command.ERROR);
                    assertThat(names(error))
                            .containsOnlyOnce("message", "receipt-id", "content-length")
                            .isSubsetOf("message", "receipt-id", "content-length", "content-type");
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aSessionIsOpenedWithoutHarm(Version version) {
        for (Transport transport : TRANSPORTS) {
            for (String value : VALUES) {
                if (value.contains("\n")) {
                    continue; // CONNECT has no escapes
                }
                try (StompClient client = transport.open(server.port())) {
                    client.send("CONNECT\naccept-version:" + version.number() + "\nhost:a\nlogin:x" + value + "\n\n^@");
                    Frame answer = only(client.next(), version);
                    assertThat(names(answer))
                            .isSubsetOf(
                                    "version",
                                    "session",
                                    "server",
                                    "heart-beat",
                                    "user-name",
                                    "message",
                                    "content-length",
                                    "content-type");
                }
            }
        }
    }

    /** SockJS can say half a character, and a NUL in the middle of a header; STOMP has neither. */
    @ParameterizedTest
    @ValueSource(strings = {"x\ud800", "\udc00x", "\ud83dinjected:1", "\udc0e\ud83d", "x\ud800\rinjected:1"})
    void halfACharacterBecomesNoOtherHeader(String value) {
        for (Transport transport : TRANSPORTS) {
            try (StompClient from = connected(Transport.XHR_STREAMING, Version.V1_1);
                    StompClient to = connected(transport, Version.V1_2)) {
                to.subscribe("/topic/half");
                from.send("SEND\ndestination:/topic/half\nbefore:1\nvalue:" + value.replace(":", "\\c") + "\n\nbody^@");
                Frame message = only(to.next(), Version.V1_2);
                assertThat(message.header("value")).isEqualTo(value.replaceAll("[\\ud800-\\udfff]", "\ufffd"));
                assertThat(message.text()).isEqualTo("body");
            }
        }
    }

    @Test
    void aNulInsideAHeaderEndsTheSession() {
        for (Transport transport : TRANSPORTS) {
            try (StompClient client = connected(transport, Version.V1_2)) {
                client.send("SEND\ndestination:/topic/a\nvalue:x^@MESSAGE\ninjected:1\n\n^@");
                assertThat(only(client.next(), Version.V1_2).command()).isEqualTo(Command.ERROR);
                assertThat(client.next()).isEqualTo(StompClient.CLOSED);
            }
        }
    }

    private static StompClient connected(Transport transport, Version version) {
        StompClient client = transport.open(server.port());
        client.send("CONNECT\naccept-version:" + version.number() + "\nhost:a\nlogin:anna\n\n^@");
        assertThat(client.next()).startsWith("CONNECTED\n").contains("\nversion:" + version.number() + "\n");
        return client;
    }

    /** STOMP 1.0 has no escapes, so its clients cannot say everything. */
    private static List<String> sayable(Version version) {
        return version == Version.V1_0
                ? VALUES.stream()
                        .filter(value -> !value.contains("\n") && !value.isBlank())
                        .toList()
                : VALUES;
    }

    private static String wire(Frame frame, Version version) {
        if (version != Version.V1_0) {
            return UTF_8.decode(FrameEncoder.encode(frame, version)).toString().replace("\0", "^@");
        }
        StringBuilder wire = new StringBuilder(frame.command().name()).append('\n');
        frame.headers()
                .forEach((name, value) ->
                        wire.append(name).append(':').append(value).append('\n'));
        return wire.append('\n').append(frame.text()).append("^@").toString();
    }

    /** {@return the one frame in a text, in which no reader finds another header, whatever it takes for the end of a line} */
    private static Frame only(String text, Version version) {
        String head = text.substring(0, text.indexOf("\n\n"));
        assertThat(head.split("[\r\n]", -1)).noneMatch(line -> line.startsWith("injected:"));
        List<Frame> frames = new ArrayList<>();
        FrameDecoder decoder = new FrameDecoder(FrameLimits.DEFAULT, frames::add);
        decoder.agree(version);
        decoder.decode(ByteBuffer.wrap(text.replace("^@", "\0").getBytes(UTF_8)));
        assertThat(frames).hasSize(1);
        return frames.get(0);
    }

    private static List<String> names(Frame frame) {
        List<String> names = new ArrayList<>();
        frame.headers().forEach((name, value) -> names.add(name));
        return names;
    }
}
