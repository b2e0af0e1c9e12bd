package io.github.stampedestomp.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The transport xhr-polling, and xhr_send. */
class SockJsXhrTest {
    private static final String POLL = SockJsServer.SESSION + "/xhr";
    private static final String SEND = SockJsServer.SESSION + "/xhr_send";

    private final SockJsServer server = new SockJsServer();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aPollIsAnsweredWithOneFrame() {
        assertThat(server.post(POLL, "").wire()).isEqualTo("""
                200 OK
                Content-Type: application/javascript; charset=UTF-8
                Cache-Control: no-store, no-cache, no-transform, must-revalidate, max-age=0
                Vary: Origin
                Access-Control-Allow-Origin: *
                X-Content-Type-Options: nosniff
                Content-Length: 2

                o
                """);
    }

    @Test
    void messagesAreSentAndReceived() {
        RecordingConversation conversation = server.open();
        assertThat(server.post(SEND, "[\"a\"]").wire()).isEqualTo("""
                204 No Content
                Content-Type: text/plain; charset=UTF-8
                Cache-Control: no-store, no-cache, no-transform, must-revalidate, max-age=0
                Vary: Origin
                Access-Control-Allow-Origin: *

                """);
        assertThat(conversation.next()).isEqualTo("receive a");
        assertThat(server.post(POLL, "").body()).isEqualTo("a[\"a\"]\n");
    }

    @Test
    void aPollWaitsForTheNextMessage() {
        RecordingConversation conversation = server.open();
        try (SockJsClient poll = server.client().post(POLL, "")) {
            conversation.send("late");
            assertThat(poll.answer().body()).isEqualTo("a[\"late\"]\n");
        }
    }

    @Test
    void allThatWaitsComesInOneFrame() {
        RecordingConversation conversation = server.open();
        server.post(SEND, "[\"a\",\"b\"]");
        server.post(SEND, "[\"c\"]");
        conversation.send("d", "e");
        server.running.turn();
        assertThat(server.post(POLL, "").body()).isEqualTo("a[\"a\",\"b\",\"c\",\"d\",\"e\"]\n");
    }

    @Test
    void messagesAreTakenBeforeTheirRequestIsAnswered() {
        RecordingConversation conversation = server.open();
        for (int i = 0; i < 20; i++) {
            server.post(SEND, "[\"" + i + "\"]");
            assertThat(conversation.next()).isEqualTo("receive " + i);
        }
        conversation.assertNothingMore();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain",
                "T",
                "application/json",
                "application/xml",
                "text/xml",
                "",
                "text/plain; charset=utf-8",
                "application/json; charset=utf-8",
                "text/xml; charset=utf-8",
                "application/x-www-form-urlencoded"
            })
    void whatATypeTheClientNamesDoesNotMatter(String mediaType) {
        RecordingConversation conversation = server.open();
        Answer answer = server.post(SEND, "[\"a\"]", "Content-Type: " + mediaType);
        assertThat(answer.status()).isEqualTo("204 No Content");
        assertThat(conversation.next()).isEqualTo("receive a");
    }

    @Test
    void theQueryByWhichClientsAvoidCachesIsIgnored() {
        server.open();
        assertThat(server.post(SEND + "?t=1", "[\"a\"]").status()).isEqualTo("204 No Content");
        assertThat(server.post(POLL + "?t=2", "").body()).isEqualTo("a[\"a\"]\n");
    }

    @Test
    void anEmptyArrayIsNoMessage() {
        RecordingConversation conversation = server.open();
        assertThat(server.post(SEND, "[]").status()).isEqualTo("204 No Content");
        assertThat(server.post(SEND, "[\"\"]").status()).isEqualTo("204 No Content");
        assertThat(conversation.next()).isEqualTo("receive ");
        assertThat(server.post(POLL, "").body()).isEqualTo("a[\"\"]\n");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '\'',
            value = {
                "'', Payload expected.",
                "'[\"a', Broken JSON encoding.",
                "'[\"a\"', Broken JSON encoding.",
                "'[\"a\"]]', Broken JSON encoding.",
                "'[1]', Broken JSON encoding.",
                "'[null]', Broken JSON encoding.",
                "'\"a\"', Broken JSON encoding.",
                "'{\"a\":\"b\"}', Broken JSON encoding.",
                "' ', Broken JSON encoding.",
                "'[\"\u00ff\"]', Broken JSON encoding."
            })
    void aPayloadThatIsNoArrayOfStringsIsRefusedAndTheSessionGoesOn(String payload, String sentence) {
        RecordingConversation conversation = server.open();
        Answer answer = server.post(SEND, payload);
        assertThat(answer.status()).isEqualTo("500 Internal Server Error");
        assertThat(answer.body()).isEqualTo(sentence);
        assertThat(answer.headers())
                .containsEntry("Content-Type", "text/plain; charset=UTF-8")
                .containsEntry("Access-Control-Allow-Origin", "*");
        server.post(SEND, "[\"a\"]");
        assertThat(conversation.next()).isEqualTo("receive a");
    }

    @Test
    void nothingOfABrokenPayloadIsTaken() {
        RecordingConversation conversation = server.open();
        server.post(SEND, "[\"a\",\"b\",]");
        server.post(SEND, "[\"c\"]");
        assertThat(conversation.next()).isEqualTo("receive c");
    }

    @Test
    void nobodySendsToASessionThatIsNotThere() {
        Answer answer = server.post(SEND, "[\"a\"]");
        assertThat(answer.status()).isEqualTo("404 Not Found");
        assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo("*");
        assertThat(server.service.sessions()).isZero();
    }

    @Test
    void charactersThatBrowsersMistakeAreEscaped() {
        RecordingConversation conversation = server.open();
        conversation.send("\u0000\u001f\"\\/\n\u200c\u2028\u2060\ufff0\ud83d\udc0e\ud800<%\u00e9\u65e5");
        server.running.turn();
        assertThat(server.post(POLL, "").text())
                .isEqualTo(
                        "a[\"\\u0000\\u001f\\\"\\\\/\\n\\u200c\\u2028\\u2060\\ufff0\\ud83d\\udc0e\\ud800<%\u00e9\u65e5\"]\n");
    }

    @Test
    void loneSurrogatesTravelBothWays() {
        RecordingConversation conversation = server.open();
        server.post(SEND, "[\"\\ud800\",\"\\uDC0E\\uD83D\"]");
        assertThat(conversation.next()).isEqualTo("receive \ud800");
        assertThat(conversation.next()).isEqualTo("receive \udc0e\ud83d");
        assertThat(server.post(POLL, "").body()).isEqualTo("a[\"\\ud800\",\"\\udc0e\\ud83d\"]\n");
    }

    @Test
    void aRequestThatNamesNoLengthHasNoBody() {
        try (SockJsClient client = server.client()) {
            client.raw().send("POST " + POLL + " HTTP/1.1\r\nHost: a\r\n\r\n");
            assertThat(client.answer().body()).isEqualTo("o\n");
        }
    }
}
