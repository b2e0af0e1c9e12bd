package io.github.stampedestomp.examples.chat;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stampedestomp.examples.browser.Browser;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.Keys;

/** The chat by each transport that its page offers, and the change from one to the other. */
class ChatTransportTest {
    /** Says 25 more numbers in quick succession. */
    private static final String TALK = """
            const text = document.getElementById('text');
            window.said ??= 0;
            window.end = (window.end ?? 0) + 25;
            window.talking ??= setInterval(() => {
              if (said < end) {
                text.value = `number ${said++}`;
                text.form.requestSubmit();
              }
            }, 4);
            """;

    private static final List<String> SWITCHES = List.of(
            "xhr-polling", "xhr-streaming", "eventsource", "websocket", "eventsource", "xhr-polling", "automatic");

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

    @ParameterizedTest
    @CsvSource({
        "automatic,     WebSocket",
        "websocket,     WebSocket",
        "xhr-streaming, XHR streaming",
        "eventsource,   Server-sent events",
        "xhr-polling,   XHR polling",
    })
    void twoPeopleTalkByEachTransport(String transport, String words) {
        ChatPage ann = arriveBy(transport).signIn("Ann").untilOnlineBy(words);
        ChatPage bob = arriveBy(transport).signIn("Bob").untilOnlineBy(words);
        ann.talkWith(bob);
        assertThat(browser.complaints()).as("complaints of the browser").isEmpty();
    }

    @Test
    void transportIsRememberedByItsTab() {
        ChatPage page = arriveBy("xhr-polling");
        page.tab().reload();
        page.signIn("Ann").untilOnlineBy("XHR polling");
        page.choose("eventsource").untilOnlineBy("Server-sent events");
        page.tab().reload();
        page.untilOnlineBy("Server-sent events");
        arrive().signIn("Bob").untilOnlineBy("WebSocket");
    }

    @Test
    void switchingLosesNothing() {
        ChatPage ann = arrive().signIn("Ann").untilOnline();
        ChatPage bob = arrive().signIn("Bob").untilOnline();
        List<String> written = new ArrayList<>();
        for (String transport : SWITCHES) {
            ann.say("just before " + transport);
            ann.tab().press("half a sentence");
            bob.tab().call(TALK);
            ann.choose(transport);
            ann.tab().click("#text");
            ann.tab().press(Keys.END, " and the other half by " + transport, Keys.ENTER);
            written.addAll(List.of("just before " + transport, "half a sentence and the other half by " + transport));
            ann.untilOnline();
            ann.untilLastIs("delivered");
        }
        List<String> numbers = IntStream.range(0, 25 * SWITCHES.size())
                .mapToObj(i -> "number " + i)
                .toList();
        bob.tab().until("said === args[0]", numbers.size());
        ann.untilSaid(numbers.get(numbers.size() - 1));
        bob.untilSaid(written.get(written.size() - 1));
        assertThat(ann.said()).filteredOn(numbers::contains).isEqualTo(numbers);
        assertThat(bob.said()).filteredOn(text -> !numbers.contains(text)).isEqualTo(written);
        assertThat(ann.states()).containsOnly("delivered");
        ann.untilMembersAre("Ann", "Bob");
    }

    @Test
    void otherTransportCanBeChosenWhileTheFirstIsBeingTried() {
        ChatPage ann = arrive().signIn("Ann").untilOnline();
        for (String transport : SWITCHES) {
            ann.choose(transport);
        }
        ann.choose("xhr-polling").untilOnlineBy("XHR polling");
        ChatPage bob = arrive().signIn("Bob").untilOnline();
        ann.talkWith(bob);
        ann.untilMembersAre("Ann", "Bob");
    }

    private ChatPage arriveBy(String transport) {
        ChatPage page = arrive().choose(transport);
        page.tab().click("#name");
        return page;
    }

    private ChatPage arrive() {
        return new ChatPage(browser.open("http://localhost:" + chat.port() + "/"));
    }
}
