package io.github.stampedestomp.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stampedestomp.LogOf;
import io.github.stampedestomp.user.Attempt;
import io.github.stampedestomp.user.Condition;
import io.github.stampedestomp.user.Denied;
import io.github.stampedestomp.user.User;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How the application decides what a client may do. */
class GateTest {
    private static final String SEND_ASKED = "SEND\ndestination:/topic/asked\nreceipt:s\n\nasked^@";
    private static final String NOT_ALLOWED = "SEND to '/topic/asked' is not allowed";

    @RegisterExtension
    final Conversations server = new Conversations();

    @RegisterExtension
    final LogOf log = new LogOf(Authority.class);

    @RegisterExtension
    final LogOf gateLog = new LogOf(Gate.class);

    private final List<Attempt> attempts = new ArrayList<>();
    private Conversation other;

    @BeforeEach
    void anotherListens() {
        other = server.connected("1.2");
        other.subscribes("0", "/topic/**");
        rulesAsk();
    }

    // ---- rules that need nobody ----

    @Test
    void whatTheRulesRefuseEndsTheSession() {
        server.rules(rules -> rules.send("/topic/open").allow());
        Conversation client = server.connected("1.2");
        client.publishes("/topic/open", "hello");
        client.sends(SEND_ASKED);
        client.reads("""
                ERROR
                message:SEND to '/topic/asked' is not allowed
                receipt-id:s
                content-type:text/plain;charset=utf-8
                content-length:37

                SEND to '/topic/asked' is not allowed^@""");
        client.isClosed(1008, "see the ERROR frame");
        other.readsOne("MESSAGE");
        assertThat(attempts).isEmpty();
    }

    @Test
    void sendWithinATransactionIsJudgedAtOnce() {
        server.rules(rules -> {});
        Conversation client = server.connected("1.2");
        client.sends("BEGIN\ntransaction:t\n\n^@", "SEND\ndestination:/topic/a\ntransaction:t\n\nx^@");
        client.readsOne("ERROR");
        client.isClosed(1008);
    }

    @Test
    void subscribeIsJudgedByItsRules() {
        server.rules(rules -> rules.subscribe("/topic/open").allow());
        Conversation client = server.connected("1.2");
        client.sends("SUBSCRIBE\nid:0\ndestination:/topic/open\nreceipt:r\n\n^@");
        client.readsOne("RECEIPT");
        client.subscribes("1", "/topic/closed");
        assertThat(client.readsOne("ERROR")).contains("\nmessage:SUBSCRIBE to '/topic/closed' is not allowed\n");
        client.isClosed(1008);
    }

    @Test
    void framesBeforeConnectedNeverReachTheRules() {
        Conversation client = server.opened();
        client.sends(SEND_ASKED);
        client.readsOne("ERROR");
        client.isClosed(1002);
        assertThat(attempts).isEmpty();
    }

    @Test
    void framesBehindTheConnectOfADeniedClientNeverReachTheRules() {
        server.authenticator(login -> {
            throw Denied.because("unknown user");
        });
        Conversation client = server.opened();
        client.sends("CONNECT\naccept-version:1.2\n\n^@", SEND_ASKED);
        client.readsOne("ERROR");
        assertThat(attempts).isEmpty();
    }

    @Test
    void frameWithoutADestinationIsRefusedForThat() {
        server.rules(rules -> rules.send("**").deny());
        Conversation client = server.connected("1.2");
        client.sends("SEND\n\nhello^@");
        client.isRefused("SEND needs the header 'destination'");
    }

    @Test
    void malformedUserDestinationIsRefusedForThat() {
        Conversation client = server.connected("1.2");
        client.subscribes("0", "/user/../queue/x");
        client.isRefused("the destination '/user/../queue/x' is neither /user/queue/… nor /user/{name}/queue/…");
        assertThat(attempts).isEmpty();
    }

    @Test
    void destinationWithControlCharactersIsNeitherJudgedNorLogged() {
        answers(attempt -> {
            throw new IOException("broken");
        });
        Conversation client = server.connected("1.2");
        client.sends("SEND\ndestination:/topic/a\\nERROR forged\n\n^@");
        client.isRefused("the destination '/topic/a?ERROR forged' has control characters");
        assertThat(log.lines()).isEmpty();
    }

