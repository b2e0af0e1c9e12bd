package io.github.stampedestomp.session;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.stampedestomp.LogOf;
import io.github.stampedestomp.request.Reply;
import io.github.stampedestomp.request.Requests;
import io.github.stampedestomp.user.Denied;
import io.github.stampedestomp.user.User;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What comes of a SEND to the application. */
class RequestTest {
    @RegisterExtension
    final Conversations server = new Conversations();

    @RegisterExtension
    final LogOf log = new LogOf(Requests.class);

    @RegisterExtension
    final LogOf lineLog = new LogOf(RequestLine.class);

    // ---- receipts ----

    @Test
    void receiptWaitsForTheHandler() {
        List<String> texts = new ArrayList<>();
        server.requests(requests -> requests.onSend("/app/a", request -> texts.add(request.text())));
        Conversation client = server.connected("1.2");
        server.application().becomesBusy();
        client.sends("SEND\ndestination:/app/a\nreceipt:r\n\nhello^@");
        client.readsNothing();
        server.application().becomesIdle();
        server.run();
        client.reads("RECEIPT\nreceipt-id:r\n\n^@");
        assertThat(texts).containsExactly("hello");
    }

    @Test
    void handlerLearnsWhoAsks() {
        List<User> users = new ArrayList<>();
        server.authenticator(login -> User.named("anna").with("role", "admin"));
        server.requests(requests -> requests.onSend("/app/a", request -> users.add(request.user())));
        server.connected("1.2").publishes("/app/a", "hello");
        assertThat(users.get(0).attribute("role")).contains("admin");
    }

    @Test
    void unknownRequestIsRefused() {
        server.requests(requests -> requests.onSend("/app/a", request -> {}).onSubscribe("/app/b", request -> "b"));
        Conversation client = server.connected("1.2");
        client.publishes("/app/b", "hello");
        client.isRefused("SEND to '/app/b' is answered by nobody");
        Conversation other = server.connected("1.2");
        other.subscribes("0", "/app/a");
        other.isRefused("SUBSCRIBE to '/app/a' is answered by nobody");
    }

    // ---- failures ----

    @Test
    void clientIsToldWhatWentWrongAndMayGoOn() {
        server.requests(requests -> requests.onSend("/app/full", request -> {
                    throw Denied.because("the room is full");
                })
                .onSend("/app/fine", request -> {}));
        Conversation client = clientThatListens("/user/queue/errors");
        client.sends("SEND\ndestination:/app/full\nreceipt:r\ncorrelation-id:c\n\nhello^@");
        client.reads("""
                MESSAGE
                subscription:0
                destination:/user/queue/errors
                message-id:<m1>
                message:the room is full
                content-type:text/plain;charset=utf-8
                failed-destination:/app/full
                failed-receipt:r
                correlation-id:c
                content-length:16

                the room is full^@""");
        client.sends("SEND\ndestination:/app/fine\nreceipt:s\n\nhello^@");
        client.reads("RECEIPT\nreceipt-id:s\n\n^@");
        assertThat(log.lines()).isEmpty();
    }

    @Test
    void whatTheClientHasNotSaidIsNotRepeated() {
        server.requests(requests -> requests.onSend("/app/a", request -> {
            throw Denied.because("no");
        }));
        Conversation client = clientThatListens("/user/queue/errors");
        client.publishes("/app/a", "hello");
        assertThat(client.readsOne("MESSAGE")).doesNotContain("failed-receipt").doesNotContain("correlation-id");
    }

    @Test
    void failureOfTheApplicationIsLoggedAndNotTold() {
        server.requests(requests -> requests.onSend("/app/a", request -> {
            throw new IllegalStateException("jdbc:secret");
        }));
        Conversation client = clientThatListens("/user/queue/errors");
        client.sends("SEND\ndestination:/app/a\nreceipt:r\n\nhello^@");
        assertThat(client.readsOne("MESSAGE"))
                .contains("\nmessage:internal error\n")
                .doesNotContain("secret");
        assertThat(log.lines()).containsExactly("ERROR the handler of a request to /app/a has failed: jdbc:secret");
    }

    @Test
    void applicationMayDescribeAFailureAtLength() {
        server.requests(requests -> requests.onSend("/app/a", request -> {
                    throw new IllegalArgumentException("amount");
                })
                .onError(
                        IllegalArgumentException.class,
                        (request, error) -> new Reply("application/json", "{\"field\":\"amount\"}".getBytes(UTF_8))));
        Conversation client = clientThatListens("/user/queue/errors");
        client.publishes("/app/a", "hello");
        assertThat(client.readsOne("MESSAGE"))
                .contains("\nmessage:internal error\ncontent-type:application/json\n")
                .endsWith("\n\n{\"field\":\"amount\"}^@");
    }

    @Test
    void failureIsToldToTheSessionThatAsksAlone() {
        server.authenticator(login -> User.named("anna"));
        server.requests(requests -> requests.onSend("/app/a", request -> {
            throw Denied.because("no");
        }));
        Conversation client = clientThatListens("/user/queue/errors");
        Conversation other = clientThatListens("/user/queue/errors");
        client.publishes("/app/a", "hello");
        client.readsOne("MESSAGE");
        other.readsNothing();
    }

    // ---- answers ----

