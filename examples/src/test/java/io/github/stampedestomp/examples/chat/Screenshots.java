package io.github.stampedestomp.examples.chat;

import io.github.stampedestomp.examples.browser.Browser;
import io.github.stampedestomp.examples.browser.Tab;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Takes the pictures in {@code docs/} when it is asked to: {@code mvn test -pl examples -am -Dtest=Screenshots}. */
class Screenshots {
    private static final Path DOCS = Path.of("..", "docs");

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
    void desktopAndPhone() throws IOException {
        ChatPage ada = open("Ada", 1280, 860);
        ChatPage ben = open("Ben", 390, 844);
        ben.tab().preferDark();
        ben.enter("lobby");
        ChatPage chidi = open("Chidi", 800, 600);
        ChatPage dora = open("Dora", 800, 600);
        ada.enter("workshop");
        ada.enter("lobby");
        chidi.enter("workshop");
        say(ada, "Morning! Is the new build on the test machine yet?", ben);
        say(ben, "Since seven. I pulled the plug on the server twice, to see what happens.", ada);
        say(ada, "And?", ben);
        say(ben, "The page counted the seconds, came back by itself and sent what I had typed meanwhile.", ada);
        say(ben, "Once, and in order.", ada);
        say(ada, "Lovely. Then let us show it to the others after lunch.", ben);
        say(ben, "I will bring coffee.", ada);
        chidi.say("Who has the ladder?");
        chidi.say("Found it");
        chidi.open("Ada").say("Is there a ladder at your place?");
        ada.tab().until("document.querySelector('[data-room=workshop] .unread')?.textContent === '2'");
        ada.untilUnread("Chidi", 1);
        dora.tab().close();
        ada.untilPeopleAre("Ben, online", "Chidi, online", "Dora, offline");
        ada.tab().press("Make mine a tea, please");
        Files.createDirectories(DOCS);
        Files.write(DOCS.resolve("chat-desktop.png"), ada.tab().screenshot());
        Files.write(DOCS.resolve("chat-phone.png"), ben.tab().screenshot());
        ada.open("Chidi");
        say(ada, "There is, behind the door", chidi);
        say(chidi, "I will come and fetch it. Ten minutes?", ada);
        chidi.tab().press("Or ");
        ada.untilTyping("Chidi is typing…");
        Files.write(DOCS.resolve("chat-direct.png"), ada.tab().screenshot());
    }

    private static void say(ChatPage page, String text, ChatPage other) {
        page.say(text);
        other.untilSaid(text);
        page.untilLastIs("delivered");
    }

    private ChatPage open(String name, int width, int height) {
        Tab tab = browser.open("http://localhost:" + chat.port() + "/", width, height);
        return new ChatPage(tab).signIn(name).untilOnline();
    }
}
