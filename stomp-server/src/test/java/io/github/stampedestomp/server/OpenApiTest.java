package io.github.stampedestomp.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;
import io.github.stampedestomp.frame.Headers;
import io.github.stampedestomp.request.Caller;
import io.github.stampedestomp.request.Requests;
import io.github.stampedestomp.request.Sender;
import io.github.stampedestomp.server.api.Api;
import io.github.stampedestomp.user.ClientSession;
import io.github.stampedestomp.user.Denied;
import io.github.stampedestomp.user.User;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the API says about itself is well-formed, and it is all that there is. */
class OpenApiTest {
    private static final Pattern VARIABLE = Pattern.compile("\\{(\\w+)}");

    @RegisterExtension
    final LogOf apiLog = new LogOf(Api.class);

    @RegisterExtension
    final LogOf requestLog = new LogOf(Requests.class);

    private final StompServer server = StompServer.builder()
            .port(0)
            .authenticate(login -> User.named(login.name()))
            .presence(Duration.ZERO, 10, "/topic/room/*")
            .limits(limits -> limits.queueMessages(1))
            .requests(requests -> requests.onRequest("/app/answer", request -> "yes")
                    .onSend("/app/refuse", request -> {
                        throw Denied.because("no");
                    })
                    .onRequest("/app/never", request -> new CompletableFuture<>()))
            .api(HttpApi.authorizedBy(told -> switch (told.header("X-User").orElse("")) {
                        case "" -> Caller.application();
                        case "stranger" -> throw Denied.because("who are you?");
                        case "broken" -> throw new IllegalStateException("on purpose");
                        default -> Caller.user(User.named("anna"));
                    })
                    .bodyBytes(100)
                    .batch(10, 1000)
                    .answerTime(Duration.ofMillis(50)))
            .build();

    @AfterEach
    void stop() {
        server.stop();
    }

    private ApiCaller caller() {
        server.start();
        return new ApiCaller(server);
    }

    private JsonNode document() {
        Answer answer = caller().callUnknown("GET", "/openapi.json", "");
        return ApiCaller.json(answer);
    }

    // ---- its form ----

    private static List<Error> faults(String document) {
        SchemaRegistry registry = SchemaRegistry.withDialect(
                Dialects.getDraft202012(),
                builder -> builder.schemaIdResolvers(
                        ids -> ids.mapPrefix("https://spec.openapis.org", "classpath:spec.openapis.org")));
        Schema schema =
                registry.getSchema(SchemaLocation.of("https://spec.openapis.org/oas/3.1/schema-base/2022-10-07"));
        return schema.validate(document, InputFormat.JSON);
    }

