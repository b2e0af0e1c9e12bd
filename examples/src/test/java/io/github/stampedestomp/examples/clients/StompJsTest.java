package io.github.stampedestomp.examples.clients;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stampedestomp.examples.browser.Browser;
import io.github.stampedestomp.examples.browser.Relay;
import io.github.stampedestomp.examples.browser.Tab;
import io.github.stampedestomp.session.SessionEvent;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Talks to the server with @stomp/stompjs, unchanged and in a browser. */
class StompJsTest {
    @RegisterExtension
    static final Browser browser = new Browser();

    private final ClientPage server = new ClientPage();

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource({"1.0, v10.stomp", "1.1, v11.stomp", "1.2, v12.stomp"})
    void eachVersionCanBeSpoken(String version, String protocol) {
        assertThat(call("""
                        const client = await connected({ stompVersions: new StompJs.Versions([args[0]]) });
                        const inbox = await subscribed(client, '/topic/news');
                        send(client, '/topic/news', 'hello');
                        return [client.connectedVersion, client.webSocket.protocol, await inbox.nextBody()];
                        """, version)).isEqualTo(List.of(version, protocol, "hello"));
    }

    @Test
    void newestVersionIsAgreedOn() {
        assertThat(call("return (await connected()).connectedVersion")).isEqualTo("1.2");
    }

    @Test
    void wildcardsReachManyTopics() {
        assertThat(call("""
                        const client = await connected();
                        const one = await subscribed(client, '/topic/prices/*');
                        const all = await subscribed(client, '/topic/prices/**');
                        send(client, '/topic/prices/tea', 'tea');
                        send(client, '/topic/prices/tea/green', 'green tea');
                        send(client, '/topic/prices/milk', 'milk');
                        return [...await one.nextBodies(2), ...await all.nextBodies(3)];
                        """)).isEqualTo(List.of("tea", "milk", "tea", "green tea", "milk"));
    }

    @Test
    void nothingArrivesAfterUnsubscribe() {
        assertThat(call("""
                        const client = await connected();
                        const gone = await subscribed(client, '/topic/news');
                        const stays = await subscribed(client, '/topic/news');
                        await confirmed(client, receipt => gone.subscription.unsubscribe({ receipt }));
                        send(client, '/topic/news', 'late');
                        return await Promise.race([stays.nextBody(), gone.next().then(() => 'unwanted')]);
                        """)).isEqualTo("late");
    }

    @Test
    void binaryBodyArrivesUnchanged() {
        assertThat(call("""
                        const client = await connected();
                        const inbox = await subscribed(client, '/topic/bytes');
                        const sent = Uint8Array.from({ length: 256 }, (_, i) => 255 - i);
                        const headers = { 'content-type': 'application/octet-stream' };
                        client.publish({ destination: '/topic/bytes', binaryBody: sent, headers });
                        const message = await inbox.next();
                        return [message.headers['content-type'], String(message.binaryBody) === String(sent)];
                        """)).isEqualTo(List.of("application/octet-stream", true));
    }

    @Test
    void emojiAndSpecialCharactersArriveInTextAndHeaders() {
        String text = "🐎 Ünïcödé ✓ مرحبا 日本: \n\t\"quoted\"";
        assertThat(call("""
                        const client = await connected();
                        const inbox = await subscribed(client, '/topic/🐎');
                        client.publish({ destination: '/topic/🐎', body: args[0], headers: { mood: args[0] } });
                        const message = await inbox.next();
                        return [message.headers.destination, message.headers.mood, message.body];
                        """, text)).isEqualTo(List.of("/topic/🐎", text, text));
    }

    @ParameterizedTest
    @CsvSource({"false, false", "true, false", "false, true"})
    void bodyOfAMegabyteArrives(boolean split, boolean binaryFrames) {
        assertThat(call("""
                        const client = await connected({ splitLargeFrames: args[0], forceBinaryWSFrames: args[1] });
                        const inbox = await subscribed(client, '/topic/large');
                        const body = '0123456789abcdef'.repeat(65536);
                        send(client, '/topic/large', body);
                        return await inbox.nextBody() === body;
                        """, split, binaryFrames)).isEqualTo(true);
    }

    @Test
    void tooLargeABodyIsRefusedWithASentence() {
        assertThat((String) call("""
                        const client = await connected();
                        send(client, '/topic/large', 'x'.repeat(2000001));
                        const error = await client.errors.next();
                        await client.closes.next();
                        return error.headers.message;
                        """)).contains("2000000");
    }

    @Test
    void receiptTellsThatAMessageIsSent() {
        assertThat(call("""
                        const client = await connected();
                        const inbox = await subscribed(client, '/topic/news');
                        const receipt = await confirmed(client, receipt =>
                          client.publish({ destination: '/topic/news', body: 'sure', headers: { receipt } }));
                        return [receipt.command, await inbox.nextBody()];
                        """)).isEqualTo(List.of("RECEIPT", "sure"));
    }

