package io.github.stampedestomp.examples.clients;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import io.github.stampedestomp.examples.browser.Browser;
import io.github.stampedestomp.examples.browser.Tab;
import io.github.stampedestomp.session.Handshake;
import io.github.stampedestomp.session.SessionEvent;
import java.net.URLDecoder;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Talks to the server with @stomp/stompjs over sockjs-client, both unchanged and in a browser, by each transport. */
@ParameterizedClass(name = "{0}")
@EnumSource
class SockJsClientTest {
    @RegisterExtension
    static final Browser browser = new Browser();

    private final SockJsTransport transport;
    private final SockJsPage page;

    SockJsClientTest(SockJsTransport transport) {
        this.transport = transport;
        this.page = new SockJsPage(transport);
    }

    @AfterEach
    void stop() {
        page.close();
    }

    @Test
    void messageArrivesByThisTransport() throws InterruptedException {
        assertThat(call("""
                        const client = await connectedOverSockJs();
                        const inbox = await subscribed(client, '/topic/news');
                        send(client, '/topic/news', 'hello');
                        return [client.webSocket.transport, await inbox.nextBody()];
                        """)).isEqualTo(List.of(transport.toString(), "hello"));
        Handshake handshake = ((SessionEvent.Connected) nextEvent()).handshake();
        assertThat(handshake.path()).matches("/sockjs/[^/]+/[^/]+/" + transport.resource());
        assertThat(handshake.header("Referer").or(() -> handshake.header("Origin")))
                .hasValueSatisfying(source -> assertThat(source).startsWith(page.source()));
    }

    @Test
    void thousandMessagesArriveInOrderBothWays() {
        arriveBothWays(IntStream.range(0, 1000).mapToObj(String::valueOf).toList());
    }

    @Test
    void messageOf500KilobytesArrivesBothWays() {
        arriveBothWays(List.of("0123456789ä🐎%\"\n".repeat(32_000)));
    }

    @Test
    void everyCharacterArrivesBothWays() {
        String controls = IntStream.concat(IntStream.range(0, ' '), IntStream.range(0x7f, 0xa0))
                .mapToObj(Character::toString)
                .collect(Collectors.joining());
        String others = "🐎 %41 % </script> <!-- \u2028 \u2029 \ufeff \ufffe \uffff \u200f \u202e \u2067 مرحبا e\u0301";
        arriveBothWays(List.of(controls + others));
    }

    @Test
    void clientLeavesInOrder() throws InterruptedException {
        call("await (await connectedOverSockJs()).deactivate()");
        assertThat(nextEvent()).isInstanceOf(SessionEvent.Connected.class);
        assertThat(nextEvent()).isInstanceOf(SessionEvent.Disconnected.class);
    }

    @Test
    void clientThatLeavesWithoutAWordIsNoticed() throws InterruptedException {
        call("(await connectedOverSockJs()).webSocket.close()");
        assertThat(nextEvent()).isInstanceOf(SessionEvent.Connected.class);
        assertThat(nextEvent()).isInstanceOf(SessionEvent.Disconnected.class);
    }

    @Test
    void clientLearnsOfItsFault() {
        assertThat(call("""
                        const client = await connectedOverSockJs();
                        send(client, 'nowhere', 'hello');
                        const error = await client.errors.next();
                        const { code, reason } = await client.closes.next();
                        return [error.headers.message, code, reason];
                        """))
                .isEqualTo(List.of(
                        "the destination 'nowhere' begins with none of the prefixes /topic/, /queue/, /user/",
                        1002L,
                        "see the ERROR frame"));
    }

    @Test
    void clientLearnsThatTheServerStops() {
        Tab tab = page.open(browser);
        tab.call("window.client = await connectedOverSockJs()");
        page.server().stop();
        assertThat(tab.call("""
                        const { code, reason } = await client.closes.next();
                        return [code, reason];
                        """)).isEqualTo(List.of(1012L, "the server stops"));
    }

    @Test
    void clientComesBackAfterARestart() {
        Tab tab = page.open(browser);
        tab.call("window.client = await connectedOverSockJs({ reconnectDelay: 100 })");
        page.restart();
        assertThat(tab.call("""
                        await client.connections.next();
                        const inbox = await subscribed(client, '/topic/news');
                        send(client, '/topic/news', 'back again');
                        return [client.webSocket.transport, await inbox.nextBody()];
                        """)).isEqualTo(List.of(transport.toString(), "back again"));
    }

    @Test
    void pageOfAForbiddenOriginGetsNowhere() {
        Tab tab = page.openForbidden(browser);
        assertThat(tab.call("return await refusal()")).isEqualTo("closed with 1002 Cannot connect to server");
        browser.complaints();
        assertThat((String) tab.call("return await refusal(forgedService())")).startsWith("closed with");
        assertThat(browser.complaints()).first(STRING).contains(transport.complaint());
        assertThat(page.events()).isEmpty();
    }

    private Object call(String script, Object... args) {
        return page.open(browser).call(script, args);
    }

    /** Has the page send texts to itself, and then the server to the page. */
    private void arriveBothWays(List<String> texts) {
        Tab tab = page.open(browser);
        tab.call("""
                const client = await connectedOverSockJs();
                window.inbox = await subscribed(client, '/topic/texts');
                send(client, '/topic/texts', ...args[0]);
                """, texts);
        assertThat(nextBodies(tab, texts.size())).isEqualTo(texts);
        texts.forEach(text -> page.server().send("/topic/texts", text));
        assertThat(nextBodies(tab, texts.size())).isEqualTo(texts);
    }

    /** {@return texts that the page has got, which the browser's driver could not all tell as they are} */
    private static List<String> nextBodies(Tab tab, int count) {
        List<?> encoded = (List<?>) tab.call("return (await inbox.nextBodies(args[0])).map(encodeURIComponent)", count);
        return encoded.stream()
                .map(body -> URLDecoder.decode((String) body, UTF_8))
                .toList();
    }

    private SessionEvent nextEvent() throws InterruptedException {
        return page.events().poll(10, TimeUnit.SECONDS);
    }
}
