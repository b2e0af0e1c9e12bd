package io.github.stampedestomp.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stampedestomp.request.Caller;
import io.github.stampedestomp.user.User;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** DELETE and PUT: sessions and subscriptions that end. */
class ApiEndTest {
    private final StompServer server = started(StompServer.builder().authenticate(login -> User.named(login.name())));
    private final ApiCaller caller = new ApiCaller(server);
    private final StompClient client = Transport.WEBSOCKET.open(server.port());
    private final String session = client.connect("anna");

    @AfterEach
    void stop() {
        client.close();
        server.stop();
    }

    private static StompServer started(StompServerBuilder builder) {
        StompServer started = builder.port(0)
                .api(HttpApi.authorizedBy(told -> told.header("X-User")
                        .map(name -> Caller.user(User.named(name)))
                        .orElse(Caller.application())))
                .build();
        started.start();
        return started;
    }

    private void assertClosed(StompClient closed, String sentence) {
        assertThat(closed.next()).startsWith("ERROR\nmessage:" + sentence + "\n");
        assertThat(closed.next()).isEqualTo(StompClient.CLOSED);
    }

    @Test
    void allSessionsOfAUserEnd() {
        try (StompClient second = Transport.WEBSOCKET.open(server.port());
                StompClient ben = Transport.WEBSOCKET.open(server.port())) {
            second.connect("anna");
            ben.connect("ben");
            assertThat(ApiCaller.json(caller.delete("/users/anna?reason=go%20home"))
                            .path("sessions")
                            .asInt())
                    .isEqualTo(2);
            assertClosed(client, "go home");
            assertClosed(second, "go home");
            Await.until("anna is gone", () -> !server.users().isOnline("anna"));
            assertThat(ApiCaller.problem(caller.delete("/users/anna"), "404 Not Found"))
                    .isEqualTo("there is no such user online");
            ben.subscribe("/topic/a"); // nothing has happened to others
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'', disconnected by the server",
        "?reason=, disconnected by the server",
        "?reason=%20, disconnected by the server",
        "?reason=a%3Ab%0Ac, a b c"
    })
    void aSessionEndsWithAReason(String query, String sentence) {
        Answer answer = caller.delete("/sessions/" + session + query);
        assertThat(answer.status()).isEqualTo("204 No Content");
        assertThat(answer.body()).isEmpty();
        String error = client.next();
        assertThat(error).startsWith("ERROR\nmessage:").contains(query.contains("%0A") ? "a\\cb\\nc" : sentence);
        assertThat(client.next()).isEqualTo(StompClient.CLOSED);
    }

    @Test
    void whatIsNotThereCannotEnd() {
        for (String path : new String[] {"/sessions/x", "/subscriptions/x?destination=/topic/a"}) {
            assertThat(ApiCaller.problem(caller.delete(path), "404 Not Found")).isEqualTo("there is no such session");
        }
        assertThat(ApiCaller.problem(caller.put("/expiry/x?until=2030-01-31T12:00:00Z"), "404 Not Found"))
                .isEqualTo("there is no such session");
    }

    @Test
    void subscriptionsToADestinationEndAndTheClientIsTold() {
        client.subscribe("/user/queue/errors");
        client.subscribe("/topic/a");
        client.subscribe("/topic/b");
        String target = "/subscriptions/" + session + "?destination=/topic/a&reason=not%20for%20you";
        assertThat(caller.delete(target).status()).isEqualTo("204 No Content");
        assertThat(client.next())
                .contains("\nsubscription:/user/queue/errors\n")
                .contains("\nfailed-destination:/topic/a\n")
                .endsWith("\n\nnot for you^@");
        assertThat(caller.get("/sessions/" + session).text()).doesNotContain("/topic/a");
        server.send("/topic/a", "lost");
        server.send("/topic/b", "found");
        assertThat(client.next()).endsWith("\n\nfound^@");
        assertThat(caller.delete(target).status()).isEqualTo("204 No Content");
    }

    @Test
    void theDestinationOfASubscriptionMustBeSaid() {
        assertThat(ApiCaller.problem(caller.delete("/subscriptions/" + session), "400 Bad Request"))
                .isEqualTo("the parameter 'destination' is missing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2000-01-01T00:00:00Z", "-1000000000-01-01T00:00:00Z"})
    void aTimeThatIsOverEndsTheSession(String until) {
        assertThat(caller.put("/expiry/" + session + "?until=" + until).status())
                .isEqualTo("204 No Content");
        assertClosed(client, "the sign-in has expired");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2999-01-01T00:00:00.123456789Z",
                "%2B1000000000-12-31T23:59:59.999999999Z",
                "2999-01-01T00:00:00%2B02:00"
            })
    void aLaterTimeKeepsTheSession(String until) {
        assertThat(caller.put("/expiry/" + session + "?until=" + until).status())
                .isEqualTo("204 No Content");
        client.subscribe("/topic/a");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "?until=", "?until=now", "?until=2030-01-31", "?until=1738324800"})
    void aTimeMustBeOne(String query) {
        assertThat(ApiCaller.problem(caller.put("/expiry/" + session + query), "400 Bad Request"))
                .startsWith("the parameter 'until' ");
    }

    @Test
    void aSignInThatNobodyHasMadeDoesNotEnd() {
        try (StompServer anonymous = started(StompServer.builder());
                StompClient nobody = Transport.WEBSOCKET.open(anonymous.port())) {
            String id = nobody.connect("");
            Answer answer = new ApiCaller(anonymous).put("/expiry/" + id + "?until=2030-01-31T12:00:00Z");
            assertThat(ApiCaller.problem(answer, "422 Unprocessable Content"))
                    .isEqualTo("nobody has signed in to this session");
            assertThat(new ApiCaller(anonymous).delete("/sessions/" + id).status())
                    .isEqualTo("204 No Content");
            assertClosed(nobody, "disconnected by the server");
        }
    }

    @Test
    void usersMayNotEndAnything() {
        for (String call : new String[] {
            "DELETE /users/anna",
            "DELETE /sessions/x",
            "DELETE /subscriptions/x?destination=/a",
            "PUT /expiry/x?until=x"
        }) {
            String[] words = call.split(" ", 2);
            assertThat(ApiCaller.problem(caller.call(words[0], words[1], "", "X-User: anna"), "403 Forbidden"))
                    .isEqualTo("only the application itself may do this");
        }
        client.subscribe("/topic/a");
    }
}
