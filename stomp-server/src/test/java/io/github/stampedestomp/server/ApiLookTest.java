package io.github.stampedestomp.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.stampedestomp.request.Caller;
import io.github.stampedestomp.user.User;
import java.net.URLEncoder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** GET: users, sessions, destinations and presence. */
class ApiLookTest {
    private final StompServer server = StompServer.builder()
            .port(0)
            .authenticate(login -> User.named(login.name()))
            .presence(Duration.ofDays(1), 2, "/topic/room/*")
            .api(HttpApi.authorizedBy(told -> told.header("X-User")
                    .map(name -> Caller.user(User.named(name)))
                    .orElse(Caller.application())))
            .build();
    private final List<StompClient> clients = new ArrayList<>();

    @BeforeEach
    void start() {
        server.start();
    }

    @AfterEach
    void stop() {
        clients.forEach(StompClient::close);
        server.stop();
    }

    private ApiCaller caller() {
        return new ApiCaller(server);
    }

    /** {@return the id of a session of a user that subscribes to some destinations} */
    private String session(String user, String... destinations) {
        StompClient client = Transport.WEBSOCKET.open(server.port());
        clients.add(client);
        String id = client.connect(user);
        for (String destination : destinations) {
            client.subscribe(destination);
        }
        return id;
    }

    private static List<String> texts(JsonNode array, String member) {
        return array.findValuesAsText(member);
    }

    // ---- users ----

    @Test
    void nobodyIsThere() {
        assertThat(caller().get("/users").text()).isEqualTo("{\"users\":[]}");
        assertThat(caller().get("/sessions").text()).isEqualTo("{\"sessions\":[]}");
        assertThat(caller().get("/destinations").text()).isEqualTo("{\"destinations\":[]}");
    }

    @Test
    void aUserIsShownWithEachSession() {
        Instant before = Instant.now();
        String first = session("anna", "/topic/a", "/user/queue/x");
        String second = session("anna");
        JsonNode anna = ApiCaller.json(caller().get("/users/anna"));
        assertThat(anna.path("name").asText()).isEqualTo("anna");
        assertThat(texts(anna.path("sessions"), "id")).containsExactlyInAnyOrder(first, second);
        assertThat(texts(anna.path("sessions"), "user")).containsExactly("anna", "anna");
        assertThat(texts(anna.path("sessions"), "address")).containsOnly("127.0.0.1");
        assertThat(Instant.parse(anna.path("since").asText())).isBetween(before, Instant.now());
        JsonNode session = ApiCaller.json(caller().get("/sessions/" + first));
        assertThat(session.path("subscriptions").toString())
                .isEqualTo("{\"/topic/a\":\"/topic/a\",\"/user/queue/x\":\"/user/queue/x\"}");
    }

