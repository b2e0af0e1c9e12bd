package io.github.stampedestomp.examples.chat;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stampedestomp.examples.browser.Browser;
import io.github.stampedestomp.examples.browser.Tab;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.Keys;

class ChatPageTest {
    @RegisterExtension
    static final Browser browser = new Browser();

    private static final String KEY = "a key for this test";

    private final Chat chat = new Chat(new Options(0, KEY));

    @BeforeEach
    void start() {
        chat.start();
    }

    @AfterEach
    void stop() {
        chat.close();
    }

    @Test
    void twoPeopleTalk() {
        ChatPage ann = open("Ann");
        ChatPage bob = open("Bob");
        ann.say("Hello, is anybody there?");
        bob.untilSaid("Hello, is anybody there?");
        bob.say("I am");
        ann.untilSaid("I am");
        ann.say("Fine");
        bob.untilSaid("Fine");
        assertThat(ann.said()).containsExactly("Hello, is anybody there?", "I am", "Fine");
        assertThat(bob.said()).containsExactly("Hello, is anybody there?", "I am", "Fine");
        ann.untilLastIs("delivered");
        assertThat(browser.complaints()).as("complaints of the browser").isEmpty();
    }

    @Test
    void nameInTwoTabsIsListedOnce() {
        ChatPage ann = open("Ann");
        ChatPage bob = open("Bob");
        ChatPage bobAgain = open("Bob");
        bobAgain.untilMembersAre("Ann", "Bob");
        ann.untilMembersAre("Ann", "Bob");
        bob.tab().close();
        open("Cem").untilMembersAre("Ann", "Bob", "Cem");
        bobAgain.tab().close();
        ann.untilMembersAre("Ann", "Cem");
    }

