package io.github.stampedestomp.examples.clients;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stampedestomp.examples.browser.Browser;
import io.github.stampedestomp.examples.browser.Tab;
import io.github.stampedestomp.examples.program.Curl;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Calls the API by HTTP as others do: with curl, and with swagger-client, a generic client in a browser that knows nothing but
 * the API's own document. A page that talks STOMP sees what comes of it.
 */
class HttpApiClientTest {
    @RegisterExtension
    static final Browser browser = new Browser();

    @RegisterExtension
    static final Curl curl = new Curl();

    private final ApiPage server = new ApiPage();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void pageSeesWhatCurlSends() throws IOException, InterruptedException {
        Tab tab = server.subscribed(browser, "ada", "/topic/news");
        Curl.Result sent = curl.run(
                "--header",
                "Authorization: Bearer " + ApiPage.KEY,
                "--header",
                "Content-Type: text/plain;charset=utf-8",
                "--header",
                "Stomp-Mood: good",
                "--data",
                "tea ✓",
                server.url("/api/send/topic/news"));
        assertThat(sent).isEqualTo(new Curl.Result(0, ""));
        assertThat(tab.call("""
                        const { body, headers } = await inbox.next();
                        return [body, headers.mood, headers['content-type']];
                        """)).isEqualTo(List.of("tea ✓", "good", "text/plain;charset=utf-8"));
    }

    @Test
    void curlIsToldThatItNeedsAKey() throws IOException, InterruptedException {
        Curl.Result refused = curl.run("--data", "tea", server.url("/api/send/topic/news"));
        assertThat(refused.code()).isEqualTo(Curl.REFUSED);
        assertThat(refused.text()).contains("a valid key must come as 'Authorization: Bearer'");
    }

    @Test
    void documentTellsAClientHowToSend() {
        Tab tab = server.subscribed(browser, "ada", "/topic/news");
        Tab api = server.described(browser, ApiPage.KEY);
        assertThat(status(api, "send", Map.of("destination", "/topic/news"), text("tea ✓")))
                .isEqualTo(204L);
        assertThat(tab.call("return await inbox.nextBody()")).isEqualTo("tea ✓");
    }

    @Test
    void documentTellsAClientHowToReachAUserOfAnyName() {
        Tab tab = server.subscribed(browser, "Ada Lovelace", "/user/queue/news");
        Tab api = server.described(browser, ApiPage.KEY);
        assertThat(status(api, "send", Map.of("destination", "/user/Ada%20Lovelace/queue/news"), text("tea")))
                .isEqualTo(204L);
        assertThat(tab.call("return await inbox.nextBody()")).isEqualTo("tea");
    }

    @Test
    void documentTellsAClientHowToAskTheApplication() {
        Tab api = server.described(browser, ApiPage.KEY);
        assertThat(call(api, "send", Map.of("destination", "/app/upper"), text("tea")))
                .isEqualTo(Map.of("status", 200L, "said", "TEA"));
        assertThat(said(api, "send", Map.of("destination", "/app/door"), text("tea")))
                .isEqualTo(Map.of(
                        "type",
                        "about:blank",
                        "title",
                        "Unprocessable Content",
                        "status",
                        422L,
                        "detail",
                        "the door is shut"));
    }

    @Test
    void documentTellsAClientHowToSendABatch() {
        Tab tab = server.subscribed(browser, "ada", "/topic/news");
        Tab api = server.described(browser, ApiPage.KEY);
        List<?> batch = List.of(
                Map.of("destination", "/topic/news", "body", "tea ✓", "headers", Map.of("mood", "good")),
                Map.of("destination", "/topic/news", "base64", "bWlsaw=="));
        assertThat(said(api, "sendBatch", Map.of(), Map.of("requestBody", batch)))
                .isEqualTo(Map.of("sent", 2L));
        assertThat(tab.call("return await inbox.nextBodies(2)")).isEqualTo(List.of("tea ✓", "milk"));
    }

    @Test
    void documentTellsAClientHowToListUsersPageByPage() {
        server.subscribed(browser, "Zoë", "/topic/news");
        server.subscribed(browser, "ada", "/topic/news");
        Tab api = server.described(browser, ApiPage.KEY);
        assertThat(api.call("""
                        const names = ({ users }) => users.map(user => user.name);
                        const first = (await call('listUsers', { limit: 1 })).said;
                        const second = (await call('listUsers', { limit: 1, after: first.next })).said;
                        return [names(first), names(second), 'next' in second];
                        """)).isEqualTo(List.of(List.of("Zoë"), List.of("ada"), false));
    }

    @Test
    void documentTellsAClientHowToLookAtAUser() {
        server.subscribed(browser, "Ada Lovelace", "/user/queue/news");
        Tab api = server.described(browser, ApiPage.KEY);
        assertThat(api.call("""
                        const { status, said } = await call('getUser', { name: 'Ada Lovelace' });
                        const [{ id, subscriptionCount }, ...more] = said.sessions;
                        const session = (await call('getSession', { id })).said;
                        const destinations = Object.values(session.subscriptions);
                        return [status, said.name, more.length, subscriptionCount, destinations];
                        """)).isEqualTo(List.of(200L, "Ada Lovelace", 0L, 1L, List.of("/user/queue/news")));
        assertThat(status(api, "getUser", Map.of("name", "nobody"), Map.of())).isEqualTo(404L);
    }

    @Test
    void documentTellsAClientHowToDisconnectAUser() {
        Tab tab = server.subscribed(browser, "ada", "/topic/news");
        Tab api = server.described(browser, ApiPage.KEY);
        assertThat(said(api, "disconnectUser", Map.of("name", "ada", "reason", "tea is over"), Map.of()))
                .isEqualTo(Map.of("sessions", 1L));
        assertThat(tab.call("""
                        const error = await client.errors.next();
                        return [error.headers.message, (await client.closes.next()).code];
                        """)).isEqualTo(List.of("tea is over", 1008L));
    }

    @Test
    void wrongKeyOpensNothing() {
        Tab api = server.described(browser, "another key, no better");
        assertThat(status(api, "listUsers", Map.of(), Map.of())).isEqualTo(401L);
    }

    private static Map<?, ?> text(String body) {
        return Map.of("requestBody", body, "requestContentType", "text/plain");
    }

    private static Object status(Tab api, String operation, Map<?, ?> parameters, Map<?, ?> body) {
        return call(api, operation, parameters, body).get("status");
    }

    private static Object said(Tab api, String operation, Map<?, ?> parameters, Map<?, ?> body) {
        return call(api, operation, parameters, body).get("said");
    }

    private static Map<?, ?> call(Tab api, String operation, Map<?, ?> parameters, Map<?, ?> body) {
        return (Map<?, ?>) api.call("return await call(...args)", operation, parameters, body);
    }
}
