package io.github.stampedestomp.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stampedestomp.broker.BrokerSettings;
import io.github.stampedestomp.broker.DestinationStatus;
import io.github.stampedestomp.broker.MemoryBroker;
import io.github.stampedestomp.broker.Message;
import io.github.stampedestomp.request.Caller;
import io.github.stampedestomp.user.User;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** POST to /batch: several messages, all or none. */
class ApiBatchTest {
    private static final int ITEMS = 3;
    private static final int BYTES = 400;
    private static final String GOOD = "{\"destination\":\"/topic/a\",\"body\":\"good\"}";

    private final MemoryBroker broker = new MemoryBroker(new BrokerSettings(
            "/topic/",
            "/queue/",
            BrokerSettings.DEFAULT.destinationCharacters(),
            1,
            1 << 20,
            1 << 20,
            1,
            1 << 20,
            1_000_000,
            1_000_000));
    private final StompServer server = started(HttpApi.withKey(ApiCaller.KEY).batch(ITEMS, BYTES));
    private final ApiCaller caller = new ApiCaller(server);
    private final Witness witness = new Witness(broker, "");

    @AfterEach
    void nothingElseWasSent() {
        server.send("/topic/end", "");
        assertThat(witness.next()).isEqualTo("/topic/end ");
        witness.close();
        server.stop();
    }

    private StompServer started(HttpApi api) {
        StompServer started = StompServer.builder()
                .port(0)
                .broker(broker)
                .api(api)
                .rules(rules -> rules.send("/topic/**", "/user/queue/**").allow())
                .requests(requests -> requests.onSend("/app/x", request -> {}))
                .build();
        started.start();
        return started;
    }

    @Test
    void messagesOfEachKindAreSent() {
        Answer answer = caller.post(
                "/batch",
                "[{\"destination\":\"/topic/a\",\"body\":\"\\u65e5 \\ud83d\\udc0e\",\"headers\":{\"x\":\"a:b\\n\"}},"
                        + "{\"destination\":\"/user/anna/queue/b\",\"base64\":\"/wA=\"},"
                        + "{\"destination\":\"/queue/c\",\"body\":\"{}\",\"contentType\":\"application/json\"}]");
        assertThat(ApiCaller.json(answer).path("sent").asInt()).isEqualTo(3);
        Message text = witness.nextMessage();
        assertThat(text.destination()).isEqualTo("/topic/a");
        assertThat(text.body()).asString().isEqualTo("\u65e5 \ud83d\udc0e");
        assertThat(text.headers().toString()).isEqualTo("content-type:text/plain;charset=utf-8\nx:a:b\n\n");
        Message bytes = witness.nextMessage();
        assertThat(bytes.destination()).isEqualTo("/user/anna/queue/b");
        assertThat(bytes.body()).containsExactly(0xff, 0);
        assertThat(bytes.headers().toString()).isEqualTo("content-type:application/octet-stream\n");
        try (Witness queue = new Witness(broker, "/queue/c")) {
            Message json = queue.nextMessage();
            assertThat(json.body()).asString().isEqualTo("{}");
            assertThat(json.headers().toString()).isEqualTo("content-type:application/json\n");
        }
    }

    @Test
    void ownHeadersDoNotForgeWhatTheServerSets() {
        caller.post(
                "/batch",
                "[{\"destination\":\"/topic/a\",\"body\":\"x\",\"headers\":{\"destination\":\"/topic/b\","
                        + "\"content-type\":\"text/html\",\"message-id\":\"1\",\"content-length\":\"9\",\"n\":\"\\u0000\"}}]");
        Message message = witness.nextMessage();
        assertThat(message.destination()).isEqualTo("/topic/a");
        assertThat(message.headers().toString()).isEqualTo("content-type:text/plain;charset=utf-8\nn:\0\n");
    }

    @Test
    void anEmptyBatchSendsNothing() {
        assertThat(ApiCaller.json(caller.post("/batch", " [ ] ")).path("sent").asInt())
                .isZero();
    }

    @Test
    void ifOneQueueIsFullNothingIsSent() {
        server.send("/queue/full", "x");
        Answer answer =
                caller.post("/batch", "[" + GOOD + ",{\"destination\":\"/queue/full\",\"body\":\"x\"}," + GOOD + "]");
        assertThat(ApiCaller.problem(answer, "503 Service Unavailable")).contains("/queue/full");
        assertThat(answer.headers()).containsEntry("Retry-After", "1");
        assertThat(server.destinations())
                .filteredOn(status -> status.destination().equals("/queue/full"))
                .extracting(DestinationStatus::waitingMessages)
                .containsExactly(1);
    }

