package io.github.stampedestomp.codec;

import static io.github.stampedestomp.codec.Wire.printed;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.stampedestomp.frame.Command;
import io.github.stampedestomp.frame.Frame;
import io.github.stampedestomp.frame.Headers;
import io.github.stampedestomp.frame.Version;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a value holds, a reader of any version finds the headers that were meant, and one frame. */
class HeaderInjectionTest {
    private static final Command[] FROM_SERVER = {Command.CONNECTED, Command.MESSAGE, Command.RECEIPT, Command.ERROR};

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x\ninjected:1",
                "x\r\ninjected:1",
                "x\rinjected:1",
                "\ninjected:1\n",
                "x\n\nbody\0",
                "x\r\n\r\nbody\0",
                "x\0MESSAGE\ninjected:1\n\n\0",
                "\n",
                "\r",
                "\r\n",
                "\0",
                "\\ninjected:1",
                "\\",
                "\\\n",
                "\\\\\ninjected:1",
                "injected:1",
                "x\n content-length:0",
                "x\u2028injected:1",
                "x\u0085injected:1"
            })
    void aValueNeverBecomesAHeader(String value) {
        for (Version version : Version.values()) {
            for (Command command : FROM_SERVER) {
                Frame frame = Frame.of(command, Headers.of("before", "1", "value", value, "behind", "2"));
                assertThat(namesRead(frame, version))
                        .as("%s in STOMP %s", command, version)
                        .isEqualTo(
                                command.mayHaveBody()
                                        ? List.of("before", "value", "behind", "content-length")
                                        : List.of("before", "value", "behind"));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"x\ninjected", "x:\ninjected", "x\rinjected", "x\0injected", "x\r\n\r\n", "\n", ":", "\\n"})
    void aNameNeverBecomesAnotherHeader(String name) {
        for (Version version : Version.values()) {
            for (Command command : FROM_SERVER) {
                assertThat(namesRead(Frame.of(command, Headers.of(name, "1")), version))
                        .as("%s in STOMP %s", command, version)
                        .doesNotContain("injected", "x");
            }
        }
    }

    /** Many a client splits lines wherever Java does. */
    @ParameterizedTest
    @ValueSource(strings = {"x\rinjected:1", "x\r\ninjected:1", "\r\r\r", "x\rcontent-length:0"})
    void areaderThatTakesCarriageReturnsForLineEndsIsNotFooledEither(String value) {
        for (Version version : Version.values()) {
            for (Command command : FROM_SERVER) {
                Frame frame = Frame.of(command, Headers.of("value", value));
                assertThat(printed(FrameEncoder.encode(frame, version)).lines())
                        .as("%s in STOMP %s", command, version)
                        .noneMatch(line -> line.startsWith("injected:") || line.startsWith("content-length:0x"));
            }
        }
    }

    private static List<String> namesRead(Frame frame, Version version) {
        byte[] body = frame.command().mayHaveBody() ? "body".getBytes(UTF_8) : new byte[0];
        ByteBuffer wire = FrameEncoder.encode(Frame.of(frame.command(), frame.headers(), body), version);
        FrameRecorder frames = new FrameRecorder();
        FrameDecoder decoder = new FrameDecoder(FrameLimits.DEFAULT, frames);
        decoder.agree(version);
        decoder.decode(wire);
        Frame read = frames.nextFrame();
        frames.assertNothingMore();
        assertThat(read.body()).isEqualTo(body);
        List<String> names = new ArrayList<>();
        read.headers().forEach((name, value) -> names.add(name));
        return names;
    }
}