    @Test
    void listsCountWhatClientsCanHaveMuchOf() {
        String id = session("anna", "/topic/a", "/topic/b");
        session("anna");
        JsonNode user = ApiCaller.json(caller().get("/users")).path("users").path(0);
        assertThat(user.path("sessionCount").asInt()).isEqualTo(2);
        assertThat(user.has("sessions")).isFalse();
        JsonNode sessions = ApiCaller.json(caller().get("/sessions")).path("sessions");
        assertThat(sessions).hasSize(2).noneMatch(session -> session.has("subscriptions"));
        assertThat(sessions)
                .filteredOn(session -> session.path("id").asText().equals(id))
                .singleElement()
                .satisfies(session ->
                        assertThat(session.path("subscriptionCount").asInt()).isEqualTo(2));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a/b", "a b", "\u00e9", "%2F", "..", "?", "a+b", "\""})
    void aUserIsFoundWhateverTheName(String name) {
        session(name);
        JsonNode users = ApiCaller.json(caller().get("/users")).path("users");
        assertThat(texts(users, "name")).containsExactly(name);
        String path = URLEncoder.encode(name, UTF_8)
                .replace("+", "%20")
                .replace("%2F", "/"); // as it is, says the description
        assertThat(ApiCaller.json(caller().get("/users/" + path)).path("name").asText())
                .isEqualTo(name);
    }

    @Test
    void whoIsNotThereIsNotFound() {
        assertThat(ApiCaller.problem(caller().get("/users/nobody"), "404 Not Found"))
                .isEqualTo("there is no such user online");
        assertThat(ApiCaller.problem(caller().get("/sessions/nothing"), "404 Not Found"))
                .isEqualTo("there is no such session");
    }

    // ---- pages ----

    @Test
    void listsComeInPages() {
        for (int i = 0; i < 5; i++) {
            session("user-" + i, "/topic/" + i);
        }
        assertThat(pages("users", "name")).containsExactly("user-0", "user-1", "user-2", "user-3", "user-4");
        assertThat(pages("destinations", "destination"))
                .containsExactly("/topic/0", "/topic/1", "/topic/2", "/topic/3", "/topic/4");
        assertThat(pages("sessions", "id")).hasSize(5).isSorted().doesNotHaveDuplicates();
    }

    /** {@return what all pages of two entries list, following what each says of the next} */
    private List<String> pages(String name, String member) {
        List<String> found = new ArrayList<>();
        String after = "";
        do {
            JsonNode page = ApiCaller.json(caller().get("/" + name + "?limit=2&after=" + after));
            List<String> here = texts(page.path(name), member);
            found.addAll(here);
            assertThat(page.has("next")).isEqualTo(found.size() < 5);
            assertThat(here).hasSize(page.has("next") ? 2 : 1);
            after = page.path("next").asText();
        } while (!after.isEmpty());
        return found;
    }

    @Test
    void aPageThatHoldsAllHasNoNext() {
        session("anna");
        session("ben");
        assertThat(ApiCaller.json(caller().get("/users?limit=2")).has("next")).isFalse();
        assertThat(ApiCaller.json(caller().get("/users?limit=1")).path("next").asText())
                .isEqualTo("anna");
        assertThat(caller().get("/users?after=ben").text()).isEqualTo("{\"users\":[]}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "1001", "99999", "x", "", "1.0", "%D9%A3"})
    void aLimitIsANumberInReason(String limit) {
        for (String list : new String[] {"users", "sessions", "destinations"}) {
            assertThat(ApiCaller.problem(caller().get("/" + list + "?limit=" + limit), "400 Bad Request"))
                    .isEqualTo("the parameter 'limit' must be a number from 1 to 1000");
        }
    }

    // ---- destinations and presence ----

    @Test
    void destinationsAreShownWithWhatTheyHave() {
        session("anna", "/topic/a");
        session("ben", "/topic/a");
        server.send("/queue/b", "x");
        server.send("/queue/b", "y");
        assertThat(caller().get("/destinations").text())
                .isEqualTo("{\"destinations\":[{\"destination\":\"/queue/b\",\"subscribers\":0,\"waitingMessages\":2},"
                        + "{\"destination\":\"/topic/a\",\"subscribers\":2,\"waitingMessages\":0}]}");
    }

    @Test
    void presenceIsShownWhereItIsWatched() {
        for (String user : new String[] {"carl", "anna", "ben", "anna"}) {
            session(user, "/topic/room/1");
        }
        String expected =
                "{\"destination\":\"/topic/room/1\",\"subscriptions\":4,\"count\":3,\"users\":[\"anna\",\"ben\"]}";
        assertThat(caller().get("/presence?destination=/topic/room/1").text()).isEqualTo(expected);
        assertThat(caller().get("/presence/topic/room/1").text()).isEqualTo(expected);
        assertThat(ApiCaller.json(caller().get("/presence/topic/room/2"))
                        .path("count")
                        .asInt())
                .isZero();
        assertThat(ApiCaller.problem(caller().get("/presence/topic/news"), "404 Not Found"))
                .contains("it is not watched");
        assertThat(ApiCaller.problem(caller().get("/presence"), "400 Bad Request"))
                .isEqualTo("the parameter 'destination' is missing");
    }

    // ---- HTTP ----

    @Test
    void headIsGetWithoutTheBody() {
        session("anna");
        for (String path : new String[] {"/users", "/users/anna", "/sessions", "/destinations", "/users/nobody"}) {
            Answer get = caller().get(path);
            Answer head = caller().call("HEAD", path, "");
            assertThat(head.status()).isEqualTo(get.status());
            assertThat(head.headers()).isEqualTo(get.headers()).containsKey("Content-Length");
            assertThat(head.body()).isEmpty();
        }
    }

    @Test
    void anotherMethodIsToldWhichThereAre() {
        assertThat(caller().callUnknown("POST", "/users", "").headers()).containsEntry("Allow", "GET, HEAD");
        assertThat(caller().callUnknown("PUT", "/users/anna", "").headers())
                .containsEntry("Allow", "DELETE, GET, HEAD");
        assertThat(caller().callUnknown("OPTIONS", "/sessions/1", "").status()).isEqualTo("405 Method Not Allowed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "/nothing", "/user", "/users/../users", "/Users", "//users"})
    void whatThereIsNotIsNotFound(String path) {
        assertThat(ApiCaller.problem(caller().callUnknown("GET", path, ""), "404 Not Found"))
                .startsWith("there is no ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/users", "/users/anna", "/sessions", "/sessions/1", "/destinations", "/presence/topic/room/1"})
    void usersMayNotLook(String path) {
        assertThat(ApiCaller.problem(caller().get(path, "X-User: anna"), "403 Forbidden"))
                .isEqualTo("only the application itself may do this");
    }
}
