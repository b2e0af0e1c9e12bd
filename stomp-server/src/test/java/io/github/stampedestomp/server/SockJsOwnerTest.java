package io.github.stampedestomp.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stampedestomp.server.http.Origins;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A session answers only to whom opened it. */
class SockJsOwnerTest {
    private static final String POLL = SockJsServer.SESSION + "/xhr";
    private static final String SEND = SockJsServer.SESSION + "/xhr_send";
    private static final String ANNA = "Authorization: Bearer anna";
    private static final String BOB = "Authorization: Bearer bob";

    private final SockJsServer server = new SockJsServer();

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {BOB, "Authorization: Bearer ann", "Authorization: Bearer annab", "X: y"})
    void whoIsAuthorizedOtherwiseFindsNoSession(String other) {
        server.post(POLL, "", ANNA);
        RecordingConversation conversation = server.conversation();
        assertThat(server.post(POLL, "", other).status()).isEqualTo("404 Not Found");
        assertThat(server.post(SEND, "[\"b\"]", other).status()).isEqualTo("404 Not Found");
        assertThat(server.get(SockJsServer.SESSION + "/eventsource", other).status())
                .isEqualTo("404 Not Found");
        assertThat(server.post(SEND, "[\"a\"]", ANNA).status()).isEqualTo("204 No Content");
        assertThat(conversation.next()).isEqualTo("receive a");
        assertThat(server.post(POLL, "", ANNA).body()).isEqualTo("a[\"a\"]\n");
    }

    @Test
    void pagesOfOtherOriginsFindNoSession() {
        server.post(POLL, "", "Origin: https://a.example");
        RecordingConversation conversation = server.conversation();
        assertThat(server.post(POLL, "", "Origin: https://b.example").status()).isEqualTo("404 Not Found");
        assertThat(server.post(SEND, "[\"b\"]", "Origin: null").status()).isEqualTo("404 Not Found");
        assertThat(server.post(SEND, "[\"a\"]", "Origin: https://a.example").status())
                .isEqualTo("204 No Content");
        assertThat(conversation.next()).isEqualTo("receive a");
    }

    @Test
    void browsersLeaveTheOriginOutOfSomeRequestsAndTheFirstThatNamesOneDecides() {
        RecordingConversation conversation = server.open();
        assertThat(server.post(SEND, "[\"a\"]", "Origin: https://a.example").status())
                .isEqualTo("204 No Content");
        assertThat(server.post(SEND, "[\"b\"]", "Origin: https://b.example").status())
                .isEqualTo("404 Not Found");
        assertThat(server.post(SEND, "[\"c\"]").status()).isEqualTo("204 No Content");
        assertThat(conversation.next()).isEqualTo("receive a");
        assertThat(conversation.next()).isEqualTo("receive c");
    }

    @Test
    void theOriginOfAStrangerDecidesNothing() {
        server.post(POLL, "", ANNA);
        assertThat(server.post(SEND, "[\"b\"]", BOB, "Origin: https://b.example")
                        .status())
                .isEqualTo("404 Not Found");
        assertThat(server.post(SEND, "[\"a\"]", ANNA, "Origin: https://a.example")
                        .status())
                .isEqualTo("204 No Content");
    }

    @Test
    void theApplicationMayTellTheOwnerByOtherMeans() {
        SockJs settings = SockJs.at("/echo").owner(told -> told.headers().getOrDefault("Cookie", ""));
        try (SockJsServer byCookie = new SockJsServer(settings, Origins.any())) {
            byCookie.post(POLL, "", "Cookie: user=anna", ANNA);
            assertThat(byCookie.post(SEND, "[\"a\"]", "Cookie: user=anna", BOB).status())
                    .isEqualTo("204 No Content");
            assertThat(byCookie.post(SEND, "[\"a\"]", "Cookie: user=bob", ANNA).status())
                    .isEqualTo("404 Not Found");
        }
    }
}
