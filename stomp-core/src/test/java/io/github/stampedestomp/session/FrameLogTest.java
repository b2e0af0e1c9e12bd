package io.github.stampedestomp.session;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.LoggerFactory;

/** What the log tells of a session: one line at its end, and its frames while somebody wants to see them. */
class FrameLogTest {
    @RegisterExtension
    final Conversations server = new Conversations();

    private final Logger root = (Logger) LoggerFactory.getLogger("io.github.stampedestomp");
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    @BeforeEach
    void listen() {
        log.start();
        root.addAppender(log);
        root.setLevel(Level.INFO);
        root.setAdditive(false);
    }

    @AfterEach
    void listenNoMore() {
        root.detachAppender(log);
        root.setLevel(null);
        root.setAdditive(true);
    }

    private List<String> lines(String start) {
        return log.list.stream()
                .map(ILoggingEvent::getFormattedMessage)
                .filter(line -> line.startsWith(start))
                .toList();
    }

    @Test
    void framesAreLoggedInBothDirectionsOnlyWhileItIsSwitchedOn() {
        Conversation client = server.connected("1.2");
        String name = client.id().substring(0, 8);
        client.subscribes("0", "/topic/news");
        server.users().session(client.id()).orElseThrow().logFrames(true);
        client.sends("SEND\ndestination:/topic/news\nreceipt:1\n\nhello^@");
        server.users().session(client.id()).orElseThrow().logFrames(false);
        client.sends("SEND\ndestination:/topic/news\n\nnot seen^@");
        client.read();
        assertThat(lines(name))
                .containsExactly(
                        name + " <- SEND destination:/topic/news receipt:1 [5 bytes]",
                        name + " -> RECEIPT receipt-id:1 [0 bytes]",
                        name + " -> MESSAGE subscription:0 destination:/topic/news [5 bytes]");
    }

    @Test
    void secretsBodiesAndLineBreaksStayOutOfTheLog() {
        Conversation client = server.connected("1.2");
        server.users().session(client.id()).orElseThrow().logFrames(true);
        client.sends("SEND\ndestination:/topic/news\nX-Access-Token:s3cret\nPASSCODE:s3cret\nAuthorization:s3cret\n"
                + "note:a\\nforged\\r\u2028line\n\ns3cret^@");
        assertThat(lines(client.id().substring(0, 8)))
                .containsExactly(client.id().substring(0, 8) + " <- SEND destination:/topic/news X-Access-Token:***"
                        + " PASSCODE:*** Authorization:*** note:a?forged??line [6 bytes]");
    }

    @Test
    void noSessionIsNamedByADestinationOfItsOwn() {
        server.rules(rules ->
                rules.send("/user/queue/**").allow().subscribe("/user/queue/**").allow());
        Conversation client = server.connected("1.2");
        client.subscribes("0", "/user/queue/news");
        server.users().session(client.id()).orElseThrow().logFrames(true);
        client.publishes("/user/queue/news", "hello");
        client.read();
        assertThat(lines(client.id().substring(0, 8)))
                .last()
                .asString()
                .contains("-> MESSAGE subscription:0 destination:/user/queue/news")
                .doesNotContain(client.id());
    }

    @Test
    void theEndOfASessionIsOneLineWithItsReason() {
        Conversation client = server.connected("1.2");
        client.subscribes("0", "/topic/news");
        client.publishes("/topic/news", "hello");
        client.read();
        client.sends("DISCONNECT\n\n^@");
        client.isClosed(1000);
        assertThat(lines("session"))
                .singleElement()
                .asString()
                .startsWith("session " + client.id().substring(0, 8) + " of nobody from ")
                .contains("has ended after 0 ms: DISCONNECT; 4 frames received, 1 messages and ")
                .doesNotContain(client.id());
    }

    @Test
    void aClientThatWasNotLetInIsLoggedAsSuchAndCannotForgeLines() {
        Conversation client = server.opened();
        client.sends("CONNECT\naccept-version:3\r\n\n^@");
        client.read();
        client.isClosed(1002);
        assertThat(lines("session"))
                .singleElement()
                .asString()
                .contains("of a client that was not let in from ")
                .contains("no common version")
                .doesNotContain("\n");
    }
}
