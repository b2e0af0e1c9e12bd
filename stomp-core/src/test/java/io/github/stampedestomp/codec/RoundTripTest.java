package io.github.stampedestomp.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stampedestomp.frame.Command;
import io.github.stampedestomp.frame.Frame;
import io.github.stampedestomp.frame.HeaderName;
import io.github.stampedestomp.frame.Headers;
import io.github.stampedestomp.frame.Version;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the encoder writes, the decoder reads. */
class RoundTripTest {
    private static final int FRAMES = 20_000;
    private static final String[] CHARACTERS = {
        "\n", "\r", "\r\n", ":", "\\", "\\n", "\\c", "\\t", " ", "\t", "a", "Z", "0", "-", "ß", "日", "🐎", "\u0001",
        "\u2028"
    };

    @ParameterizedTest
    @EnumSource(names = "V1_0", mode = EnumSource.Mode.EXCLUDE)
    void nothingIsLostFrom1_1On(Version version) {
        roundTrip(version, UnaryOperator.identity());
    }

    @ParameterizedTest
    @EnumSource(names = "V1_0")
    void whatStomp1_0CannotSayBecomesABlankOrIsLeftOut(Version version) {
        roundTrip(version, RoundTripTest::asIn1_0);
    }

    private static void roundTrip(Version version, UnaryOperator<Frame> expected) {
        long seed = Seed.ofThisRun();
        Random random = new Random(seed);
        FrameRecorder frames = new FrameRecorder();
        FrameDecoder decoder = new FrameDecoder(FrameLimits.DEFAULT, frames);
        decoder.agree(version);
        for (int i = 0; i < FRAMES; i++) {
            Frame sent = frame(random);
            decoder.decode(FrameEncoder.encode(sent, version));
            assertThat(FrameContent.of(frames.nextFrame()))
                    .as("seed %d, frame %d, %s", seed, i, sent)
                    .isEqualTo(withLength(expected.apply(sent)));
        }
        frames.assertNothingMore();
    }

    private static Frame frame(Random random) {
        Command[] commands = Command.values();
        Command command = commands[random.nextInt(commands.length)];
        Headers.Builder headers = new Headers.Builder();
        for (int i = random.nextInt(6); i > 0; i--) {
            headers.add("n" + text(random), text(random));
        }
        byte[] body = new byte[command.mayHaveBody() ? random.nextInt(50) : 0];
        random.nextBytes(body);
        Frame frame = Frame.of(command, headers.build(), body);
        return command.escapesHeaders() ? frame : asIn1_0(frame);
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(8); i > 0; i--) {
            text.append(CHARACTERS[random.nextInt(CHARACTERS.length)]);
        }
        return text.toString();
    }

    private static Frame asIn1_0(Frame frame) {
        Headers.Builder headers = new Headers.Builder();
        frame.headers().forEach((name, value) -> {
            if (!name.matches("(?s).*[:\r\n].*")) {
                headers.add(name.strip(), value.replaceAll("[\r\n]", " ").strip());
            }
        });
        return Frame.of(frame.command(), headers.build(), frame.body());
    }

    private static FrameContent withLength(Frame frame) {
        Headers.Builder headers = new Headers.Builder();
        frame.headers().forEach(headers::add);
        if (frame.command().mayHaveBody()) {
            headers.add(HeaderName.CONTENT_LENGTH, Integer.toString(frame.body().length));
        }
        return FrameContent.of(Frame.of(frame.command(), headers.build(), frame.body()));
    }
}
