package io.github.stampedestomp.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.github.stampedestomp.frame.HeaderName;
import io.github.stampedestomp.frame.ProtocolException;
import io.github.stampedestomp.frame.Version;
import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever bytes come, in whatever pieces: they are frames within the limits, or they are refused. */
class MutatedFramesTest {
    private static final int CONVERSATIONS = 100_000;
    private static final FrameLimits LIMITS = new FrameLimits(16, 120, 6, 200, 100);
    private static final Version[] VERSIONS = Version.values();

    private int frames;
    private int faults;

    @Test
    @Timeout(60)
    void eachEndsInFramesOrInAFaultOfTheClient() {
        long seed = Seed.ofThisRun();
        for (int i = 0; i < CONVERSATIONS; i++) {
            long ownSeed = seed + i;
            assertThatCode(() -> read(ownSeed)).as("-Dseed=%d", ownSeed).doesNotThrowAnyException();
        }
        // Neither half would prove much if the other were empty.
        assertThat(frames).as("frames read, seed %d", seed).isGreaterThan(CONVERSATIONS / 2);
        assertThat(faults).as("faults found, seed %d", seed).isGreaterThan(CONVERSATIONS / 4);
    }

    private void read(long seed) {
        Random random = new Random(seed);
        byte[] bytes = new Mutation(random).bytes();
        Conversation conversation = new Conversation(LIMITS);
        if (random.nextInt(4) == 0) {
            conversation.agree(VERSIONS[random.nextInt(VERSIONS.length)]);
        }
        try {
            readInPieces(conversation, bytes, random);
        } catch (ProtocolException e) {
            faults++;
            assertThat(e.sentence()).isNotBlank();
        }
        conversation.frames().forEach(MutatedFramesTest::assertWithinLimits);
        frames += conversation.frames().size();
    }

    private static void readInPieces(Conversation conversation, byte[] bytes, Random random) {
        int longest = 1 + random.nextInt(bytes.length + 1);
        int from = 0;
        while (from < bytes.length) {
            int length = Math.min(bytes.length - from, 1 + random.nextInt(longest));
            conversation.read(ByteBuffer.wrap(bytes, from, length));
            from += length;
        }
    }

    private static void assertWithinLimits(FrameContent frame) {
        if (frame.headers().size() > LIMITS.headers()
                || frame.headers().characters() > LIMITS.headBytes()
                || frame.body().length() > LIMITS.bodyBytes()
                || !hasTheLengthAnnounced(frame)) {
            throw new AssertionError(frame);
        }
    }

    private static boolean hasTheLengthAnnounced(FrameContent frame) {
        String length = frame.headers().first(HeaderName.CONTENT_LENGTH);
        return length == null
                || Integer.parseInt(length.strip()) == frame.body().length();
    }
}