    @Test
    void answerGoesToTheRepliesOfTheSessionThatAsks() {
        server.authenticator(login -> User.named("anna"));
        server.requests(requests -> requests.onRequest("/app/twice", request -> request.text() + request.text()));
        Conversation client = clientThatListens("/user/queue/replies");
        Conversation other = clientThatListens("/user/queue/replies");
        client.sends("SEND\ndestination:/app/twice\ncorrelation-id:7\n\nha^@");
        client.reads("""
                MESSAGE
                subscription:0
                destination:/user/queue/replies
                message-id:<m1>
                content-type:text/plain;charset=utf-8
                correlation-id:7
                content-length:4

                haha^@""");
        other.readsNothing();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/user/queue/mine", "/user/topic/mine", "/user/anna/queue/mine", "/user/~<session>/queue/mine"})
    void answerGoesWhereTheClientWantsIt(String replyTo) {
        server.authenticator(login -> User.named("anna"));
        server.requests(requests -> requests.onRequest("/app/a", request -> "answer"));
        Conversation client = clientThatListens("/user/queue/mine");
        client.subscribes("1", "/user/topic/mine");
        client.sends("SEND\ndestination:/app/a\nreply-to:" + replyTo.replace("<session>", client.id()) + "\n\n^@");
        assertThat(client.readsOne("MESSAGE")).endsWith("\n\nanswer^@").doesNotContain("correlation-id");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/topic/a",
                "/queue/a",
                "/app/a",
                "/user/ben/queue/a",
                "/user/~5f/queue/a",
                "/user/queue/*",
                "/user/queue/a/**",
                ""
            })
    void answerGoesNowhereElse(String replyTo) {
        List<String> texts = new ArrayList<>();
        server.requests(requests -> requests.onRequest("/app/a", request -> texts.add(request.text())));
        Conversation client = server.connected("1.2");
        client.sends("SEND\ndestination:/app/a\nreply-to:" + replyTo + "\n\n^@");
        client.isRefused(
                "the header 'reply-to' must be one of your own destinations, such as /user/queue/replies, not '"
                        + replyTo + "'");
        assertThat(texts).isEmpty();
    }

    @Test
    void clientIsToldThatItsAnswerCannotBeSent() {
        server.requests(requests -> requests.onRequest("/app/a", request -> "answer"));
        Conversation client = clientThatListens("/user/queue/errors");
        client.sends("SEND\ndestination:/app/a\nreceipt:r\nreply-to:/user/queue/" + "x".repeat(1_200) + "\n\n^@");
        assertThat(client.readsOne("MESSAGE"))
                .contains("\nmessage:the header 'reply-to' must be", "\nfailed-receipt:r\n");
        assertThat(lineLog.lines()).isEmpty();
    }

    @Test
    void clientIsToldOfAFailureThatNoLogCanPrint() {
        Object failed = CompletableFuture.failedFuture(new Unprintable());
        server.requests(requests -> requests.onSend("/app/now", request -> {
                    throw new Unprintable();
                })
                .onRequest("/app/later", request -> failed));
        Conversation client = clientThatListens("/user/queue/errors");
        client.publishes("/app/now", "hello");
        assertThat(client.readsOne("MESSAGE")).contains("\nmessage:internal error\n");
        client.publishes("/app/later", "hello");
        assertThat(client.readsOne("MESSAGE")).contains("\nmessage:internal error\n");
    }

    @Test
    void clientIsToldWhenADestinationThatIsMadeOfWhatItSaysIsNone() {
        server.requests(requests -> requests.onSend(
                "/app/room/{id}", request -> request.send("/topic/room/" + request.path("id"), request.text())));
        Conversation client = clientThatListens("/user/queue/errors");
        client.publishes("/app/room/*", "hello");
        assertThat(client.readsOne("MESSAGE"))
                .contains("\nmessage:the destination '/topic/room/*' has a wildcard, which only SUBSCRIBE may have\n");
        assertThat(log.lines()).isEmpty();
    }

    @Test
    void answerWithoutAMediaTypeOrABodyIsAFailure() {
        server.requests(requests -> requests.onRequest("/app/a", request -> new Reply(null, new byte[0]))
                .onSubscribe("/app/b", request -> new Reply("text/plain", null)));
        Conversation client = clientThatListens("/user/queue/errors");
        client.publishes("/app/a", "hello");
        assertThat(client.readsOne("MESSAGE")).contains("\nmessage:internal error\n");
        client.subscribes("1", "/app/b");
        assertThat(client.readsOne("MESSAGE")).contains("\nmessage:internal error\n");
        client.isOpen();
    }

    @ParameterizedTest
    @ValueSource(strings = {"SEND", "SUBSCRIBE\nid:1"})
    void destinationWithControlCharactersReachesNobody(String frame) {
        List<String> destinations = new ArrayList<>();
        server.requests(
                requests -> requests.onRequest("/app/{what}", request -> destinations.add(request.destination()))
                        .onSubscribe("/app/{what}", request -> destinations.add(request.destination())));
        Conversation client = server.connected("1.2");
        client.sends(frame + "\ndestination:/app/a\\nb\n\n^@");
        client.isRefused("the destination '/app/a?b' has control characters");
        assertThat(destinations).isEmpty();
    }

    @Test
    void noAnswerIsNoMessage() {
        server.requests(requests -> requests.onRequest("/app/a", request -> null));
        Conversation client = clientThatListens("/user/queue/replies");
        client.sends("SEND\ndestination:/app/a\nreceipt:r\n\n^@");
        client.reads("RECEIPT\nreceipt-id:r\n\n^@");
    }

    private Conversation clientThatListens(String destination) {
        Conversation client = server.connected("1.2");
        client.subscribes("0", destination);
        return client;
    }
}
