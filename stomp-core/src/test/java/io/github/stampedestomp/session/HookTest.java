package io.github.stampedestomp.session;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.stampedestomp.LogOf;
import io.github.stampedestomp.frame.Command;
import io.github.stampedestomp.frame.Frame;
import io.github.stampedestomp.frame.Headers;
import io.github.stampedestomp.user.Attempt;
import io.github.stampedestomp.user.Denied;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How hooks see, change and refuse what the rules have allowed. */
class HookTest {
    private static final String SEND = "SEND\ndestination:/topic/a\nreceipt:r\ncontent-length:5\n\nhello^@";

    @RegisterExtension
    final Conversations server = new Conversations();

    @RegisterExtension
    final LogOf log = new LogOf(Authority.class);

    private final List<String> seen = new ArrayList<>();

    @Test
    void hooksSeeWhatIsAllowedInTheirOrder() {
        server.rules(rules -> rules.send("/topic/a").when(attempt -> seen.add("rule")));
        server.hook(attempt -> see("first", attempt));
        server.hook(attempt -> see("second", attempt));
        Conversation client = server.connected("1.2");
        client.sends(SEND);
        client.readsOne("RECEIPT");
        client.subscribes("0", "/topic/a");
        assertThat(seen)
                .containsExactly(
                        "rule",
                        "first SEND to /topic/a",
                        "second SEND to /topic/a",
                        "first SUBSCRIBE to /topic/a",
                        "second SUBSCRIBE to /topic/a");
        client.publishes("/topic/other", "refused");
        client.readsOne("ERROR");
        assertThat(seen).hasSize(5);
    }

    @Test
    void hooksSeeNothingButSendAndSubscribe() {
        server.hook(attempt -> see("hook", attempt));
        Conversation client = server.connected("1.2");
        client.sends("BEGIN\ntransaction:t\n\n^@", "ABORT\ntransaction:t\n\n^@", "DISCONNECT\n\n^@");
        assertThat(seen).isEmpty();
    }

    @Test
    void hookMayChangeTheBodyAndHeaders() {
        server.hook(attempt -> attempt.withBody(
                        attempt.text().toUpperCase(Locale.ROOT).concat(" ALL").getBytes(UTF_8))
                .withHeader("checked-by", "hook"));
        server.hook(attempt -> see(attempt.text(), attempt));
        Conversation client = server.connected("1.2");
        client.sends("SUBSCRIBE\nid:0\ndestination:/topic/a\n\n^@", SEND);
        client.reads("RECEIPT\nreceipt-id:r\n\n^@", """
                MESSAGE
                subscription:0
                destination:/topic/a
                message-id:<m1>
                checked-by:hook
                content-length:9

                HELLO ALL^@""");
        assertThat(seen).contains("HELLO ALL SEND to /topic/a");
    }

    @Test
    void requestSeesWhatHooksHaveChanged() {
        server.requests(requests -> requests.onSend("/app/a", request -> seen.add(request.text() + request.headers())));
        server.hook(attempt -> attempt.withBody("changed".getBytes(UTF_8)));
        server.connected("1.2").publishes("/app/a", "hello");
        assertThat(seen).containsExactly("changeddestination:/app/a\n");
    }

    @Test
    void transactionKeepsWhatHooksHaveChanged() {
        server.hook(attempt -> attempt.withHeader("checked-by", "hook"));
        Conversation client = server.connected("1.2");
        client.subscribes("0", "/topic/a");
        client.sends(
                "BEGIN\ntransaction:t\n\n^@",
                "SEND\ndestination:/topic/a\ntransaction:t\n\nhello^@",
                "COMMIT\ntransaction:t\n\n^@");
        assertThat(client.readsOne("MESSAGE")).contains("\nchecked-by:hook\n");
    }

    @Test
    void hookMayRefuse() {
        server.hook(attempt -> {
            throw Denied.because("no bad words");
        });
        server.hook(attempt -> see("second", attempt));
        assertRefused("no bad words");
        assertThat(seen).isEmpty();
        assertThat(log.lines()).isEmpty();
    }

    @Test
    void hookThatFailsRefusesAndIsLogged() {
        server.hook(attempt -> {
            throw new IOException("jdbc:secret");
        });
        assertRefused("SEND to '/topic/a' is not allowed");
        assertThat(log.lines()).containsExactly("ERROR a rule or a hook has failed on SEND to /topic/a: jdbc:secret");
    }

    @Test
    void hookMayNotTouchWhatStompLivesBy() {
        server.hook(attempt -> attempt.withHeader("destination", "/topic/other"));
        assertRefused("SEND to '/topic/a' is not allowed");
        assertThat(log.lines())
                .containsExactly("ERROR a rule or a hook has failed on SEND to /topic/a: "
                        + "the header 'destination' is not for hooks to change");
    }

    @Test
    void hookReturnsTheAttemptThatItWasGiven() {
        Frame other = Frame.of(Command.SEND, Headers.of("destination", "/topic/other", "receipt", "r"));
        server.hook(attempt -> Attempt.of(other, attempt.destination(), null, attempt.session()));
        assertRefused("SEND to '/topic/a' is not allowed");
        assertThat(log.lines())
                .containsExactly("ERROR a rule or a hook has failed on SEND to /topic/a: "
                        + "a hook has returned another attempt than the one that it was given");
    }

    @Test
    void hookReturnsSomething() {
        List<Attempt> nothing = new ArrayList<>();
        nothing.add(null);
        server.hook(attempt -> nothing.get(0));
        assertRefused("SEND to '/topic/a' is not allowed");
        assertThat(log.lines())
                .containsExactly("ERROR a rule or a hook has failed on SEND to /topic/a: what a hook returns");
    }

    @Test
    void hooksRunOnTheApplicationsThreadWhileNothingOvertakes() {
        server.hook(attempt -> see(attempt.text(), attempt));
        Conversation client = server.connected("1.2");
        server.application().becomesBusy();
        client.sends(SEND, "BEGIN\ntransaction:t\nreceipt:b\n\n^@");
        assertThat(client.isHeld()).isTrue();
        assertThat(seen).isEmpty();
        client.readsNothing();
        server.application().becomesIdle();
        server.run();
        client.reads("RECEIPT\nreceipt-id:r\n\n^@RECEIPT\nreceipt-id:b\n\n^@");
        assertThat(seen).hasSize(1);
    }

    private Attempt see(String by, Attempt attempt) {
        seen.add(by + " " + attempt);
        return attempt;
    }

    private void assertRefused(String sentence) {
        Conversation client = server.connected("1.2");
        client.sends(SEND);
        assertThat(client.readsOne("ERROR")).contains("\nmessage:" + sentence + "\nreceipt-id:r\n");
        client.isClosed(1008);
    }
}
