package io.github.stampedestomp.examples.chat;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stampedestomp.examples.browser.Browser;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.Keys;

/** What people write to each other alone. */
class ChatDirectTest {
    /** Types thirty characters, one each tenth of a second, and returns how often the page has said so to others. */
    private static final String TYPE_FOR_THREE_SECONDS = """
            const publish = StompJs.Client.prototype.publish;
            const told = [];
            StompJs.Client.prototype.publish = function (frame) {
              if (frame.destination.startsWith('/app/typing/')) { told.push(performance.now()); }
              publish.call(this, frame);
            };
            const text = document.getElementById('text');
            for (let i = 0; i < 30; i++) {
              text.value += 'x';
              text.dispatchEvent(new Event('input', { bubbles: true }));
              await new Promise(soon => setTimeout(soon, 100));
            }
            StompJs.Client.prototype.publish = publish;
            return told.slice(1).map((time, i) => Math.round(time - told[i]));
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
    void twoPeopleWriteToEachOtherAndAThirdSeesNothing() {
        ChatPage ann = open("Ann");
        ChatPage ben = open("Ben");
        ChatPage cem = open("Cem").open("Ann");
        ann.open("Ben").say("just between us");
        ben.open("Ann").untilSaid("just between us");
        ben.say("nobody else");
        ann.untilSaid("nobody else");
        ann.untilLastIs("delivered");
        cem.say("hello");
        ann.untilUnread("Cem", 1);
        assertThat(ann.said()).containsExactly("just between us", "nobody else");
        assertThat(ben.said()).containsExactly("just between us", "nobody else");
        assertThat(cem.said()).containsExactly("hello");
        assertThat(cem.tab().texts("#people .unread")).isEmpty();
        assertThat(browser.complaints()).as("complaints of the browser").isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Ann/Lee", "..", "*", "**", "50% ~ ?#", "queue", "Ünï ✓ 🐎", "{name}", "a+b", "it's (me)!"})
    void nameMayHoldWhatDestinationsHaveAMeaningFor(String name) {
        ChatPage odd = open(name);
        ChatPage ben = open("Ben");
        ben.open(name).say("question");
        odd.open("Ben").untilSaid("question");
        odd.say("answer");
        ben.untilSaid("answer");
        ben.untilLastIs("delivered");
        odd.tab().press("x");
        ben.untilTyping(name + " is typing…");
    }

    @Test
    void allPagesOfAPersonShowTheSame() {
        ChatPage ann = open("Ann");
        ChatPage annAgain = open("Ann");
        ChatPage ben = open("Ben").open("Ann");
        ann.open("Ben").say("from one page");
        annAgain.open("Ben").untilSaid("from one page");
        ben.say("to both");
        ann.untilSaid("to both");
        annAgain.untilSaid("to both");
        assertThat(annAgain.said()).isEqualTo(ann.said()).containsExactly("from one page", "to both");
        assertThat(ann.tab().call("return document.querySelectorAll('#log .mine').length"))
                .isEqualTo(1L);
        assertThat(annAgain.tab().call("return document.querySelectorAll('#log .mine').length"))
                .isEqualTo(1L);
    }

    @Test
    void deliveryIsMarkedForTheEyeAndTheEar() {
        ChatPage ann = open("Ann");
        open("Ben");
        ann.open("Ben").say("hello");
        ann.untilLastIs("delivered");
        assertThat(ann.tab().call("return document.querySelector('#log .mark').textContent"))
                .isEqualTo("✓");
        assertThat(ann.tab().call("return document.querySelector('#log .mark').ariaHidden"))
                .isEqualTo("true");
        assertThat(ann.tab().call("return document.querySelector('#log .state').textContent"))
                .isEqualTo("delivered");
    }

    @Test
    void typingIsShownToTheOtherAloneAndForAWhile() {
        ChatPage ann = open("Ann");
        ChatPage ben = open("Ben").open("Ann");
        ChatPage cem = open("Cem").open("Ann");
        cem.tab().call("""
                        window.shown = [];
                        const line = document.getElementById('typing');
                        new MutationObserver(() => shown.push(line.textContent)).observe(line, { childList: true });
                        """);
        ann.open("Ben").tab().press("h");
        ben.untilTyping("Ann is typing…");
        ben.untilTyping("");
        ann.tab().press("i", Keys.ENTER);
        ben.untilSaid("hi");
        ben.untilTyping("");
        ann.enter("lobby");
        ann.say("to all");
        cem.tab().until("document.title === '(1) Stampede chat'");
        assertThat(cem.tab().call("return shown")).isEqualTo(List.of());
    }

    @Test
    void typingIsShownInARoom() {
        ChatPage ann = open("Ann");
        ChatPage ben = open("Ben");
        ChatPage cem = open("Cem");
        ann.tab().press("h");
        cem.untilTyping("Ann is typing…");
        ben.tab().press("h");
        cem.untilTyping("Ann and Ben are typing…");
        assertThat(ann.tab().call("return document.getElementById('typing').textContent"))
                .isNotEqualTo("Ann is typing…");
        ben.tab().press("i", Keys.ENTER);
        cem.untilSaid("hi");
        cem.untilTyping("");
    }

    @Test
    void typingIsToldAtMostOnceEachTwoSeconds() {
        ChatPage ann = open("Ann");
        open("Ben");
        ann.open("Ben");
        @SuppressWarnings("unchecked") // the script makes an array of numbers
        List<Long> pauses = (List<Long>) ann.tab().call(TYPE_FOR_THREE_SECONDS);
        assertThat(pauses).isNotEmpty().allMatch(pause -> pause >= 1990);
    }

    @Test
    void messageToSomebodyWhoHasJustLeftIsRefusedWithASentence() {
        ChatPage ann = open("Ann");
        ChatPage ben = open("Ben").open("Ann");
        ChatPage cem = open("Cem").open("Ann");
        ann.open("Ben");
        ben.tab().close();
        cem.untilPeopleAre("Ann, online", "Ben, offline");
        // As if the page had not heard yet that the other is gone.
        ann.tab().call("document.getElementById('text').readOnly = false");
        ann.say("too late");
        ann.untilLastIs("refused");
        assertThat(ann.tab().texts("#log .state")).containsExactly("Not delivered: Ben is offline");
        assertThat(ann.tab().texts("#log .again")).containsExactly("Send again");
        assertThat(ann.tab().texts("#notice")).containsExactly("");
    }

    private ChatPage open(String name) {
        return new ChatPage(browser.open("http://localhost:" + chat.port() + "/"))
                .signIn(name)
                .untilOnline();
    }
}
