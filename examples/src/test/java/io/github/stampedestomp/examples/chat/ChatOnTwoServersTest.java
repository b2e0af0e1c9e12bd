package io.github.stampedestomp.examples.chat;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stampedestomp.examples.browser.Browser;
import io.github.stampedestomp.examples.browser.Relay;
import io.github.stampedestomp.examples.proxy.Proxy;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The chat on two servers, as documented: a proxy before them, a broker behind them.
 *
 * <pre>
 *                 ┌── first chat ── line, which may fail ──┐
 * pages ── proxy ─┤                                        ├── broker
 *                 └── second chat ─────────────────────────┘
 * </pre>
 */
class ChatOnTwoServersTest {
    /** The proxy leads a page to either server, as if it threw a coin. */
    private static final int MOST_RELOADS = 40;

    @RegisterExtension
    static final Browser browser = new Browser();

    @RegisterExtension
    static final Proxy proxy = Proxy.haproxy();

    @RegisterExtension
    static final Artemis broker = new Artemis();

    private Relay line;
    private Chat first;
    private Chat second;
    private int port;

    @BeforeEach
    void start() throws IOException, InterruptedException {
        line = new Relay(broker.port());
        first = joinedAt(line.port());
        second = joinedAt(broker.port());
        port = proxy.start(proxy.documented("relay.md").servers(first.port(), second.port()));
    }

    @AfterEach
    void stop() throws IOException {
        first.close();
        second.close();
        line.close();
    }

    @Test
    void roomsAndWhoIsInThemAreTheSame() {
        ChatPage ann = open(first, "Ann");
        ChatPage ben = open(second, "Ben");
        ann.untilMembersAre("Ann", "Ben");
        ben.untilMembersAre("Ann", "Ben");
        ann.talkWith(ben);
        ann.tab().press("h");
        ben.untilTyping("Ann is typing…");
    }

    @Test
    void directMessagesReachAllPagesOfAPersonOnEitherServer() {
        ChatPage ann = open(first, "Ann");
        ChatPage annAgain = open(second, "Ann");
        ChatPage ben = open(second, "Ben").open("Ann");
        ann.open("Ben").say("just between us");
        ben.untilSaid("just between us");
        annAgain.open("Ben").untilSaid("just between us");
        ben.say("nobody else");
        ann.untilSaid("nobody else");
        annAgain.untilSaid("nobody else");
        ann.untilLastIs("delivered");
        ben.tab().press("x");
        ann.untilTyping("Ben is typing…");
        assertThat(ann.said()).containsExactly("just between us", "nobody else");
        assertThat(annAgain.said()).isEqualTo(ann.said());
        assertThat(ben.said()).isEqualTo(ann.said());
    }

    @Test
    void whoeverHasAPageOnEitherServerIsOnline() {
        ChatPage ann = open(first, "Ann");
        ChatPage annAgain = open(second, "Ann");
        ChatPage ben = open(second, "Ben");
        ChatPage cem = open(first, "Cem");
        ben.untilPeopleAre("Ann, online", "Cem, online");
        cem.untilPeopleAre("Ann, online", "Ben, online");
        ann.tab().close();
        cem.tab().close(); // who leaves last is known to be gone last
        ben.untilPeopleAre("Ann, online", "Cem, offline");
        annAgain.tab().close();
        ben.untilPeopleAre("Ann, offline", "Cem, offline");
        open(first, "Dora").untilPeopleAre("Ben, online", "Ann, offline", "Cem, offline");
    }

    @Test
    void pageComesBackOnTheOtherServerWhenItsOwnStops() {
        ChatPage ann = open(first, "Ann");
        ChatPage ben = open(second, "Ben").open("Ann");
        ann.open("Ben").say("before");
        ben.untilSaid("before");
        first.close();
        ann.say("after");
        ben.untilSaid("after");
        ann.untilLastIs("delivered");
        assertThat(second.isHost("Ann")).isTrue();
        ben.say("welcome back");
        ann.untilSaid("welcome back");
        assertThat(ben.said()).containsExactly("before", "after", "welcome back");
        open(second, "Cem").tab().close(); // pages show who has gone after a while, and all in their turn
        ann.untilPeopleAre("Ben, online", "Cem, offline");
        ben.untilPeopleAre("Ann, online", "Cem, offline");
    }

    @Test
    void messageIsDeliveredOnlyWhenTheBrokerHasConfirmedIt() {
        ChatPage ann = open(first, "Ann");
        ChatPage ben = open(second, "Ben");
        line.swallowAnswers();
        ann.say("perhaps twice");
        ben.untilSaid("perhaps twice");
        assertThat(ann.states()).containsExactly("sending");
        line.cut();
        line.mend();
        ann.untilLastIs("delivered");
        ben.say("the next");
        ann.untilSaid("the next");
        assertThat(ben.said()).containsExactly("perhaps twice", "the next");
        assertThat(ann.said()).containsExactly("perhaps twice", "the next");
    }

    private static Chat joinedAt(int brokerPort) {
        List<String> urls = List.of("stomp://localhost:" + brokerPort);
        Chat chat = new Chat(new Options(0, null, new SharedBroker(urls, null, null)));
        chat.start();
        return chat;
    }

    /** Opens a page, and loads it again until the proxy has led it to a certain server. */
    private ChatPage open(Chat server, String name) {
        ChatPage page = new ChatPage(browser.open("http://localhost:" + port + "/"))
                .signIn(name)
                .untilOnline();
        for (int i = 0; i < MOST_RELOADS && !server.isHost(name); i++) {
            page.tab().reload();
            page.untilOnline();
        }
        assertThat(server.isHost(name)).as("whether %s is there", name).isTrue();
        return page;
    }
}
