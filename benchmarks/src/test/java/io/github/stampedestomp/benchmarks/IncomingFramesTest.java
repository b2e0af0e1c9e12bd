package io.github.stampedestomp.benchmarks;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IncomingFramesTest {
    private static final int WHOLE_TEXT = 0x81;
    private static final int BEGINNING = 0x01;
    private static final int MIDDLE = 0x00;
    private static final int END = 0x80;
    private static final int PING = 0x89;

    private final List<Long> numbers = new ArrayList<>();
    private final byte[] room = new byte[1 << 19];

    @ParameterizedTest
    @ValueSource(ints = {64, 1024})
    void wholeFramesAreUnderstoodWhereverTheBytesAreCut(int size) {
        assertNumbers(size, wire -> {
            frame(wire, WHOLE_TEXT, message(size, 1));
            frame(wire, WHOLE_TEXT, message(size, 2));
            frame(wire, WHOLE_TEXT, message(size, 3));
        });
    }

    @Test
    void messageInFragmentsIsUnderstoodWhereverTheBytesAreCut() {
        byte[] first = message(300, 1);
        byte[] last = message(300, 3);
        assertNumbers(300, wire -> {
            fragments(wire, first, 40, 200, 201);
            frame(wire, WHOLE_TEXT, message(300, 2));
            fragments(wire, last, first.length - 1);
        });
    }

    @Test
    void pingsAndEmptyFramesAreNotPayload() {
        byte[] first = message(64, 1);
        assertNumbers(64, wire -> {
            frame(wire, PING, "#000000000000009".getBytes(ISO_8859_1));
            frame(wire, BEGINNING, slice(first, 0, 50));
            frame(wire, PING, new byte[0]);
            frame(wire, MIDDLE, new byte[0]);
            frame(wire, END, slice(first, 50, first.length));
            frame(wire, WHOLE_TEXT, message(64, 2));
            frame(wire, WHOLE_TEXT, message(64, 3));
        });
    }

    @Test
    void framesOfMoreThan64KibibytesAreUnderstood() {
        int size = 70_000;
        ByteArrayOutputStream wire = new ByteArrayOutputStream();
        frame(wire, WHOLE_TEXT, message(size, 1));
        fragments(wire, message(size, 2), 1, 8192, 16_384, 69_999);
        IncomingFrames frames = new IncomingFrames();
        byte[] bytes = wire.toByteArray();
        for (int at = 0; at < bytes.length; at += 10_007) {
            read(frames, new Bodies(size), bytes, at, Math.min(bytes.length, at + 10_007));
        }
        assertThat(numbers).containsExactly(1L, 2L);
    }

    /** Reads what was written in two pieces, cut anywhere, and byte for byte; the numbers 1, 2 and 3 must be found each time. */
    private void assertNumbers(int size, Consumer<ByteArrayOutputStream> writing) {
        ByteArrayOutputStream wire = new ByteArrayOutputStream();
        writing.accept(wire);
        byte[] bytes = wire.toByteArray();
        Bodies bodies = new Bodies(size);
        for (int cut = 0; cut <= bytes.length; cut++) {
            IncomingFrames frames = new IncomingFrames();
            read(frames, bodies, bytes, 0, cut);
            read(frames, bodies, bytes, cut, bytes.length);
            assertThat(numbers).as("cut at %d", cut).containsExactly(1L, 2L, 3L);
            numbers.clear();
        }
        IncomingFrames frames = new IncomingFrames();
        for (int at = 0; at < bytes.length; at++) {
            read(frames, bodies, bytes, at, at + 1);
        }
        assertThat(numbers).containsExactly(1L, 2L, 3L);
    }

    private void read(IncomingFrames frames, Bodies bodies, byte[] bytes, int from, int to) {
        int kept = frames.resume(room);
        System.arraycopy(bytes, from, room, kept, to - from);
        frames.take(room, kept + to - from, (in, begin, end) -> bodies.find(in, begin, end, numbers::add));
    }

    private static byte[] message(int size, long number) {
        byte[] body = new byte[size];
        new Bodies(size).write(number, body, 0);
        return ("MESSAGE\nmessage-id:#a" + number + "\n\n" + new String(body, ISO_8859_1) + "\0").getBytes(ISO_8859_1);
    }

    private static void fragments(ByteArrayOutputStream wire, byte[] message, int... cuts) {
        int at = 0;
        for (int cut : cuts) {
            frame(wire, at == 0 ? BEGINNING : MIDDLE, slice(message, at, cut));
            at = cut;
        }
        frame(wire, END, slice(message, at, message.length));
    }

    private static byte[] slice(byte[] bytes, int from, int to) {
        return Arrays.copyOfRange(bytes, from, to);
    }

    /** Writes a frame as a server does, without a mask. */
    private static void frame(ByteArrayOutputStream wire, int first, byte[] payload) {
        wire.write(first);
        if (payload.length < 126) {
            wire.write(payload.length);
        } else if (payload.length <= 0xffff) {
            wire.write(126);
            wire.write(payload.length >> 8);
            wire.write(payload.length);
        } else {
            wire.write(127);
            for (int shift = 56; shift >= 0; shift -= 8) {
                wire.write((int) ((long) payload.length >> shift));
            }
        }
        wire.writeBytes(payload);
    }
}
