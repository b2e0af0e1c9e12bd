package io.github.stampedestomp.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.github.stampedestomp.request.Caller;
import io.github.stampedestomp.server.api.Api;
import io.github.stampedestomp.session.Handshake;
import io.github.stampedestomp.user.Denied;
import io.github.stampedestomp.user.User;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may call the API, and where it is. */
class ApiAccessTest {
    @RegisterExtension
    final LogOf log = new LogOf(Api.class);

    private @Nullable StompServer running;

    @AfterEach
    void stop() {
        if (running != null) {
            running.stop();
        }
    }

    private ApiCaller started(HttpApi api) {
        return started(StompServer.builder().api(api));
    }

    private ApiCaller started(StompServerBuilder builder) {
        StompServer started = builder.port(0).build();
        started.start();
        running = started;
        return new ApiCaller(started);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer sixteen letters!", "bearer sixteen letters!", "BEARER   sixteen letters! "})
    void whoHasTheKeyMayDoEverything(String authorization) {
        ApiCaller caller = started(HttpApi.withKey(ApiCaller.KEY));
        assertThat(caller.get("/users", "Authorization: " + authorization).status())
                .isEqualTo("200 OK");
        assertThat(caller.post("/send/topic/a", "", "Authorization: " + authorization)
                        .status())
                .isEqualTo("204 No Content");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Bearer",
                "Bearer ",
                "Bearer sixteen letters",
                "Bearer sixteen letters!!",
                "Bearer SIXTEEN LETTERS!",
                "Bearer sixteen letters! x",
                "Basic sixteen letters!",
                "sixteen letters!",
                "Bearersixteen letters!",
                "Bearer sixteen letters!, Bearer sixteen letters!"
            })
    void whoHasNotMayDoNothing(String authorization) {
        ApiCaller caller = started(HttpApi.withKey(ApiCaller.KEY));
        for (String path : new String[] {"/users", "/sessions", "/destinations", "/presence/topic/a", "/users/x"}) {
            Answer answer = caller.get(path, "Authorization:" + authorization);
            assertThat(ApiCaller.problem(answer, "401 Unauthorized"))
                    .isEqualTo("a valid key must come as 'Authorization: Bearer'");
            assertThat(answer.headers()).containsEntry("WWW-Authenticate", "Bearer realm=\"stampede\"");
        }
        assertThat(caller.post("/send/topic/a", "", "Authorization:" + authorization)
                        .status())
                .startsWith("401");
    }

    @Test
    void aStrangerDoesNotLearnWhatThereIs() {
        ApiCaller caller = started(HttpApi.withKey(ApiCaller.KEY));
        assertThat(caller.callUnknown("GET", "/nothing", "", "Authorization: x").status())
                .startsWith("401");
        assertThat(caller.callUnknown("PUT", "/users", "", "Authorization: x").status())
                .startsWith("401");
    }

    @Test
    void theDescriptionIsForEverybody() {
        ApiCaller caller = started(HttpApi.withKey(ApiCaller.KEY));
        Answer answer =
                caller.callUnknown("GET", "/openapi.json", "", "Authorization: x", "Origin: https://evil.example");
        assertThat(ApiCaller.json(answer).path("openapi").asText()).isEqualTo("3.1.0");
        Answer head = caller.callUnknown("HEAD", "/openapi.json", "", "Authorization: x");
        assertThat(head.body()).isEmpty();
        assertThat(head.header("Content-Length")).isEqualTo(answer.header("Content-Length"));
    }