    @Test
    void theDocumentIsOneOfOpenApi31() {
        assertThat(faults(document().toString())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/info", "/paths/~1users/get/responses/200/description", "/components/schemas/Users/type"})
    void aDocumentThatIsNoneIsFound(String pointer) {
        JsonNode document = document();
        int slash = pointer.lastIndexOf('/');
        ((ObjectNode) document.at(pointer.substring(0, slash))).put(pointer.substring(slash + 1), 1);
        assertThat(faults(document.toString())).isNotEmpty();
    }

    @Test
    void eachReferenceLeadsSomewhere() {
        JsonNode document = document();
        List<String> references = document.findValuesAsText("$ref");
        assertThat(references).hasSizeGreaterThan(20).allSatisfy(reference -> assertThat(
                        document.at(reference.substring(1)).isMissingNode())
                .as(reference)
                .isFalse());
    }

    @Test
    void eachPartIsReferredTo() {
        JsonNode document = document();
        List<String> references = document.findValuesAsText("$ref");
        for (String kind : new String[] {"responses", "schemas"}) {
            document.path("components").path(kind).fieldNames().forEachRemaining(name -> assertThat(references)
                    .contains("#/components/" + kind + "/" + name));
        }
    }

    @Test
    void eachOperationHasANameOfItsOwnAndDeclaresTheVariablesOfItsPath() {
        ApiDescription description = caller().description();
        assertThat(description.operations())
                .extracting(ApiDescription.Described::id)
                .doesNotHaveDuplicates()
                .doesNotContain("");
        JsonNode document = Json.read(
                new ApiCaller(server).callUnknown("GET", "/openapi.json", "").text());
        document.path("paths").properties().forEach(path -> {
            Set<String> declared = new TreeSet<>();
            path.getValue()
                    .findValues("parameters")
                    .forEach(parameters -> parameters.forEach(each -> {
                        if (each.path("in").asText().equals("path")) {
                            declared.add(each.path("name").asText());
                        }
                    }));
            Set<String> used = new TreeSet<>();
            Matcher matcher = VARIABLE.matcher(path.getKey());
            while (matcher.find()) {
                used.add(matcher.group(1));
            }
            assertThat(declared).as(path.getKey()).isEqualTo(used);
        });
    }

    @Test
    void eachOperationOfTheDocumentIsThereAndHasNoOtherMethods() {
        ApiCaller caller = caller();
        caller.description().operations().forEach(operation -> {
            String path = operation.path().replaceAll("\\{\\w+}", "x");
            String allowed = caller.callUnknown("PATCH", path, "").header("Allow");
            assertThat(Objects.requireNonNull(allowed, path).split(", ", -1)).contains(operation.method());
            for (String method : allowed.split(", ", -1)) {
                assertThat(caller.description().operations())
                        .anyMatch(each -> each.path().equals(operation.path())
                                && each.method().equals(method.equals("HEAD") ? "GET" : method));
            }
        });
    }

    // ---- what it says is so ----

    /** One call for each status of each operation, with the headers of its caller; the last digits are the status. */
    private static final String CALLS = """
            POST   /send/app/answer -> 200
            POST   /send/topic/a -> 204
            POST   /send?destination=/elsewhere -> 400
            POST   /send/topic/a stranger -> 401
            POST   /send/topic/a anna -> 403
            POST   /send/app/nobody -> 404
            POST   /send/topic/a LONG -> 413
            POST   /send/app/refuse -> 422
            POST   /send/topic/a broken -> 500
            POST   /send/queue/full -> 503
            POST   /send/app/never -> 504
            POST   /batch [] -> 200
            POST   /batch {} -> 400
            POST   /batch [] stranger -> 401
            POST   /batch [{"destination":"/topic/a","body":""}] anna -> 403
            POST   /batch LONG -> 413
            POST   /batch [] broken -> 500
            POST   /batch [{"destination":"/queue/full","body":""}] -> 503
            GET    /users -> 200
            GET    /users?limit=0 -> 400
            GET    /users stranger -> 401
            GET    /users anna -> 403
            GET    /users broken -> 500
            GET    /users/anna -> 200
            GET    /users/anna stranger -> 401
            GET    /users/anna anna -> 403
            GET    /users/nobody -> 404
            GET    /users/anna broken -> 500
            GET    /sessions -> 200
            GET    /sessions?limit=0 -> 400
            GET    /sessions stranger -> 401
            GET    /sessions anna -> 403
            GET    /sessions broken -> 500
            GET    /sessions/SESSION -> 200
            GET    /sessions/SESSION stranger -> 401
            GET    /sessions/SESSION anna -> 403
            GET    /sessions/nothing -> 404
            GET    /sessions/SESSION broken -> 500
            GET    /destinations -> 200
            GET    /destinations?limit=0 -> 400
            GET    /destinations stranger -> 401
            GET    /destinations anna -> 403
            GET    /destinations broken -> 500
            GET    /presence/topic/room/1 -> 200
            GET    /presence -> 400
            GET    /presence/topic/room/1 stranger -> 401
            GET    /presence/topic/room/1 anna -> 403
            GET    /presence/topic/other -> 404
            GET    /presence/topic/room/1 broken -> 500
            DELETE /subscriptions/SESSION?destination=/topic/room/1 -> 204
            DELETE /subscriptions/SESSION -> 400
            DELETE /subscriptions/SESSION?destination=/topic/a stranger -> 401
            DELETE /subscriptions/SESSION?destination=/topic/a anna -> 403
            DELETE /subscriptions/nothing?destination=/topic/a -> 404
            DELETE /subscriptions/SESSION?destination=/topic/a broken -> 500
            PUT    /expiry/SESSION?until=2999-01-01T00:00:00Z -> 204
            PUT    /expiry/SESSION -> 400
            PUT    /expiry/SESSION?until=2999-01-01T00:00:00Z stranger -> 401
            PUT    /expiry/SESSION?until=2999-01-01T00:00:00Z anna -> 403
            PUT    /expiry/nothing?until=2999-01-01T00:00:00Z -> 404
            PUT    /expiry/SESSION?until=2999-01-01T00:00:00Z broken -> 500
            DELETE /users/anna stranger -> 401
            DELETE /users/anna anna -> 403
            DELETE /users/nobody -> 404
            DELETE /users/anna broken -> 500
            DELETE /sessions/SESSION stranger -> 401
            DELETE /sessions/SESSION anna -> 403
            DELETE /sessions/nothing -> 404
            DELETE /sessions/SESSION broken -> 500
            DELETE /sessions/OTHER -> 204
            DELETE /users/anna -> 200
            """;

    @Test
    void eachStatusThatTheDocumentNamesIsReachedAndNoOther() {
        ApiCaller caller = caller();
        Set<String> reached = new TreeSet<>();
        server.send("/queue/full", "x");
        try (StompClient anna = Transport.WEBSOCKET.open(server.port());
                StompClient ben = Transport.WEBSOCKET.open(server.port())) {
            String session = anna.connect("anna");
            anna.subscribe("/topic/room/1");
            String other = ben.connect("ben");
            CALLS.lines()
                    .map(line -> line.replace("SESSION", session).replace("OTHER", other))
                    .forEach(line -> reached.add(call(caller, line)));
        }
        reached.add(callUnsigned());
        assertThat(reached).isEqualTo(caller.description().statuses());
    }

    private static String call(ApiCaller caller, String line) {
        String[] words = line.split(" +", -1);
        String last = words[words.length - 3];
        boolean isNamed = Set.of("stranger", "anna", "broken").contains(last);
        String body = words[2].startsWith("[") || words[2].startsWith("{") ? words[2] : "";
        Answer answer = caller.call(
                words[0],
                words[1],
                words[2].equals("LONG") ? "x".repeat(2000) : body,
                isNamed ? new String[] {"X-User: " + last} : new String[0]);
        assertThat(answer.status()).as(line).startsWith(words[words.length - 1] + " ");
        return caller.told(words[0], words[1], answer);
    }

    /** Where nobody signs in, no sign-in ends. */
    private static String callUnsigned() {
        try (StompServer anonymous = StompServer.builder()
                .port(0)
                .api(HttpApi.withKey(ApiCaller.KEY))
                .build()) {
            anonymous.start();
            try (StompClient nobody = Transport.WEBSOCKET.open(anonymous.port())) {
                String path = "/expiry/" + nobody.connect("") + "?until=2999-01-01T00:00:00Z";
                ApiCaller caller = new ApiCaller(anonymous);
                return caller.told("PUT", path, caller.put(path));
            }
        }
    }

    // ---- whatever the API can do, Java can ----

    private interface Step {
        Object done() throws Exception;
    }

    private static Step done(Runnable code) {
        return () -> {
            code.run();
            return "done";
        };
    }

    @Test
    void theServerOffersInJavaWhateverTheApiOffers() throws Exception {
        ApiCaller caller = caller();
        try (StompClient anna = Transport.WEBSOCKET.open(server.port())) {
            String session = anna.connect("anna");
            anna.subscribe("/topic/room/1");
            ClientSession known = server.users().session(session).orElseThrow();
            Map<String, Step> stepsByOperation = new LinkedHashMap<>();
            stepsByOperation.put("listUsers", () -> server.users().online().get(0));
            stepsByOperation.put("getUser", () -> server.users().find("anna").orElseThrow());
            stepsByOperation.put(
                    "listSessions", () -> server.users().sessions().iterator().next());
            stepsByOperation.put("getSession", () -> known);
            stepsByOperation.put("listDestinations", () -> server.destinations().get(0));
            stepsByOperation.put(
                    "getPresence", () -> server.presence().of("/topic/room/1").orElseThrow());
            stepsByOperation.put("send", () -> {
                server.send("/topic/a", "x");
                server.sendToUser("anna", "/queue/x", "x");
                server.sendToSession(session, "/queue/x", "x");
                return server.request("/app/answer", Headers.of(), new byte[0]).get();
            });
            stepsByOperation.put(
                    "sendBatch",
                    done(() -> server.sendAll(List.of(new Sender.Item("/topic/a", Headers.of(), new byte[0])))));
            stepsByOperation.put("unsubscribeSession", done(() -> known.unsubscribe("/topic/room/1", "enough")));
            stepsByOperation.put(
                    "renewSession", done(() -> known.renew(Instant.now().plusSeconds(60))));
            stepsByOperation.put("disconnectSession", done(() -> known.close("bye")));
            stepsByOperation.put(
                    "disconnectUser", done(() -> server.users().find("anna").ifPresent(user -> user.close("bye"))));
            assertThat(caller.description().operations())
                    .extracting(ApiDescription.Described::id)
                    .containsExactlyInAnyOrderElementsOf(stepsByOperation.keySet());
            for (Map.Entry<String, Step> step : stepsByOperation.entrySet()) {
                assertThat(step.getValue().done()).as(step.getKey()).isNotNull();
            }
            assertThat(anna.next()).startsWith("ERROR\nmessage:bye\n");
        }
    }
}
