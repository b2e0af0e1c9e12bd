package io.github.stampedestomp.examples.chat;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stampedestomp.examples.browser.Browser;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Who is here, who was, and whose conversation is open. */
class ChatPeopleTest {
    /** What two servers tell one after the other; the clock of the second one is slow. Returns who is online. */
    private static final String MOVE_TO_A_SLOWER_CLOCK = """
            const { People } = await import('/people.js');
            const people = new People(() => {});
            people.meet({ at: 2000, people: [{ name: 'Ben', online: true, at: 1900 }, { name: 'Cem', online: false, at: 1900 }] });
            people.change({ name: 'Dora', online: true, at: 2000 });
            people.change({ name: 'Dora', online: false, at: 2001 });
            people.doubt();
            people.meet({ at: 1000, people: [
              { name: 'Ben', online: false, at: 900 }, { name: 'Cem', online: true, at: 900 }, { name: 'Dora', online: true, at: 900 }] });
            await new Promise(soon => setTimeout(soon, 1600));
            return people.others('Ann').filter(each => each.online).map(each => each.name);
            """;

    @RegisterExtension
    static final Browser browser = new Browser();

    private final Chat chat = new Chat(0);

    @BeforeEach
    void start() {
        chat.start();
    }

    @AfterEach
    void stop() {
        chat.close();
    }

    @Test
    void whatIsUnreadIsCountedForEachPersonAndInTheTitle() {
        ChatPage ann = open("Ann");
        ChatPage ben = open("Ben").open("Ann");
        ChatPage cem = open("Cem").open("Ann");
        ben.say("one");
        ben.say("two");
        cem.say("three");
        ann.untilUnread("Ben", 2);
        ann.untilUnread("Cem", 1);
        ann.tab().until("document.title === '(3) Stampede chat'");
        ann.open("Ben");
        ann.tab().until("document.title === '(1) Stampede chat'");
        assertThat(ann.said()).containsExactly("one", "two");
        assertThat(ann.tab().texts("#people .unread")).containsExactly("1");
        ann.open("Cem");
        ann.tab().until("document.title === 'Stampede chat'");
    }

    @Test
    void personWhoHasLeftIsMarkedAndCanBeLookedAtButNotWrittenTo() {
        ChatPage ann = open("Ann");
        ChatPage ben = open("Ben").open("Ann");
        ben.say("bye");
        ann.open("Ben").untilSaid("bye");
        ben.tab().close();
        ann.untilPeopleAre("Ben, offline");
        assertThat(ann.tab().texts("#people .presence")).containsExactly("offline");
        assertThat(ann.tab().texts("#subtitle")).containsExactly("offline");
        assertThat(ann.tab().texts("#text-hint"))
                .containsExactly("Ben is offline and can be written to again when back.");
        ann.say("too late");
        assertThat(ann.said()).containsExactly("bye");
        assertThat(ann.tab().call("return document.querySelector('#composer [type=submit]').disabled"))
                .isEqualTo(true);
        open("Ben").open("Ann");
        ann.untilPeopleAre("Ben, online");
        ann.say("welcome back");
        ann.untilLastIs("delivered");
    }

    @Test
    void everybodyWhoHasBeenHereIsListed() {
        ChatPage ben = open("Ben");
        ben.untilPeopleAre();
        open("Ann").tab().close();
        ben.untilPeopleAre("Ann, offline");
        ChatPage cem = open("Cem");
        cem.untilPeopleAre("Ben, online", "Ann, offline");
        ben.untilPeopleAre("Cem, online", "Ann, offline");
        open("Ann");
        cem.untilPeopleAre("Ann, online", "Ben, online");
    }

    @Test
    void whatThePresentServerTellsCountsWhateverTheClockOfTheOneBefore() {
        ChatPage ann = open("Ann");
        assertThat(ann.tab().call(MOVE_TO_A_SLOWER_CLOCK)).isEqualTo(List.of("Cem", "Dora"));
    }

    @Test
    void phoneShowsEitherTheListsOrAConversation() {
        ChatPage ann = new ChatPage(browser.open("http://localhost:" + chat.port() + "/", 390, 740)).signIn("Ann");
        ChatPage ben = open("Ben");
        ann.untilOnline().untilPeopleAre("Ben, online");
        assertThat(ann.tab().texts("#log, #composer, #rooms"))
                .satisfiesExactlyInAnyOrder(
                        rooms -> assertThat(rooms).contains("lobby"),
                        log -> assertThat(log).isEmpty(),
                        composer -> assertThat(composer).isEmpty());
        ben.say("to all");
        ann.tab().until("document.title === '(1) Stampede chat'");
        ann.open("Ben");
        ben.open("Ann").say("to you");
        ann.untilSaid("to you");
        ann.tab().until("document.getElementById('back-unread').textContent === '1'");
        ann.tab().click("#back");
        ann.tab().until("document.activeElement.dataset.person === 'Ben'");
        ben.say("again to you");
        ann.untilUnread("Ben", 1);
    }

    private ChatPage open(String name) {
        return new ChatPage(browser.open("http://localhost:" + chat.port() + "/"))
                .signIn(name)
                .untilOnline();
    }
}
