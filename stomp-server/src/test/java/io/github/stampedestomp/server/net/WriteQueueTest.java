package io.github.stampedestomp.server.net;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class WriteQueueTest {
    private final WriteQueue queue = new WriteQueue();

    @Test
    void bytesLeaveInTheirOrderHoweverFewAreTakenAtATime() {
        for (int taken = 1; taken <= 12; taken++) {
            for (String part : new String[] {"ab", "cdefg", "", "h", "ijkl"}) {
                queue.add(bytes(part));
            }
            StringBuilder left = new StringBuilder();
            while (!queue.isEmpty()) {
                String offered = offer(64);
                int count = Math.min(taken, offered.length());
                queue.taken(count);
                left.append(offered, 0, count);
            }
            assertThat(left.toString()).isEqualTo("abcdefghijkl");
            assertThat(queue.unsentBytes()).isZero();
        }
    }

    @Test
    void noMoreIsCopiedThanThereIsRoomFor() {
        queue.add(bytes("abc"));
        queue.add(bytes("def"));
        assertThat(offer(4)).isEqualTo("abcd");
        queue.taken(2);
        assertThat(offer(2)).isEqualTo("cd");
    }

    @Test
    void sharedBuffersAreNeverMoved() {
        ByteBuffer shared = ByteBuffer.wrap("xabcx".getBytes(US_ASCII), 1, 3).asReadOnlyBuffer();
        queue.add(shared);
        queue.add(shared);
        assertThat(offer(64)).isEqualTo("abcabc");
        queue.taken(6);
        assertThat(shared.position()).isEqualTo(1);
        assertThat(shared.limit()).isEqualTo(4);
    }

    @Test
    void bytesAreCountedExactly() {
        queue.add(bytes("abc"));
        queue.add(bytes("defg"));
        queue.taken(5);
        assertThat(queue.sentBytes()).isEqualTo(5);
        assertThat(queue.unsentBytes()).isEqualTo(2);
        queue.clear();
        assertThat(queue.unsentBytes()).isZero();
        assertThat(queue.isEmpty()).isTrue();
    }

    private String offer(int room) {
        ByteBuffer bytes = ByteBuffer.allocateDirect(room);
        queue.copyInto(bytes);
        return US_ASCII.decode(bytes.flip()).toString();
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(US_ASCII));
    }
}
