package io.github.stampedestomp.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How much a stranger may send before its CONNECT is complete. */
class ConnectBytesTest {
    private static final String SENTENCE =
            "more than the 1000 bytes allowed came before a CONNECT was complete (limit connectBytes)";

    @RegisterExtension
    final Conversations server = new Conversations();

    private Conversation stranger;

    @BeforeEach
    void open() {
        server.settings(settings -> settings.connectBytes = 1000);
        stranger = server.opened();
    }

    @Test
    void aFrameThatDoesNotEndIsNotKept() {
        stranger.sends("SEND\ndestination:/topic/a\n\n" + "x".repeat(900));
        stranger.isOpen();
        stranger.sends("x".repeat(100));
        stranger.isRefused(SENTENCE);
    }

    @Test
    void emptyLinesCountToo() {
        stranger.sends("\n".repeat(1000));
        stranger.isOpen();
        stranger.sends("\n");
        stranger.isRefused(SENTENCE);
    }

    @Test
    void whatComesRightBehindTheConnectIsNotMeant() {
        stranger.sends(
                "CONNECT\naccept-version:1.2\n\n^@SEND\ndestination:/topic/a\nreceipt:1\n\n" + "x".repeat(2000) + "^@");
        assertThat(stranger.read()).contains("CONNECTED\n").contains("RECEIPT\nreceipt-id:1\n");
    }
}
