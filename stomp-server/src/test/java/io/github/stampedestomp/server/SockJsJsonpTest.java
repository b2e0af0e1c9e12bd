package io.github.stampedestomp.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stampedestomp.server.http.Origins;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The transport jsonp-polling, and jsonp_send. */
class SockJsJsonpTest {
    private static final String POLL = SockJsServer.SESSION + "/jsonp";
    private static final String SEND = SockJsServer.SESSION + "/jsonp_send";
    private static final String FORM = "Content-Type: application/x-www-form-urlencoded";

    private final SockJsServer server = new SockJsServer();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aPollIsAnsweredWithAScriptThatCallsBack() {
        assertThat(server.get(POLL + "?c=_jp.abc-1").wire()).isEqualTo("""
                200 OK
                Content-Type: application/javascript; charset=UTF-8
                Cache-Control: no-store, no-cache, no-transform, must-revalidate, max-age=0
                Vary: Origin
                Access-Control-Allow-Origin: *
                X-Content-Type-Options: nosniff
                Content-Length: 21

                /**/_jp.abc-1("o");\r
                """);
    }

    @Test
    void messagesComeAsAStringOfTheScript() {
        server.get(POLL + "?c=f");
        server.conversation().send("a\"b\\c\u2028</script>%");
        server.running.turn();
        assertThat(server.get(POLL + "?c=f").body())
                .isEqualTo("/**/f(\"a[\\\"a\\\\\\\"b\\\\\\\\c\\\\u2028\\u003c/script>%\\\"]\");\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "%20", "*", "abc(", "abc%28", "123456789012345678901234567890123"})
    void aCallbackIsAName(String callback) {
        Answer answer = server.get(POLL + "?c=" + callback);
        assertThat(answer.status()).isEqualTo("500 Internal Server Error");
        assertThat(answer.body()).isEqualTo("invalid \"callback\" parameter");
        assertThat(server.service.sessions()).isZero();
    }

    @Test
    void aCallbackIsRequired() {
        assertThat(server.get(POLL).body()).isEqualTo("\"callback\" parameter required");
    }

    @Test
    void messagesAreSentAsAForm() {
        server.get(POLL + "?c=f");
        RecordingConversation conversation = server.conversation();
        String json = "[\"a b+c%&=\u00e9\"]";
        String form = "d=" + URLEncoder.encode(json, StandardCharsets.UTF_8);
        assertThat(server.post(SEND + "?i=7", form, FORM).wire()).isEqualTo("""
                200 OK
                Content-Type: text/plain; charset=UTF-8
                Cache-Control: no-store, no-cache, no-transform, must-revalidate, max-age=0
                Vary: Origin
                Access-Control-Allow-Origin: *
                Content-Length: 2

                ok""");
        assertThat(conversation.next()).isEqualTo("receive a b+c%&=\u00e9");
        server.post(SEND, "d=%5B%22b%22%5D", FORM + "; charset=UTF-8");
        assertThat(conversation.next()).isEqualTo("receive b");
    }

    @Test
    void messagesAreSentAsTextToo() {
        server.get(POLL + "?c=f");
        assertThat(server.post(SEND, "[\"a%61\"]", "Content-Type: text/plain").body())
                .isEqualTo("ok");
        assertThat(server.conversation().next()).isEqualTo("receive a%61");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '\'',
            value = {
                "'', Payload expected.",
                "'d=', Payload expected.",
                "'x=%5B%22a%22%5D', Payload expected.",
                "'d=p', Broken JSON encoding.",
                "'d=%5B%22a', Broken JSON encoding.",
                "'d=%22a%22', Broken JSON encoding."
            })
    void aPayloadThatIsNoArrayOfStringsIsRefusedAndTheSessionGoesOn(String form, String sentence) {
        server.get(POLL + "?c=f");
        Answer answer = server.post(SEND, form, FORM);
        assertThat(answer.status()).isEqualTo("500 Internal Server Error");
        assertThat(answer.body()).isEqualTo(sentence);
        assertThat(server.post(SEND, "d=%5B%22a%22%5D", FORM).body()).isEqualTo("ok");
        assertThat(server.conversation().next()).isEqualTo("receive a");
    }

    @Test
    void nobodySendsToASessionThatIsNotThere() {
        assertThat(server.post(SEND, "d=%5B%22x%22%5D", FORM).status()).isEqualTo("404 Not Found");
    }

    @Test
    void aClosedSessionSaysSoByTheCallback() {
        server.get(POLL + "?c=f");
        server.conversation().with(session -> session.close(3000, "Go away!"));
        server.running.turn();
        assertThat(server.get(POLL + "?c=g").body()).isEqualTo("/**/g(\"c[3000,\\\"Go away!\\\"]\");\r\n");
    }

    @Test
    void itIsOffByDefault() {
        try (SockJsServer plain = new SockJsServer(SockJs.at("/echo"), Origins.any())) {
            assertThat(plain.get(POLL + "?c=c").status()).isEqualTo("404 Not Found");
            assertThat(plain.post(SEND, "d=%5B%22x%22%5D", FORM).status()).isEqualTo("404 Not Found");
        }
    }
}
