package io.github.stampedestomp.examples.clients;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stampedestomp.examples.browser.Browser;
import io.github.stampedestomp.session.SessionEvent;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Talks to the server with stomp-websocket, the older client for browsers, which many pages still use. */
class StompWebSocketTest {
    @RegisterExtension
    static final Browser browser = new Browser();

    private final ClientPage server = new ClientPage();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void connectsWithVersion11() {
        assertThat(call("""
                        const client = await connected();
                        return [client.connectedFrame.headers.version, client.ws.protocol];
                        """)).isEqualTo(List.of("1.1", "v11.stomp"));
    }

    @Test
    void messageArrives() {
        assertThat(call("""
                        const client = await connected();
                        const inbox = await subscribed(client, '/topic/news');
                        client.send('/topic/news', { mood: 'good' }, 'hello ✓ 🐎');
                        const message = await inbox.next();
                        return [message.headers.mood, message.body];
                        """)).isEqualTo(List.of("good", "hello ✓ 🐎"));
    }

    @Test
    void bodyMayComeInManyPieces() {
        assertThat(call("""
                        const client = await connected();
                        const inbox = await subscribed(client, '/topic/large');
                        const body = '0123456789abcdef'.repeat(16384);
                        send(client, '/topic/large', body);
                        return await inbox.nextBody() === body;
                        """)).isEqualTo(true);
    }

    @Test
    void receiptIsAnswered() {
        assertThat(call("""
                        const client = await connected();
                        client.send('/topic/news', { receipt: 'mine' }, 'sure');
                        return await client.receipts.next();
                        """)).isEqualTo("mine");
    }

    @Test
    void nothingArrivesAfterUnsubscribe() {
        assertThat(call("""
                        const client = await connected();
                        const gone = await subscribed(client, '/topic/news');
                        const stays = await subscribed(client, '/topic/news');
                        gone.subscription.unsubscribe();
                        send(client, '/topic/news', 'late');
                        return await Promise.race([stays.nextBody(), gone.next().then(() => 'unwanted')]);
                        """)).isEqualTo("late");
    }

    @Test
    void ackAndNackAreUnderstood() {
        assertThat(call("""
                        const client = await connected();
                        send(client, '/queue/work', 'a', 'b');
                        const inbox = await subscribed(client, '/queue/work', { ack: 'client-individual' });
                        const messages = [await inbox.next(), await inbox.next()];
                        messages[1].ack();
                        messages[0].nack();
                        const again = await inbox.next();
                        again.ack({ receipt: 'done' });
                        await client.receipts.next();
                        return [...messages.map(message => message.body), again.body];
                        """)).isEqualTo(List.of("a", "b", "a"));
    }

    @Test
    void transactionsAreCommittedAndAborted() {
        assertThat(call("""
                        const client = await connected();
                        const inbox = await subscribed(client, '/topic/news');
                        const aborted = client.begin();
                        client.send('/topic/news', { transaction: aborted.id }, 'never');
                        aborted.abort();
                        const committed = client.begin();
                        client.send('/topic/news', { transaction: committed.id }, 'later');
                        send(client, '/topic/news', 'now');
                        committed.commit();
                        return await inbox.nextBodies(2);
                        """)).isEqualTo(List.of("now", "later"));
    }

    @Test
    void heartBeatsArrive() {
        assertThat(call("""
                        const client = await connected({ incoming: 200, outgoing: 200 });
                        const beats = new Inbox();
                        client.ws.addEventListener('message', event => beats.put({ body: event.data }));
                        return await beats.nextBodies(2);
                        """)).isEqualTo(List.of("\n", "\n"));
    }

    @Test
    void clientLeavesInOrder() throws InterruptedException {
        call("""
                const client = await connected();
                client.disconnect();
                await client.closed;
                """);
        assertThat(server.events().poll(10, TimeUnit.SECONDS)).isInstanceOf(SessionEvent.Connected.class);
        assertThat(server.events().poll(10, TimeUnit.SECONDS)).isInstanceOf(SessionEvent.Disconnected.class);
    }

    private Object call(String script, Object... args) {
        return server.open(browser, "stomp-websocket.html").call(script, args);
    }
}
