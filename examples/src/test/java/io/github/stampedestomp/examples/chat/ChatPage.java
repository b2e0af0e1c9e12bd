package io.github.stampedestomp.examples.chat;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stampedestomp.examples.browser.Tab;
import java.util.List;
import org.openqa.selenium.Keys;

/** The chat's page in a tab, as its user sees and handles it. */
record ChatPage(Tab tab) {
    private static final String SAID = "[...document.querySelectorAll('#log .text')].map(text => text.textContent)";
    private static final String MEMBERS =
            "[...document.querySelectorAll('#members .name')].map(name => name.textContent)";

    private static final String PERSON =
            "[...document.querySelectorAll('#people button')].find(each => each.dataset.person === args[0])";
    private static final String PEOPLE = """
            [...document.querySelectorAll('#people button')].map(each =>
              `${each.querySelector('.label').textContent}, ${each.querySelector('.label').nextSibling.textContent}`)""";
    private static final String STATES =
            "[...document.querySelectorAll('#log .mine')].map(entry => entry.dataset.state)";

    ChatPage signIn(String name) {
        tab.until("document.activeElement?.id === 'name'");
        tab.press(name, Keys.ENTER);
        return this;
    }

    ChatPage untilOnline() {
        tab.until("document.getElementById('status').textContent === 'Online'");
        tab.until("!document.getElementById('chat').hidden");
        return this;
    }

    /** Chooses how to connect, as a list offers it. */
    ChatPage choose(String transport) {
        tab.click("#transport [value='" + transport + "']");
        return this;
    }

    /** Waits until the page says that it is online by some transport. */
    ChatPage untilOnlineBy(String words) {
        tab.until("document.getElementById('in-use').textContent === args[0]", "by " + words);
        return untilOnline();
    }

    void untilReconnecting() {
        tab.until("document.getElementById('connection').innerText.includes('reconnecting')");
    }

    void enter(String room) {
        back();
        tab.click("#rooms [data-room='" + room + "']");
    }

    /** Opens the conversation with somebody, as soon as the list has that name. */
    ChatPage open(String person) {
        back();
        tab.until(PERSON + "?.checkVisibility()", person);
        tab.call(PERSON + ".click()", person);
        tab.until("document.getElementById('title').textContent === args[0]", person);
        return this;
    }

    /** Leads from a conversation back to the lists, if the window is too narrow for both. */
    private void back() {
        tab.call("document.getElementById('back').checkVisibility() && document.getElementById('back').click()");
    }

    /** Waits until the list of people reads so, as in {@code Ben, online}. */
    void untilPeopleAre(String... lines) {
        tab.until("JSON.stringify(" + PEOPLE + ") === JSON.stringify(args)", (Object[]) lines);
    }

    void untilUnread(String person, int count) {
        tab.until(PERSON + "?.querySelector('.unread')?.textContent === args[1]", person, String.valueOf(count));
    }

    void untilTyping(String sentence) {
        tab.until("document.getElementById('typing').textContent === args[0]", sentence);
    }

    void say(String text) {
        tab.click("#text");
        tab.insert(text);
        tab.press(Keys.ENTER);
    }

    /** Says something, is answered, and so on, until both have seen it all. */
    void talkWith(ChatPage other) {
        List<String> before = said();
        for (int i = 0; i < 3; i++) {
            say("question 50 % ✓ 🐎 " + i);
            other.untilSaid("question 50 % ✓ 🐎 " + i);
            other.say("answer " + i);
            untilSaid("answer " + i);
        }
        other.untilLastIs("delivered");
        assertThat(said()).hasSize(before.size() + 6);
        assertThat(other.said()).isEqualTo(said().subList(before.size(), before.size() + 6));
    }

    /** {@return the texts in the log, as text and not as markup} */
    @SuppressWarnings("unchecked") // the script makes an array of strings
    List<String> said() {
        return (List<String>) tab.call("return " + SAID);
    }

    void untilSaid(String text) {
        tab.until(SAID + ".includes(args[0])", text);
    }

    void untilMembersAre(String... names) {
        tab.until("JSON.stringify(" + MEMBERS + ") === JSON.stringify(args)", (Object[]) names);
    }

    /** Waits until the last message written here has come as far as some state. */
    void untilLastIs(String state) {
        tab.until(STATES + ".at(-1) === args[0]", state);
    }

    /** {@return how far each message written here has come: waiting, sending, delivered or refused} */
    @SuppressWarnings("unchecked") // the script makes an array of strings
    List<String> states() {
        return (List<String>) tab.call("return " + STATES);
    }
}