    @ParameterizedTest
    @CsvSource({"1.0, v10.stomp", "1.1, v11.stomp", "1.2, v12.stomp"})
    void clientAckCoversEarlierMessages(String version) {
        assertThat(call("""
                        const client = await connected({ stompVersions: new StompJs.Versions([args[0]]) });
                        send(client, '/queue/work', 'a', 'b', 'c');
                        const first = await subscribed(client, '/queue/work', { ack: 'client' });
                        const messages = [await first.next(), await first.next(), await first.next()];
                        messages[1].ack();
                        await confirmed(client, receipt => first.subscription.unsubscribe({ receipt }));
                        const second = await subscribed(client, '/queue/work');
                        send(client, '/queue/work', 'd');
                        return [...messages.map(message => message.body), ...await second.nextBodies(2)];
                        """, version)).isEqualTo(List.of("a", "b", "c", "c", "d"));
    }

    @ParameterizedTest
    @CsvSource({"1.1", "1.2"})
    void nackBringsOneMessageBack(String version) {
        assertThat(call("""
                        const client = await connected({ stompVersions: new StompJs.Versions([args[0]]) });
                        send(client, '/queue/work', 'a', 'b');
                        const inbox = await subscribed(client, '/queue/work', { ack: 'client-individual' });
                        const messages = [await inbox.next(), await inbox.next()];
                        messages[1].ack();
                        messages[0].nack();
                        const again = await inbox.next();
                        again.ack();
                        await confirmed(client, receipt => inbox.subscription.unsubscribe({ receipt }));
                        const other = await subscribed(client, '/queue/work');
                        send(client, '/queue/work', 'c');
                        return [...messages.map(message => message.body), again.body, await other.nextBody()];
                        """, version)).isEqualTo(List.of("a", "b", "a", "c"));
    }

    @Test
    void committedTransactionArrivesAsAWhole() {
        assertThat(call("""
                        const client = await connected();
                        const inbox = await subscribed(client, '/topic/news');
                        const transaction = client.begin();
                        for (const body of ['one', 'two']) {
                          client.publish({ destination: '/topic/news', body, headers: { transaction: transaction.id } });
                        }
                        send(client, '/topic/news', 'outside');
                        transaction.commit();
                        return await inbox.nextBodies(3);
                        """)).isEqualTo(List.of("outside", "one", "two"));
    }

    @Test
    void abortedTransactionLeavesNothing() {
        assertThat(call("""
                        const client = await connected();
                        const inbox = await subscribed(client, '/topic/news');
                        const transaction = client.begin();
                        client.publish({ destination: '/topic/news', body: 'no', headers: { transaction: transaction.id } });
                        transaction.abort();
                        send(client, '/topic/news', 'outside');
                        return await inbox.nextBody();
                        """)).isEqualTo("outside");
    }

    @Test
    void heartBeatsKeepASilentConnection() {
        assertThat(call("""
                        const client = await connected({ heartbeatIncoming: 200, heartbeatOutgoing: 200 });
                        const beats = new Inbox();
                        client.onHeartbeatReceived = () => beats.put({ body: 'beat' });
                        await beats.nextBodies(6);
                        return client.connected;
                        """)).isEqualTo(true);
    }

    @Test
    void bothSidesNoticeThatHeartBeatsStay() throws IOException, InterruptedException {
        try (Relay relay = new Relay(server.port())) {
            Tab tab = ClientPage.open(browser, "stompjs.html", relay.port());
            tab.call("window.client = await connected({ heartbeatIncoming: 200, heartbeatOutgoing: 200 })");
            assertThat(server.events().poll(10, TimeUnit.SECONDS)).isInstanceOf(SessionEvent.Connected.class);
            relay.swallowAll();
            assertThat(tab.call("return await client.lostHeartBeats.next()")).isEqualTo(true);
            assertThat(server.events().poll(10, TimeUnit.SECONDS)).isInstanceOf(SessionEvent.Disconnected.class);
        }
    }

    @Test
    void clientComesBackAfterARestart() {
        Tab tab = server.open(browser, "stompjs.html");
        tab.call("window.client = await connected({ reconnectDelay: 100 })");
        server.restart();
        assertThat(tab.call("""
                        await client.connections.next();
                        const inbox = await subscribed(client, '/topic/news');
                        send(client, '/topic/news', 'back again');
                        return await inbox.nextBody();
                        """)).isEqualTo("back again");
    }

    @Test
    void clientLeavesInOrder() throws InterruptedException {
        call("""
                const client = await connected();
                await client.deactivate();
                """);
        assertThat(server.events().poll(10, TimeUnit.SECONDS)).isInstanceOf(SessionEvent.Connected.class);
        assertThat(server.events().poll(10, TimeUnit.SECONDS)).isInstanceOf(SessionEvent.Disconnected.class);
    }

    private Object call(String script, Object... args) {
        return server.open(browser, "stompjs.html").call(script, args);
    }
}
