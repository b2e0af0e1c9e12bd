package io.github.stampedestomp.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.stampedestomp.server.AuthorityRow.Outcome;
import io.github.stampedestomp.server.AuthorityServer.Denials;
import java.net.URLEncoder;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Who may do what: each row of the table, over each way to the server. */
class AuthorityTableTest {
    private static final String END = "/topic/end";
    private static final String NOT_YOURS = "/user/ben/queue/x";
    private static final Map<String, AuthorityServer> SERVERS = new HashMap<>();
    private static final List<AuthorityRow> ROWS = AuthorityRow.all();

    private int conversations;
    /** Each conversation has a text of its own, so that none is taken for another's. */
    private String body = "";

    @AfterAll
    static void stop() {
        SERVERS.values().forEach(AuthorityServer::close);
        SERVERS.clear();
    }

    @Test
    void theTableIsLongEnough() {
        assertThat(ROWS).hasSizeGreaterThanOrEqualTo(70).doesNotHaveDuplicates();
    }

    @TestFactory
    Stream<DynamicContainer> eachRowHoldsOverEachTransport() {
        return Arrays.stream(Transport.values())
                .map(transport -> container(transport.name(), ROWS.stream(), row -> hold(row, transport)));
    }

    @TestFactory
    Stream<DynamicTest> eachRowOfSomebodyWhoSendsHoldsOverTheHttpApi() {
        return ROWS.stream().filter(row -> !row.http().equals("-")).map(row -> test(row, this::call));
    }

    @TestFactory
    Stream<DynamicContainer> withSoftDenialsTheSessionOutlivesEachRefusal() {
        return Arrays.stream(Transport.values())
                .map(transport -> container(
                        transport.name(),
                        ROWS.stream().filter(AuthorityRow::isRefused),
                        row -> outlive(row, transport)));
    }

    private interface Conversation {
        void on(AuthorityRow row);
    }

    private DynamicContainer container(String name, Stream<AuthorityRow> rows, Conversation conversation) {
        return DynamicContainer.dynamicContainer(name, rows.map(row -> test(row, conversation)));
    }

    private DynamicTest test(AuthorityRow row, Conversation conversation) {
        return DynamicTest.dynamicTest(row.toString(), () -> {
            body = "body " + ++conversations;
            conversation.on(row);
        });
    }

    private static AuthorityServer server(AuthorityRow row, Denials denials) {
        return SERVERS.computeIfAbsent(
                row.rules() + row.isAnonymous() + denials,
                key -> new AuthorityServer(row.rules(), row.isAnonymous(), denials));
    }

    // ---- each refusal is an ERROR ----

    private void hold(AuthorityRow general, Transport transport) {
        AuthorityServer server = server(general, Denials.HARD);
        try (StompClient client = transport.open(server.port())) {
            String session = client.connect(general.who());
            AuthorityRow row = general.of(session, server.sessionOfBen());
            if (row.isSend()) {
                send(row, client, server);
            } else {
                subscribe(row, client, server);
            }
        }
    }

    private void send(AuthorityRow row, StompClient client, AuthorityServer server) {
        try (Witness witness = server.witness(row.broker())) {
            sendFrames(row, client);
            if (row.outcome() == Outcome.ALLOWED) {
                assertThat(client.next()).isEqualTo("RECEIPT\nreceipt-id:r\n\n^@");
                assertThat(witness.next()).isEqualTo(row.broker() + " " + body);
            } else {
                assertError(row, client.next());
            }
            assertNothingBeforeTheEnd(server, witness);
        }
    }

    private void sendFrames(AuthorityRow row, StompClient client) {
        if (row.isInTransaction()) {
            client.send("BEGIN\ntransaction:t\n\n^@");
            client.send("SEND\ndestination:" + row.destination() + "\ntransaction:t\n\n" + body + "^@");
            client.send("COMMIT\ntransaction:t\nreceipt:r\n\n^@");
        } else {
            client.send("SEND\ndestination:" + row.destination() + "\nreceipt:r\n\n" + body + "^@");
        }
    }

    private void subscribe(AuthorityRow row, StompClient client, AuthorityServer server) {
        client.send(subscription(row));
        if (row.outcome() == Outcome.ALLOWED) {
            if (row.isRequest()) {
                assertThat(List.of(client.next(), client.next()))
                        .anySatisfy(frame -> assertThat(frame).isEqualTo("RECEIPT\nreceipt-id:r\n\n^@"))
                        .anySatisfy(frame -> assertMessage(frame, body));
            } else {
                assertThat(client.next()).isEqualTo("RECEIPT\nreceipt-id:r\n\n^@");
                mark(row, server);
                assertMessage(client.next(), body);
            }
            client.send("DISCONNECT\nreceipt:bye\n\n^@"); // so that no queue's message is given to this client any more
            assertThat(client.next()).isEqualTo("RECEIPT\nreceipt-id:bye\n\n^@");
        } else {
            assertError(row, client.next());
            mark(row, server);
            assertThat(client.next()).isEqualTo(StompClient.CLOSED);
        }
    }

