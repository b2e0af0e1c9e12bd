package io.github.stampedestomp.codec;

import static io.github.stampedestomp.codec.Wire.wire;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.stampedestomp.frame.Command;
import io.github.stampedestomp.frame.Frame;
import io.github.stampedestomp.frame.Headers;
import io.github.stampedestomp.frame.ProtocolException;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FrameDecoderTest {
    private final FrameRecorder frames = new FrameRecorder();
    private final FrameDecoder decoder = new FrameDecoder(FrameLimits.DEFAULT, frames);

    @AfterEach
    void nothingIsLeftOver() {
        frames.assertNothingMore();
    }

    @Test
    void aFrameHasACommandHeadersAndABody() {
        decoder.decode(wire("""
                SEND
                destination:/topic/news
                content-type:text/plain

                hello^@"""));
        Frame send = frames.nextFrame();
        assertThat(send.command()).isEqualTo(Command.SEND);
        assertThat(send.headers()).isEqualTo(Headers.of("destination", "/topic/news", "content-type", "text/plain"));
        assertThat(send.text()).isEqualTo("hello");
    }

    @Test
    void aFrameMayHaveNeitherHeadersNorBody() {
        decoder.decode(wire("""
                DISCONNECT

                ^@"""));
        Frame disconnect = frames.nextFrame();
        assertThat(disconnect.headers()).isEqualTo(Headers.of());
        assertThat(disconnect.body()).isEmpty();
    }

    @Test
    void framesComeInTheirOrder() {
        decoder.decode(wire("""
                BEGIN
                transaction:tx1

                ^@SEND
                transaction:tx1

                one^@
                SEND

                two^@"""));
        assertThat(frames.nextFrame().header("transaction")).isEqualTo("tx1");
        assertThat(frames.nextFrame().text()).isEqualTo("one");
        Frame last = frames.nextFrame();
        assertThat(last.text()).isEqualTo("two");
        assertThat(last.headers()).isEqualTo(Headers.of());
    }

    @Test
    void allBytesAreTaken() {
        ByteBuffer bytes = wire("SEND\n\nbody^@\n\nSEN");
        decoder.decode(bytes);
        assertThat(bytes.hasRemaining()).isFalse();
        assertThat(frames.nextFrame().text()).isEqualTo("body");
    }

    @Test
    void theTakerOfAFrameMayAgreeOnTheVersionOfThoseBehindIt() {
        Conversation conversation = new Conversation(FrameLimits.DEFAULT);
        conversation.read(wire("""
                CONNECT
                accept-version:1.1
                login:a\\cb

                ^@SEND
                login:a\\cb

                ^@"""));
        assertThat(conversation.frames())
                .extracting(frame -> frame.headers().first("login"))
                .containsExactly("a\\cb", "a:b");
    }

    @Test
    void whatTheTakerThrowsIsPassedOn() {
        FrameDecoder failing = new FrameDecoder(FrameLimits.DEFAULT, frame -> {
            throw new IllegalStateException("the taker has failed");
        });
        assertThatIllegalStateException()
                .isThrownBy(() -> failing.decode(wire("SEND\n\n^@")))
                .withMessage("the taker has failed");
    }

    @Test
    void framesBeforeAFaultAreHandedOn() {
        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() -> decoder.decode(wire("SEND\n\none^@SENT\n\n^@SEND\n\ntwo^@")))
                .withMessage("unknown command 'SENT'");
        assertThat(frames.nextFrame().text()).isEqualTo("one");
    }

    @Test
    void theReceiptOfAnUnfinishedFrameIsKnownOnceItsLineIsRead() {
        assertThat(decoder.unfinishedReceipt()).isNull();
        decoder.decode(wire("SEND\nreceipt:r1"));
        assertThat(decoder.unfinishedReceipt()).isNull();
        decoder.decode(wire("\nreceipt:r2\n\nbody"));
        assertThat(decoder.unfinishedReceipt()).isEqualTo("r1");
        decoder.decode(wire("^@"));
        assertThat(decoder.unfinishedReceipt()).isNull();
        assertThat(frames.nextFrame().header("receipt")).isEqualTo("r1");
    }
}
