package io.github.stampedestomp.examples.chat;

import io.github.stampedestomp.examples.browser.Tab;
import java.util.List;
import org.openqa.selenium.Keys;

/** The chat's page in a tab, as its user sees and handles it. */
record ChatPage(Tab tab) {
    private static final String SAID = "[...document.querySelectorAll('#log .text')].map(text => text.textContent)";
    private static final String MEMBERS =
            "[...document.querySelectorAll('#members .name')].map(name => name.textContent)";

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

    void untilReconnecting() {
        tab.until("document.getElementById('connection').innerText.includes('reconnecting')");
    }

    void enter(String room) {
        tab.click("#rooms [data-room='" + room + "']");
    }

    void say(String text) {
        tab.click("#text");
        tab.press(text, Keys.ENTER);
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
        tab.until("[...document.querySelectorAll('#log .state')].at(-1)?.textContent === args[0]", state);
    }

    List<String> states() {
        return tab.texts("#log .mine .state");
    }
}
