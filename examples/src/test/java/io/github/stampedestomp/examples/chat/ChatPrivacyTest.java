package io.github.stampedestomp.examples.chat;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stampedestomp.examples.browser.Browser;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a page cannot make the server do, whatever it sends. */
class ChatPrivacyTest {
    private static final String KEY = "a key for this test";

    /** Lets the page send one frame by a connection of its own, and returns what the server says to it. */
    private static final String TRY = """
            const [frame, destination] = args;
            window.overheard ??= [];
            const client = new StompJs.Client({
              brokerURL: `ws://${location.host}/stomp`, connectHeaders: { login: 'Cem' }, reconnectDelay: 0 });
            return new Promise(resolve => {
              client.onStompError = ({ headers }) => resolve(`ended: ${headers.message}`);
              client.onConnect = () => {
                client.watchForReceipt('tried', () => resolve('done'));
                client.subscribe('/user/queue/errors', ({ headers }) =>
                  headers['failed-receipt'] === 'tried' && resolve(`refused: ${headers.message}`));
                if (frame === 'SUBSCRIBE') {
                  client.subscribe(destination, ({ body }) => overheard.push(body), { receipt: 'tried' });
                } else {
                  client.publish({ destination, body: 'forged', headers: { receipt: 'tried' } });
                }
              };
              client.activate();
            });
            """;

    private static final String SESSION_OF_BEN = """
            const answer = await fetch('/api/users/Ben', { headers: { Authorization: `Bearer ${args[0]}` } });
            return (await answer.json()).sessions[0].id;
            """;

    private static final List<String> FORMS = List.of(
            "/user/Ben/queue/dm",
            "/user/%42en/queue/dm",
            "/user/%2542en/queue/dm",
            "/user//queue/dm",
            "/user/./Ben/queue/dm",
            "/user/Ben//queue/dm",
            "/user/Ben/../Cem/queue/dm",
            "/user/Cem/../Ben/queue/dm",
            "/user/Ben/queue/**",
            "/user/*/queue/dm",
            "/user/**",
            "/user/**/queue/dm",
            "/topic/../user/Ben/queue/dm",
            "//user/Ben/queue/dm",
            "/queue/dm",
            "/topic/**",
            "/*/Ben/queue/dm",
            "/**",
            "**");

    @RegisterExtension
    static final Browser browser = new Browser();

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
    void whatIsWrittenToOneReachesNobodyElseWhateverTheyCallIt() {
        ChatPage ann = open("Ann");
        ChatPage ben = open("Ben");
        ChatPage cem = open("Cem");
        String session = (String) cem.tab().call(SESSION_OF_BEN, KEY);
        assertThat(session).isNotBlank();
        Stream<String> ofSession = Stream.of(
                "/user/~" + session + "/queue/dm", "/queue/dm-user" + session, "/user/" + session + "/queue/dm");
        Stream.concat(FORMS.stream(), ofSession)
                .forEach(form -> assertThat(subscribe(cem, form)).as(form).matches("(refused|ended): .+"));
        assertThat(subscribe(cem, "/user/queue/dm")).isEqualTo("done");
        ben.open("Ann");
        ann.open("Ben").say("a secret");
        ben.untilSaid("a secret");
        ann.untilLastIs("delivered");
        ann.open("Cem").say("no secret");
        cem.tab().until("overheard.length > 0");
        assertThat(cem.tab().call("return overheard.map(body => JSON.parse(body).text)"))
                .isEqualTo(List.of("no secret"));
        cem.open("Ann").untilSaid("no secret");
        assertThat(cem.said()).containsExactly("no secret");
    }

    @Test
    void pageSubscribesToWhatItNeedsAndNothingElse() {
        ChatPage cem = open("Cem");
        for (String needed : List.of(
                "/topic/room/a-1",
                "/topic/room/a-1/presence",
                "/topic/room/a-1/typing",
                "/topic/people",
                "/app/people",
                "/user/queue/dm",
                "/user/Cem/queue/dm")) {
            assertThat(subscribe(cem, needed)).as(needed).isEqualTo("done");
        }
        for (String other : List.of(
                "/topic/room/Lobby",
                "/topic/room/" + "a".repeat(33),
                "/topic/room/lobby/other",
                "/topic/room/*",
                "/topic/room/**",
                "/topic/*",
                "/topic/news",
                "/queue/jobs",
                "/user/topic/x",
                "/app/other")) {
            assertThat(subscribe(cem, other)).as(other).matches("(refused|ended): .+");
        }
    }

    @Test
    void pageSendsToTheApplicationAlone() {
        ChatPage ann = open("Ann");
        ChatPage cem = open("Cem");
        for (String destination : List.of(
                "/topic/room/lobby",
                "/topic/room/lobby/presence",
                "/topic/people",
                "/user/Ann/queue/dm",
                "/user/queue/dm",
                "/queue/jobs")) {
            assertThat(send(cem, destination)).as(destination).matches("(refused|ended): .+");
        }
        assertThat(send(cem, "/app/room/Lobby"))
                .isEqualTo("refused: A room's name has 1 to 32 small letters, digits and hyphens");
        assertThat(send(cem, "/app/dm/Nobody")).isEqualTo("refused: Nobody is offline");
        assertThat(send(cem, "/app/dm/%zz")).isEqualTo("refused: '%zz' is no percent-encoded name");
        assertThat(send(cem, "/app/room/lobby")).isEqualTo("done");
        ann.untilSaid("forged");
        assertThat(ann.said()).containsExactly("forged");
        assertThat(ann.tab().texts("#log .name")).containsExactly("Cem");
    }

    private static String subscribe(ChatPage page, String destination) {
        return (String) page.tab().call(TRY, "SUBSCRIBE", destination);
    }

    private static String send(ChatPage page, String destination) {
        return (String) page.tab().call(TRY, "SEND", destination);
    }

    private ChatPage open(String name) {
        return new ChatPage(browser.open("http://localhost:" + chat.port() + "/"))
                .signIn(name)
                .untilOnline();
    }
}
