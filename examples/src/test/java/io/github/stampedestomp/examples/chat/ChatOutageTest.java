package io.github.stampedestomp.examples.chat;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stampedestomp.examples.browser.Browser;
import io.github.stampedestomp.examples.browser.Relay;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openqa.selenium.Keys;

/**
 * What becomes of messages when the connection does not hold.
 *
 * <pre>
 * Ann's page ── relay, which fails ──┐
 *                                    ├── chat, which restarts
 * Bob's page ────────────────────────┘
 * </pre>
 */
class ChatOutageTest {
    @RegisterExtension
    static final Browser browser = new Browser();

    private Chat chat = new Chat(0);
    private Relay relay;
    private ChatPage ann;
    private ChatPage bob;

    @BeforeEach
    void start() throws IOException {
        chat.start();
        relay = new Relay(chat.port());
        ann = open(relay.port(), "Ann");
        bob = open(chat.port(), "Bob");
    }

    @AfterEach
    void stop() throws IOException {
        relay.close();
        chat.close();
    }

    @Test
    void whatIsTypedDuringARestartArrivesOnceAndInOrder() {
        ann.say("before");
        bob.untilSaid("before");
        relay.cut();
        restartChat();
        ann.untilReconnecting();
        ann.say("one");
        ann.say("two");
        ann.say("three");
        assertThat(ann.states()).containsExactly("delivered", "waiting", "waiting", "waiting");
        untilAreBack("Bob");
        relay.mend();
        bob.untilSaid("three");
        assertThat(bob.said()).containsExactly("before", "one", "two", "three");
        ann.untilLastIs("delivered");
        assertThat(ann.said()).containsExactly("before", "one", "two", "three");
        assertThat(ann.states()).containsOnly("delivered");
    }

    @Test
    void everybodyComesBackAfterARestart() {
        restartChat();
        untilAreBack("Ann", "Bob");
        ann.say("welcome back");
        bob.untilSaid("welcome back");
    }

    @Test
    void messageWhoseReceiptIsLostIsSeenOnce() {
        relay.swallowAnswers();
        ann.say("perhaps twice");
        bob.untilSaid("perhaps twice");
        bob.say("meanwhile");
        bob.untilLastIs("delivered");
        assertThat(ann.states()).containsExactly("sending");
        relay.cut();
        ann.untilReconnecting();
        assertThat(ann.states()).containsExactly("waiting");
        relay.mend();
        ann.untilLastIs("delivered");
        ann.say("the next");
        bob.untilSaid("the next");
        assertThat(bob.said()).containsExactly("perhaps twice", "meanwhile", "the next");
        ann.untilLastIs("delivered");
        assertThat(ann.said()).containsExactly("perhaps twice", "the next");
    }

    @Test
    void messageIsDeliveredOnlyWhenItsReceiptHasCome() {
        relay.swallowAll();
        ann.say("into the void");
        assertThat(ann.states()).containsExactly("sending");
        relay.cut();
        ann.untilReconnecting();
        assertThat(bob.said()).isEmpty();
        relay.mend();
        ann.untilLastIs("delivered");
        bob.untilSaid("into the void");
    }

    @Test
    void directMessageIsRefusedIfItsReaderHasLeftMeanwhileAndCanBeSentAgain() {
        ann.open("Bob").say("before");
        bob.open("Ann").untilSaid("before");
        ChatPage cem = open(chat.port(), "Cem");
        relay.cut();
        ann.untilReconnecting();
        ann.say("too late");
        bob.tab().close();
        cem.untilPeopleAre("Ann, offline", "Bob, offline");
        relay.mend();
        ann.untilLastIs("refused");
        assertThat(ann.tab().texts("#log [data-state=refused] .state"))
                .containsExactly("Not delivered: Bob is offline");
        bob = open(chat.port(), "Bob").open("Ann");
        ann.untilPeopleAre("Bob, online", "Cem, online");
        ann.tab().click("#log [data-state=refused] .again");
        bob.untilSaid("too late");
        ann.untilLastIs("delivered");
        assertThat(ann.said()).containsExactly("before", "too late");
    }

    @Test
    void whoeverDoesNotComeBackAfterARestartIsOffline() {
        ann.untilPeopleAre("Bob, online");
        relay.cut();
        bob.tab().close();
        restartChat();
        relay.mend();
        ann.untilOnline();
        ann.untilPeopleAre("Bob, offline");
    }

    @Test
    void directMessageTypedDuringAnOutageArrivesOnceAndInOrder() {
        ann.open("Bob");
        bob.open("Ann");
        relay.swallowAnswers();
        ann.say("perhaps twice");
        bob.untilSaid("perhaps twice");
        relay.cut();
        ann.untilReconnecting();
        ann.say("the next");
        relay.mend();
        bob.untilSaid("the next");
        ann.untilLastIs("delivered");
        assertThat(bob.said()).containsExactly("perhaps twice", "the next");
        assertThat(ann.said()).containsExactly("perhaps twice", "the next");
    }

    @Test
    void whatIsBeingTypedOutlivesARestartAndAReload() {
        ann.tab().press("half a sen");
        relay.cut();
        ann.untilReconnecting();
        ann.tab().press("ten");
        relay.mend();
        ann.untilOnline();
        ann.tab().press("ce");
        ann.tab().reload();
        ann.untilOnline();
        ann.tab().until("document.getElementById('text').value === 'half a sentence'");
        ann.tab().press(Keys.END, " ends", Keys.ENTER);
        bob.untilSaid("half a sentence ends");
    }

    private void restartChat() {
        int port = chat.port();
        chat.close();
        chat = new Chat(port);
        chat.start();
    }

    /** Asks a new page, since one that was there before could show what it knew then. */
    private void untilAreBack(String... names) {
        List<String> all = Stream.concat(Stream.of(names), Stream.of("Cem")).toList();
        open(chat.port(), "Cem").untilMembersAre(all.toArray(new String[0]));
    }

    private static ChatPage open(int port, String name) {
        return new ChatPage(browser.open("http://localhost:" + port + "/"))
                .signIn(name)
                .untilOnline();
    }
}