    @Test
    void roomsAreApartAndTellWhatIsUnread() {
        ChatPage ann = open("Ann");
        ChatPage bob = open("Bob");
        ann.say("to the lobby");
        bob.untilSaid("to the lobby");
        bob.tab().click("#room");
        bob.tab().press("new-room", Keys.ENTER);
        bob.untilMembersAre("Bob");
        assertThat(bob.said()).isEmpty();
        ann.say("to the lobby again");
        bob.tab().until("document.querySelector('[data-room=lobby] .unread')?.textContent === '1'");
        assertThat(bob.tab().call("return document.title")).isEqualTo("(1) Stampede chat");
        bob.enter("lobby");
        assertThat(bob.said()).containsExactly("to the lobby", "to the lobby again");
        assertThat(bob.tab().texts("#rooms .unread")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"<script>window.harm = true</script>", "<img src=x onerror='window.harm = true'>", "&lt;"})
    void markupStaysText(String text) {
        ChatPage ann = open("Ann");
        ChatPage bob = open("<b>Bob</b>");
        ann.untilMembersAre("<b>Bob</b>", "Ann");
        ann.untilPeopleAre("<b>Bob</b>, online");
        bob.say(text);
        ann.untilSaid(text);
        bob.open("Ann").say(text);
        ann.open("<b>Bob</b>").untilSaid(text);
        assertThat(ann.tab().call("return document.querySelectorAll('#log img, #log script, #chat b').length"))
                .isEqualTo(0L);
        assertThat(ann.tab().call("return window.harm ?? null")).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "'', Please enter a name",
        "abcdefghijklmnopqrstuvwxy, Please choose a name of at most 24 characters",
    })
    void wrongNameIsRefusedWithASentence(String name, String sentence) {
        ChatPage page = new ChatPage(browser.open(url(chat.port())));
        page.signIn(name);
        page.tab().until("document.getElementById('refusal').textContent === args[0]", sentence);
        page.tab().call("document.getElementById('name').value = ''");
        page.signIn("  Ann  ").untilOnline();
        page.untilMembersAre("Ann");
    }

    @Test
    void whatOtherProgramsSendBreaksNothing() {
        ChatPage ann = open("Ann");
        ann.tab().call("""
                        const send = (destination, body) => fetch(`/api/send${destination}`,
                          { method: 'POST', headers: { Authorization: `Bearer ${args[0]}` }, body });
                        const lobby = '/topic/room/lobby';
                        for (const body of ['', 'plain', 'null', '[1]', '{"text":7}', '{"text":"no more","at":"?"}']) {
                          await send(lobby, body);
                        }
                        await send(lobby, new Uint8Array([255, 0, 123]));
                        for (const body of ['?', '{}', '[1, null]', '{"users":[1,null]}', '{"people":7}']) {
                          for (const each of [`${lobby}/presence`, `${lobby}/typing`, '/topic/people']) {
                            await send(each, body);
                          }
                          await send('/user/Ann/queue/dm', body);
                          await send('/user/Ann/queue/typing', body);
                        }
                        """, KEY);
        ann.say("still here");
        ann.untilLastIs("delivered");
        assertThat(ann.said())
                .startsWith("", "plain", "null", "[1]", "{\"text\":7}", "no more")
                .endsWith("still here");
        ann.open("Somebody").untilSaid("{\"people\":7}");
        ann.enter("lobby");
        open("Bob");
        ann.untilMembersAre("Ann", "Bob");
    }

    @Test
    void programsThatKnowTheKeySpeakByHttp() {
        ChatPage ann = open("Ann");
        ann.tab().call("""
                        for (const to of ['room/lobby', 'dm/Ann']) {
                          await fetch(`/api/send/app/${to}`,
                            { method: 'POST', headers: { Authorization: `Bearer ${args[0]}` }, body: `to ${to}` });
                        }
                        """, KEY);
        ann.untilSaid("to room/lobby");
        assertThat(ann.tab().texts("#log .name")).containsExactly("A program");
        ann.open("A program").untilSaid("to dm/Ann");
    }

    @Test
    void roomWithMorePeopleThanAListHoldsTellsHowManyTheyAre() {
        ChatPage ann = open("Ann");
        ann.untilMembersAre("Ann");
        ann.tab().call("""
                        await fetch('/api/send/topic/room/lobby/presence', {
                          method: 'POST', headers: { Authorization: `Bearer ${args[0]}` },
                          body: '{"users":["Ann","Bob"],"count":120}' });
                        """, KEY);
        ann.untilMembersAre("Ann", "Bob");
        assertThat(ann.tab().texts("#subtitle")).containsExactly("Ann, Bob and 118 more");
        assertThat(ann.tab().call("return document.querySelector('aside').textContent.trim().split(/\\s{2,}/)"))
                .isEqualTo(List.of("In this room: 120", "Ann (you)Bob", "and 118 more"));
    }

    @Test
    void whatIsRefusedIsToldAndTheConnectionStays() {
        ChatPage ann = open("Ann");
        ann.tab().call("document.getElementById('other-room').noValidate = true");
        ann.tab().click("#room");
        ann.tab().press("Wrong Room", Keys.ENTER);
        String sentence = "A room's name has 1 to 32 small letters, digits and hyphens";
        ann.tab().until("document.getElementById('notice').innerText.includes(args[0])", sentence);
        ann.say("is anybody here?");
        ann.untilLastIs("refused");
        assertThat(ann.tab().texts("#log .state")).containsExactly("Not delivered: " + sentence);
        ann.tab().click("#notice-close");
        ann.choose("xhr-polling").untilOnlineBy("XHR polling");
        ann.enter("lobby");
        ann.say("back among you");
        ann.untilLastIs("delivered");
    }

    @Test
    void everythingCanBeDoneByKeyboard() {
        Tab tab = browser.open(url(chat.port()));
        ChatPage ann = new ChatPage(tab).signIn("Ann").untilOnline();
        tab.until("document.activeElement.id === 'text'");
        tab.press("first line");
        tab.pressTogether(Keys.SHIFT, Keys.ENTER);
        tab.press("second line", Keys.ENTER);
        ann.untilSaid("first line\nsecond line");
        tab.call("document.getElementById('skip').focus()");
        tab.until("document.getElementById('skip').getBoundingClientRect().width > 100");
        tab.press(Keys.TAB, "Server"); // in the list of transports
        ann.untilOnlineBy("Server-sent events");
        tab.press(Keys.TAB, Keys.TAB, Keys.ARROW_DOWN, Keys.ENTER);
        tab.until("document.getElementById('title').textContent === 'kitchen'");
        tab.press("in the kitchen", Keys.ENTER);
        ann.untilSaid("in the kitchen");
        assertThat(tab.call("return getComputedStyle(document.activeElement).outlineStyle"))
                .as("the outline of what has the focus")
                .isEqualTo("solid");
    }

    @ParameterizedTest
    @ValueSource(ints = {320, 360, 1280})
    void pageIsNeverWiderThanItsWindow(int width) {
        ChatPage ann = new ChatPage(browser.open(url(chat.port()), width, 740));
        assertThatPageFits(ann.tab());
        open("Another-long-name-of-24-");
        ann.signIn("A-name-of-24-characters-").untilOnline();
        if (width < 600) {
            assertThatPageFits(ann.tab());
            ann.enter("lobby");
        }
        ann.say("longword".repeat(40));
        ann.say("مرحبا بالجميع في هذه الغرفة");
        ann.say("https://example.org/" + "path/".repeat(30));
        ann.untilLastIs("delivered");
        assertThatPageFits(ann.tab());
        ann.open("Another-long-name-of-24-").say("longword".repeat(40));
        ann.untilLastIs("delivered");
        assertThatPageFits(ann.tab());
    }

    private ChatPage open(String name) {
        return new ChatPage(browser.open(url(chat.port()))).signIn(name).untilOnline();
    }

    private static void assertThatPageFits(Tab tab) {
        assertThat((Long) tab.call("return document.documentElement.scrollWidth"))
                .as("the width of the page")
                .isLessThanOrEqualTo((Long) tab.call("return innerWidth"));
        assertThat((Long) tab.call("return document.documentElement.scrollHeight"))
                .as("the height of the page")
                .isLessThanOrEqualTo((Long) tab.call("return innerHeight"));
    }

    private static String url(int port) {
        return "http://localhost:" + port + "/";
    }
}