    // ---- conditions ----

    @Test
    void conditionLearnsWhatIsAttemptedAndByWhom() {
        server.authenticator(login -> User.named("anna"));
        Conversation client = server.connected("1.2");
        client.sends(SEND_ASKED);
        client.readsOne("RECEIPT");
        assertThat(other.readsOne("MESSAGE")).endsWith("asked^@");
        Attempt attempt = attempts.get(0);
        assertThat(attempt.user()).isEqualTo(User.named("anna"));
        assertThat(attempt.session()).isEqualTo(client.id());
        assertThat(attempt.path("what")).isEqualTo("asked");
        assertThat(attempt.text()).isEqualTo("asked");
        assertThat(attempt.header("receipt")).contains("s");
    }

    @Test
    void conditionIsAskedOnTheApplicationsThread() {
        Conversation client = server.connected("1.2");
        server.application().becomesBusy();
        client.sends(SEND_ASKED);
        assertThat(attempts).isEmpty();
        client.readsNothing();
        applicationGoesOn();
        assertThat(attempts).hasSize(1);
        client.readsOne("RECEIPT");
        other.readsOne("MESSAGE");
    }

    @Test
    void conditionThatSaysNoRefuses() {
        answers(attempt -> false);
        assertRefused(NOT_ALLOWED);
        assertThat(log.lines()).isEmpty();
    }

    @Test
    void conditionMaySayWhy() {
        answers(attempt -> {
            throw Denied.because("the room is closed");
        });
        assertRefused("the room is closed");
        assertThat(log.lines()).isEmpty();
    }

    @Test
    void conditionThatFailsRefusesAndIsLogged() {
        answers(attempt -> {
            throw new IOException("jdbc:secret");
        });
        assertRefused(NOT_ALLOWED);
        answers(attempt -> {
            throw new AssertionError("a broken promise");
        });
        assertRefused(NOT_ALLOWED);
        assertThat(log.lines())
                .containsExactly(
                        "ERROR a rule or a hook has failed on SEND to /topic/asked: jdbc:secret",
                        "ERROR a rule or a hook has failed on SEND to /topic/asked: a broken promise");
    }

    @Test
    void conditionThatFailsSoThatNoLogCanPrintItRefuses() {
        answers(attempt -> {
            throw new Unprintable();
        });
        Conversation client = server.connected("1.2");
        server.application().becomesBusy();
        client.sends(SEND_ASKED);
        applicationGoesOn();
        assertThat(client.readsOne("ERROR")).contains("\nmessage:internal error\n");
        client.isClosed(1008);
    }

    @Test
    void executorThatRefusesRefusesTheAttempt() {
        Conversation client = server.connected("1.2");
        server.application().shutsDown();
        client.sends(SEND_ASKED);
        assertThat(client.readsOne("ERROR")).contains("\nmessage:internal error\n");
        client.isClosed(1008);
        assertThat(gateLog.lines())
                .containsExactly("WARN the application's executor refuses to decide on SEND to /topic/asked: "
                        + "java.util.concurrent.RejectedExecutionException: shut down");
    }

    @Test
    void sessionEndsThoughTheExecutorHasNoMoreThreads() {
        Conversation client = server.connected("1.2");
        server.application().breaks(new OutOfMemoryError("unable to create native thread"));
        client.sends(SEND_ASKED);
        assertThat(client.readsOne("ERROR")).contains("\nmessage:internal error\n");
        client.isClosed(1008);
        assertThat(server.users().session(client.id())).isEmpty();
    }

    private void rulesAsk() {
        answers(attempts::add);
    }

    private void answers(Condition condition) {
        server.rules(rules ->
                rules.send("/topic/plain").allow().send("/topic/{what}").when(condition));
    }

    private void applicationGoesOn() {
        server.application().becomesIdle();
        server.run();
    }

    private void assertRefused(String sentence) {
        Conversation client = server.connected("1.2");
        client.sends(SEND_ASKED);
        assertThat(client.readsOne("ERROR"))
                .contains("\nmessage:" + sentence + "\nreceipt-id:s\n")
                .endsWith("\n\n" + sentence + "^@");
        client.isClosed(1008, "see the ERROR frame");
    }
}
