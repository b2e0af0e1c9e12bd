package io.github.stampedestomp.frame;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FrameTest {
    @Test
    void aFrameMayHaveNoBody() {
        Frame frame = Frame.of(Command.BEGIN, Headers.of("transaction", "tx1"));
        assertThat(frame.body()).isEmpty();
        assertThat(frame.text()).isEmpty();
    }

    @Test
    void theBodyIsReadAsUtf8() {
        Frame frame = Frame.of(Command.SEND, Headers.of(), "grüße 🐎".getBytes(UTF_8));
        assertThat(frame.text()).isEqualTo("grüße 🐎");
    }

    @Test
    void theBodyIsNotCopied() {
        byte[] body = {1, 2, 3};
        assertThat(Frame.of(Command.SEND, Headers.of(), body).body()).isSameAs(body);
    }

    @Test
    void aLogShowsNeitherBodyNorPasscode() {
        Frame connect = Frame.of(Command.CONNECT, Headers.of("login", "me", "passcode", "secret"), new byte[3]);
        assertThat(connect).hasToString("CONNECT\nlogin:me\npasscode:***\n(3 bytes)");
    }
}