    @Test
    void aKeyMustNotBeEasyToGuess() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HttpApi.withKey("fifteen letters"))
                .withMessage("a key must have at least 16 characters");
        assertThatIllegalArgumentException().isThrownBy(() -> HttpApi.withKey(""));
    }

    @ParameterizedTest
    @CsvSource({
        "https://evil.example, 403",
        "null, 403",
        "http://localhost, 403",
        "https://chat.example, 200",
        "https://chat.example:443, 200"
    })
    void pagesOfOtherOriginsMayNotCallWhateverKeyTheyHave(String origin, String status) {
        ApiCaller caller = started(
                StompServer.builder().allowedOrigins("https://chat.example").api(HttpApi.withKey(ApiCaller.KEY)));
        Answer answer = caller.get("/users", "Origin: " + origin);
        assertThat(answer.status()).startsWith(status);
        assertThat(answer.headers()).doesNotContainKey("Access-Control-Allow-Origin");
        if (status.equals("403")) {
            assertThat(ApiCaller.problem(answer, "403 Forbidden"))
                    .isEqualTo("pages of this origin may not use the API");
        }
    }

    // ---- the program tells its callers apart ----

    @Test
    void theProgramIsToldWhatTheCallerSaid() {
        AtomicReference<Handshake> told = new AtomicReference<>();
        ApiCaller caller = started(HttpApi.authorizedBy(handshake -> {
            told.set(handshake);
            return Caller.application();
        }));
        caller.get("/users?limit=5", "Cookie: a=b");
        assertThat(told.get().path()).isEqualTo("/api/users");
        assertThat(told.get().query()).isEqualTo("limit=5");
        assertThat(told.get().header("cookie")).contains("a=b");
        assertThat(told.get().remoteAddress()).isEqualTo("127.0.0.1");
    }

    @Test
    void whomTheProgramDoesNotKnowIsToldWhy() {
        ApiCaller caller = started(HttpApi.authorizedBy(told -> {
            throw Denied.because("who are you?");
        }));
        Answer answer = caller.get("/users");
        assertThat(ApiCaller.problem(answer, "401 Unauthorized")).isEqualTo("who are you?");
        assertThat(answer.headers()).containsKey("WWW-Authenticate");
        assertThat(log.lines()).isEmpty();
    }

    @Test
    void aProgramThatFailsTellsNobodyWhy() {
        ApiCaller caller = started(HttpApi.authorizedBy(told -> {
            throw new IllegalStateException("secret");
        }));
        assertThat(ApiCaller.problem(caller.get("/users"), "500 Internal Server Error"))
                .isEqualTo("internal error");
        assertThat(log.lines()).singleElement().asString().endsWith(": secret");
    }

    @Test
    void aProgramThatSaysNothingHasFailed() {
        ApiCaller caller = started(HttpApi.authorizedBy(told -> null));
        assertThat(ApiCaller.problem(caller.get("/users"), "500 Internal Server Error"))
                .isEqualTo("internal error");
        assertThat(log.lines()).hasSize(1);
    }

    @Test
    void aUserMaySendAndNothingElse() {
        ApiCaller caller = started(StompServer.builder()
                .rules(rules -> rules.send("/topic/**").allow())
                .api(HttpApi.authorizedBy(told -> Caller.user(User.named("anna")))));
        assertThat(caller.post("/send/topic/a", "").status()).isEqualTo("204 No Content");
        assertThat(caller.post("/send/queue/a", "").status()).isEqualTo("403 Forbidden");
        assertThat(caller.get("/users").status()).isEqualTo("403 Forbidden");
    }

    @Test
    void anApplicationThatTakesNoMoreWorkSaysSo() {
        ApiCaller caller = started(StompServer.builder()
                .executor(task -> {
                    throw new RejectedExecutionException();
                })
                .api(HttpApi.withKey(ApiCaller.KEY)));
        assertThat(ApiCaller.problem(caller.callUnknown("GET", "/users", ""), "503 Service Unavailable"))
                .isEqualTo("the application takes no more work");
    }

    // ---- where it is ----

    @Test
    void twoServersMayHaveItAtTwoPlaces() {
        try (StompServer one = at("/one");
                StompServer other = at("/other/api")) {
            assertThat(prefix(one, "/one")).isEqualTo("/one");
            assertThat(prefix(other, "/other/api")).isEqualTo("/other/api");
            assertThat(status(one, "/one/users")).isEqualTo("200 OK");
            assertThat(status(other, "/other/api/users")).isEqualTo("200 OK");
            assertThat(status(one, "/other/api/users")).isEqualTo("404 Not Found");
            assertThat(status(other, "/one/users")).isEqualTo("404 Not Found");
        }
    }

    private static StompServer at(String path) {
        StompServer server = StompServer.builder()
                .port(0)
                .api(HttpApi.withKey(ApiCaller.KEY).at(path))
                .build();
        server.start();
        return server;
    }

    private static String prefix(StompServer server, String path) {
        try (SockJsClient client = new SockJsClient(server.port())) {
            return Json.read(client.get(path + "/openapi.json").answer().text())
                    .at("/servers/0/url")
                    .asText();
        }
    }

    private static String status(StompServer server, String path) {
        try (SockJsClient client = new SockJsClient(server.port())) {
            return client.get(path, "Authorization: Bearer " + ApiCaller.KEY)
                    .answer()
                    .status();
        }
    }

    @Test
    void withoutAnApiThereIsNone() {
        try (StompServer server = StompServer.builder().port(0).build()) {
            server.start();
            assertThat(status(server, "/api/users")).isEqualTo("404 Not Found");
        }
    }

    @Test
    void settingsThatMakeNoSenseAreRefusedAtOnce() {
        HttpApi api = HttpApi.withKey(ApiCaller.KEY);
        assertThatIllegalArgumentException().isThrownBy(() -> api.at("api")).withMessage("path must not be api");
        assertThatIllegalArgumentException().isThrownBy(() -> api.at("/"));
        assertThatIllegalArgumentException().isThrownBy(() -> api.at("/api/"));
        assertThatIllegalArgumentException().isThrownBy(() -> api.bodyBytes(0));
        assertThatIllegalArgumentException().isThrownBy(() -> api.batch(0, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> api.batch(1, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> api.answerTime(Duration.ZERO));
        assertThatIllegalArgumentException().isThrownBy(() -> api.answerTime(Duration.ofSeconds(-1)));
        assertThatIllegalArgumentException().isThrownBy(() -> api.answerTime(Duration.ofDays(2)));
        assertThatNullPointerException().isThrownBy(() -> HttpApi.authorizedBy(null));
    }
}
