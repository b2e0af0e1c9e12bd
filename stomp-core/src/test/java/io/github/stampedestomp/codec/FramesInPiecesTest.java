package io.github.stampedestomp.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** However the bytes of a conversation arrive, the frames are the same. */
class FramesInPiecesTest {
    @ParameterizedTest
    @EnumSource
    void wholeConversationsAreRead(Script script) {
        assertThat(wholly(script)).hasSize(script.frames());
    }

    @ParameterizedTest
    @EnumSource
    void splitAtAnyByte(Script script) {
        List<FrameContent> whole = wholly(script);
        byte[] bytes = script.bytes();
        for (int at = 0; at <= bytes.length; at++) {
            Conversation conversation = new Conversation(FrameLimits.DEFAULT);
            conversation.read(ByteBuffer.wrap(bytes, 0, at));
            conversation.read(ByteBuffer.wrap(bytes, at, bytes.length - at));
            assertThat(conversation.frames()).as("split at byte %d", at).isEqualTo(whole);
        }
    }

    @ParameterizedTest
    @EnumSource
    void splitAtAnyTwoBytesNearEachOther(Script script) {
        List<FrameContent> whole = wholly(script);
        byte[] bytes = script.bytes();
        for (int from = 0; from < bytes.length; from++) {
            for (int to = from + 1; to <= Math.min(bytes.length, from + 4); to++) {
                Conversation conversation = new Conversation(FrameLimits.DEFAULT);
                conversation.read(ByteBuffer.wrap(bytes, 0, from));
                conversation.read(ByteBuffer.wrap(bytes, from, to - from));
                conversation.read(ByteBuffer.wrap(bytes, to, bytes.length - to));
                assertThat(conversation.frames())
                        .as("split at bytes %d and %d", from, to)
                        .isEqualTo(whole);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void byteByByte(Script script) {
        Conversation conversation = new Conversation(FrameLimits.DEFAULT);
        for (byte each : script.bytes()) {
            conversation.read(ByteBuffer.wrap(new byte[] {each}));
        }
        assertThat(conversation.frames()).isEqualTo(wholly(script));
    }

    @ParameterizedTest
    @EnumSource
    void inOneReusedBuffer(Script script) {
        Conversation conversation = new Conversation(FrameLimits.DEFAULT);
        ByteBuffer bytes = ByteBuffer.wrap(script.bytes());
        ByteBuffer reused = ByteBuffer.allocate(7);
        while (bytes.hasRemaining()) {
            reused.clear();
            while (reused.hasRemaining() && bytes.hasRemaining()) {
                reused.put(bytes.get());
            }
            conversation.read(reused.flip());
        }
        assertThat(conversation.frames()).isEqualTo(wholly(script));
    }

    @ParameterizedTest
    @EnumSource
    void fromDirectBuffers(Script script) {
        byte[] bytes = script.bytes();
        ByteBuffer direct = ByteBuffer.allocateDirect(bytes.length + 8);
        direct.position(5).put(bytes).flip().position(5);
        assertThat(read(direct)).isEqualTo(wholly(script));
    }

    @ParameterizedTest
    @EnumSource
    void fromSlicesInTheMiddleOfAnArray(Script script) {
        byte[] bytes = script.bytes();
        ByteBuffer slice =
                ByteBuffer.allocate(bytes.length + 30).position(10).slice().put(3, bytes);
        assertThat(read(slice.position(3).limit(3 + bytes.length))).isEqualTo(wholly(script));
    }

    @ParameterizedTest
    @EnumSource
    void fromBuffersThatMustNotBeChanged(Script script) {
        assertThat(read(ByteBuffer.wrap(script.bytes()).asReadOnlyBuffer())).isEqualTo(wholly(script));
    }

    private static List<FrameContent> wholly(Script script) {
        return read(ByteBuffer.wrap(script.bytes()));
    }

    private static List<FrameContent> read(ByteBuffer bytes) {
        Conversation conversation = new Conversation(FrameLimits.DEFAULT);
        conversation.read(bytes);
        assertThat(bytes.hasRemaining()).isFalse();
        return conversation.frames();
    }
}