    private String subscription(AuthorityRow row) {
        return "SUBSCRIBE\nid:s\ndestination:" + row.destination() + "\nmarker:" + body + "\nreceipt:r\n\n^@";
    }

    /** Sends what only somebody else may see, and then what whoever may subscribe sees. */
    private void mark(AuthorityRow row, AuthorityServer server) {
        if (!row.broker().equals(NOT_YOURS) && !row.who().equals("ben")) {
            server.send(NOT_YOURS, "for ben alone");
        }
        if (!row.isRequest()) {
            server.send(row.broker(), body);
        }
        if (row.outcome() != Outcome.ALLOWED && row.broker().startsWith("/queue/")) {
            try (Witness next = server.witness(row.broker())) {
                assertThat(next.next()).isEqualTo(row.broker() + " " + body); // nobody has taken it out
            }
        }
    }

    // ---- a refusal is told, and the session goes on ----

    private void outlive(AuthorityRow general, Transport transport) {
        AuthorityServer server = server(general, Denials.SOFT);
        try (StompClient client = transport.open(server.port());
                Witness witness = server.witness(general.isSend() ? general.broker() : "")) {
            String session = client.connect(general.who());
            AuthorityRow row = general.of(session, server.sessionOfBen());
            client.send("SUBSCRIBE\nid:e\ndestination:/user/queue/errors\nreceipt:e\n\n^@");
            assertThat(client.next()).isEqualTo("RECEIPT\nreceipt-id:e\n\n^@");
            if (row.isSend()) {
                sendFrames(row, client);
            } else {
                client.send(subscription(row));
            }
            assertTold(row, client);
            if (row.isSend()) {
                assertNothingBeforeTheEnd(server, witness);
            } else {
                mark(row, server);
            }
            server.sendToSession(session, "/queue/errors", "still here " + body);
            assertMessage(client.next(), "still here " + body);
            client.send("DISCONNECT\nreceipt:bye\n\n^@");
            assertThat(client.next()).isEqualTo("RECEIPT\nreceipt-id:bye\n\n^@");
        }
    }

    /** A refused frame has no receipt. That of a COMMIT, which was not refused, comes before or behind the message. */
    private static void assertTold(AuthorityRow row, StompClient client) {
        String told = client.next();
        if (row.isInTransaction()) {
            String other = client.next();
            boolean isReceiptFirst = told.startsWith("RECEIPT\n");
            assertThat(isReceiptFirst ? told : other).isEqualTo("RECEIPT\nreceipt-id:r\n\n^@");
            told = isReceiptFirst ? other : told;
        } else {
            assertThat(told).contains("\nfailed-receipt:r\n");
        }
        assertThat(told)
                .startsWith("MESSAGE\nsubscription:e\ndestination:/user/queue/errors\n")
                .contains("\nfailed-destination:" + row.destination() + "\n");
    }

    // ---- HTTP ----

    private void call(AuthorityRow general) {
        AuthorityServer server = server(general, Denials.HARD);
        AuthorityRow row = general.of("", server.sessionOfBen());
        try (SockJsClient client = new SockJsClient(server.port());
                Witness witness = server.witness(row.broker())) {
            Answer answer = client.post(
                            "/api/send?destination=" + URLEncoder.encode(row.destination(), UTF_8),
                            body,
                            "X-User: " + URLEncoder.encode(row.who(), UTF_8))
                    .answer();
            assertThat(answer.status()).as(answer.body()).startsWith(row.http() + " ");
            if (row.outcome() == Outcome.ALLOWED) {
                assertThat(witness.next()).isEqualTo(row.broker() + " " + body);
            }
            assertNothingBeforeTheEnd(server, witness);
        }
    }

    private void assertNothingBeforeTheEnd(AuthorityServer server, Witness witness) {
        server.send(END, body);
        assertThat(witness.next()).isEqualTo(END + " " + body);
    }

    private static void assertError(AuthorityRow row, String frame) {
        assertThat(frame).startsWith("ERROR\n");
        boolean isDenied = frame.contains(" is not allowed") || frame.contains("not on Sundays");
        assertThat(isDenied).as(frame).isEqualTo(row.isRefused());
    }

    private static void assertMessage(String frame, String expected) {
        assertThat(frame).startsWith("MESSAGE\n").endsWith("\n\n" + expected + "^@");
    }
}
