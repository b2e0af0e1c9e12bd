package io.github.stampedestomp.server.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LargeCopiesTest {
    private final LargeCopies copies = new LargeCopies();
    private final Random random = new Random(1);

    @Test
    void onlyBuffersBetween16And128KibibytesAreCopied() {
        assertThat(LargeCopies.isFor(ByteBuffer.allocate(16 * 1024 - 1))).isFalse();
        assertThat(LargeCopies.isFor(ByteBuffer.allocate(16 * 1024))).isTrue();
        assertThat(LargeCopies.isFor(ByteBuffer.allocate(128 * 1024))).isTrue();
        assertThat(LargeCopies.isFor(ByteBuffer.allocate(128 * 1024 + 1))).isFalse();
    }

    @Test
    void theSameBufferIsCopiedOnce() {
        ByteBuffer original = large();
        ByteBuffer first = copies.of(original);
        ByteBuffer second = copies.of(original);
        assertThat(first.isDirect()).isTrue();
        assertThat(first).isEqualTo(original).isEqualTo(second);
        first.put(0, (byte) (first.get(0) + 1));
        assertThat(second.get(0)).as("seen in both, as they share their memory").isEqualTo(first.get(0));
    }

    @Test
    void equalBuffersAreNotTakenForTheSame() {
        ByteBuffer original = large();
        ByteBuffer equal = ByteBuffer.allocate(original.remaining())
                .put(original.duplicate())
                .flip();
        copies.of(original);
        ByteBuffer copy = copies.of(equal);
        equal.put(0, (byte) (equal.get(0) + 1));
        assertThat(copy).isEqualTo(original);
        assertThat(copies.of(original)).isEqualTo(original);
    }

    @Test
    void aCopyHoldsUntilSixteenOthersWereMade() {
        List<ByteBuffer> originals = new ArrayList<>();
        List<ByteBuffer> made = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            originals.add(large());
            made.add(copies.of(originals.get(i)));
            for (int j = Math.max(0, i - 15); j <= i; j++) {
                assertThat(made.get(j)).isEqualTo(originals.get(j));
            }
        }
        assertThat(copies.of(originals.get(0))).as("copied anew").isEqualTo(originals.get(0));
    }

    @Test
    void whatWasAskedForAgainIsNotTheNextToGo() {
        ByteBuffer again = large();
        copies.of(again);
        List<ByteBuffer> others = new ArrayList<>();
        for (int i = 1; i < LargeCopies.COPIES; i++) {
            others.add(large());
            copies.of(others.get(others.size() - 1));
        }
        ByteBuffer copy = copies.of(again);
        for (int i = 1; i < LargeCopies.COPIES; i++) {
            others.add(large());
            copies.of(others.get(others.size() - 1));
            assertThat(copy).isEqualTo(again);
        }
    }

    @Test
    void onlyTheBytesBetweenPositionAndLimitAreCopied() {
        ByteBuffer original = large().position(7).limit(17_000);
        assertThat(copies.of(original)).isEqualTo(original);
        assertThat(original.position()).isEqualTo(7);
        assertThat(original.limit()).isEqualTo(17_000);
    }

    private ByteBuffer large() {
        byte[] bytes = new byte[16 * 1024 + random.nextInt(16 * 1024)];
        random.nextBytes(bytes);
        return ByteBuffer.wrap(bytes);
    }
}
