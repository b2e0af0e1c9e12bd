package io.github.stampedestomp.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stampedestomp.server.sockjs.SockJsSession;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Heartbeats of SockJS over plain HTTP. */
class SockJsHeartbeatTest {
    private final SockJsServer server = new SockJsServer();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aPollIsAnsweredAfterSilence() {
        server.open();
        try (SockJsClient poll = server.client().post(SockJsServer.SESSION + "/xhr", "")) {
            server.advance(Duration.ofSeconds(25));
            assertThat(poll.answer().body()).isEqualTo("h\n");
            poll.get("/echo");
            poll.answer();
            poll.post(SockJsServer.SESSION + "/xhr", "");
            server.advance(Duration.ofSeconds(25));
            assertThat(poll.answer().body()).isEqualTo("h\n");
        }
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '\'',
            value = {
                "POST, xhr_streaming, 'h\n'",
                "GET, eventsource, 'data: h\r\n\r\n'",
                "GET, htmlfile?c=f, '<script>\np(\"h\");\n</script>\r\n'"
            })
    void aStreamBeatsAfterSilenceAgainAndAgain(String method, String resource, String beat) {
        try (SockJsClient stream = server.client().send(method, SockJsServer.SESSION + "/" + resource, "")) {
            stream.head();
            stream.chunk();
            stream.chunk();
            for (int i = 0; i < 3; i++) {
                server.advance(Duration.ofSeconds(25));
                assertThat(stream.chunk()).isEqualTo(beat);
            }
        }
    }

    @Test
    void aMessageBreaksTheSilence() {
        try (SockJsClient stream = server.client().get(SockJsServer.SESSION + "/eventsource")) {
            stream.head();
            stream.chunk();
            stream.chunk();
            RecordingConversation conversation = server.conversation();
            server.advance(Duration.ofSeconds(24));
            conversation.send("a");
            assertThat(stream.chunk()).contains("a[\"a\"]");
            server.advance(Duration.ofSeconds(24));
            conversation.send("b");
            assertThat(stream.chunk()).contains("a[\"b\"]");
            server.advance(Duration.ofSeconds(25));
            assertThat(stream.chunk()).contains("h");
        }
    }

    @Test
    void theyCountForTheLimitOfAResponse() {
        try (SockJsClient stream = server.client().get(SockJsServer.SESSION + "/eventsource")) {
            stream.head();
            stream.chunk();
            int bytes = stream.chunk().length();
            while (bytes < SockJsServer.RESPONSE_BYTES) {
                server.advance(Duration.ofSeconds(25));
                bytes += stream.chunk().length();
            }
            assertThat(stream.chunk()).isEmpty();
        }
    }

    @Test
    void aSessionWithHeartbeatsOfItsOwnGetsNone() {
        RecordingConversation conversation = server.open();
        try (SockJsClient poll = server.client().post(SockJsServer.SESSION + "/xhr", "")) {
            conversation.with(SockJsSession::stopHeartbeats);
            server.running.turn();
            server.advance(Duration.ofSeconds(25));
            server.advance(Duration.ofSeconds(25));
            conversation.send("a");
            assertThat(poll.answer().body()).isEqualTo("a[\"a\"]\n");
        }
    }
}