    @Test
    void ifOneDestinationIsMalformedNothingIsSent() {
        for (String wrong : new String[] {"/elsewhere", "/topic/*", "/user/queue/x", ""}) {
            assertThat(ApiCaller.problem(
                            caller.post("/batch", "[" + GOOD + ",{\"destination\":\"" + wrong + "\",\"body\":\"x\"}]"),
                            "400 Bad Request"))
                    .startsWith("the destination '" + wrong);
        }
    }

    @Test
    void requestsAreNotSentInBatches() {
        assertThat(ApiCaller.problem(
                        caller.post("/batch", "[" + GOOD + ",{\"destination\":\"/app/x\",\"body\":\"x\"}]"),
                        "400 Bad Request"))
                .contains("requests are sent one by one");
    }

    @Test
    void aBatchMayBeAsLongAsTheLimitsAndNoLonger() {
        String full = "[" + GOOD + "," + GOOD + "," + GOOD + "]";
        String most = full + " ".repeat(BYTES - full.length());
        assertThat(ApiCaller.json(caller.post("/batch", most)).path("sent").asInt())
                .isEqualTo(3);
        for (int i = 0; i < 3; i++) {
            assertThat(witness.next()).isEqualTo("/topic/a good");
        }
        assertThat(ApiCaller.problem(caller.post("/batch", most + " "), "413 Content Too Large"))
                .isEqualTo("the body is longer than the 400 bytes allowed (limit requestBodyBytes)");
        assertThat(ApiCaller.problem(
                        caller.post("/batch", "[" + GOOD + "," + GOOD + "," + GOOD + "," + GOOD + "]"),
                        "413 Content Too Large"))
                .isEqualTo("the batch has more than the 3 messages allowed");
    }

    @Test
    void ifAUserMayNotSendOneOfThemNothingIsSent() {
        try (StompServer forUsers = started(HttpApi.authorizedBy(told -> Caller.user(User.named("anna"))))) {
            ApiCaller anna = new ApiCaller(forUsers);
            String own = "{\"destination\":\"/user/queue/x\",\"body\":\"own\"}";
            assertThat(ApiCaller.problem(
                            anna.post("/batch", "[" + GOOD + ",{\"destination\":\"/queue/a\",\"body\":\"x\"}]"),
                            "403 Forbidden"))
                    .isEqualTo("SEND to '/queue/a' is not allowed");
            assertThat(ApiCaller.json(anna.post("/batch", "[" + GOOD + "," + own + "]"))
                            .path("sent")
                            .asInt())
                    .isEqualTo(2);
            assertThat(witness.next()).isEqualTo("/topic/a good");
            assertThat(witness.next()).isEqualTo("/user/anna/queue/x own");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
                    ~~                                                          | it ends too early
                    {}                                                          | an array is expected
                    null                                                        | an array is expected
                    [1]                                                         | each message must be an object
                    [null]                                                      | each message must be an object
                    [[]]                                                        | each message must be an object
                    [{}]                                                        | each message needs a destination
                    [{"destination":"/topic/a"}]                                | either a body or base64
                    [{"body":"x"}]                                              | each message needs a destination
                    [{"destination":"/topic/a","body":"x","base64":""}]         | either a body or base64
                    [{"destination":1,"body":"x"}]                              | 'destination' must be a string
                    [{"destination":"/topic/a","body":{}}]                      | 'body' must be a string
                    [{"destination":"/topic/a","base64":true}]                  | 'base64' must be a string
                    [{"destination":"/topic/a","base64":"?"}]                   | 'base64' is malformed
                    [{"destination":"/topic/a","body":"x","contentType":1}]     | 'contentType' must be a string
                    [{"destination":"/topic/a","body":"x","headers":[]}]        | 'headers' must be an object of strings
                    [{"destination":"/topic/a","body":"x","headers":{"a":1}}]   | 'headers' must be an object of strings
                    [{"destination":"/topic/a","body":"x","headers":{"a":null}}]| 'headers' must be an object of strings
                    [{"destination":"/topic/a","body":"x","other":1}]           | with the members
                    [{"destination":"/topic/a","body":"x","body":"y"}]          | a name is repeated
                    [{"destination":"/topic/a","body":"\\ud83d"}]               | half a character
                    [{"destination":"/topic/a","body":"x"}                      | ']' is expected
                    [{"destination":"/topic/a","body":"x"}]]                    | something follows the end
                    """)
    void whatIsNoBatchIsRefused(String json, String reason) {
        assertThat(ApiCaller.problem(caller.post("/batch", json), "400 Bad Request"))
                .startsWith("the body is not the JSON that is expected here: ")
                .contains(reason);
    }

    @Test
    void anotherMethodIsToldWhichThereAre() {
        assertThat(caller.callUnknown("GET", "/batch", "").headers()).containsEntry("Allow", "POST");
        assertThat(caller.callUnknown("POST", "/batch/more", "[]").status()).isEqualTo("404 Not Found");
    }
}
