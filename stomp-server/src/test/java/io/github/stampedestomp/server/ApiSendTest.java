package io.github.stampedestomp.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.stampedestomp.broker.BrokerSettings;
import io.github.stampedestomp.broker.MemoryBroker;
import io.github.stampedestomp.broker.Message;
import io.github.stampedestomp.request.BodyMapper;
import io.github.stampedestomp.request.Caller;
import io.github.stampedestomp.request.Reply;
import io.github.stampedestomp.request.Requests;
import io.github.stampedestomp.server.api.Api;
import io.github.stampedestomp.user.Denied;
import io.github.stampedestomp.user.User;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** POST to /send: messages, and requests to the application. */
class ApiSendTest {
    private static final int BODY_BYTES = 1000;
    private static final int PATIENCE_SECONDS = 30;

    @RegisterExtension
    final LogOf apiLog = new LogOf(Api.class);

    @RegisterExtension
    final LogOf requestLog = new LogOf(Requests.class);

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
    private final BlockingQueue<CompletableFuture<Object>> asked = new LinkedBlockingQueue<>();
    private final CountDownLatch mayReturn = new CountDownLatch(1);
    private final StompServer server =
            started(HttpApi.withKey(ApiCaller.KEY).bodyBytes(BODY_BYTES).answerTime(Duration.ofMillis(200)));
    private final ApiCaller caller = new ApiCaller(server);

    @AfterEach
    void stop() {
        mayReturn.countDown();
        server.stop();
    }

    private StompServer started(HttpApi api) {
        StompServer started = StompServer.builder()
                .port(0)
                .broker(broker)
                .api(api)
                .rules(rules -> rules.send("/topic/**", "/user/{name}/queue/**", "/user/queue/**")
                        .allow())
                .requests(this::answers)
                .build();
        started.start();
        return started;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // whoever asks waits for it
    private void answers(Requests.Builder requests) {
        requests.bodies(new Numbers())
                .onError(ArithmeticException.class, (request, error) -> 422)
                .onError(ArrayStoreException.class, (request, error) -> "no such store")
                .onSend("/app/nothing", request -> {})
                .onRequest(
                        "/app/echo",
                        request -> new Reply(request.header("content-type").orElse(""), request.body()))
                .onRequest("/app/forged", request -> new Reply("a/b\r\nSet-Cookie: a=b", request.body()))
                .onRequest("/app/greet/{name}", request -> "hello " + request.path("name"))
                .onRequest(
                        "/app/who",
                        request -> request.signedIn().map(User::name).orElse("nobody") + request.session())
                .onRequest("/app/number", request -> 42)
                .onRequest("/app/no", request -> {
                    throw Denied.because("not today");
                })
                .onRequest("/app/zero", request -> 1 / request.text().length())
                .onRequest("/app/store", request -> {
                    throw new ArrayStoreException();
                })
                .onRequest("/app/broken", request -> {
                    throw new IllegalStateException("secret");
                })
                .onRequest("/app/later", request -> later())
                .onRequest("/app/never", request -> new CompletableFuture<>())
                .onRequest("/app/blocks", request -> {
                    mayReturn.await();
                    return "at last";
                });
    }

    private CompletableFuture<Object> later() {
        CompletableFuture<Object> answer = new CompletableFuture<>();
        asked.add(answer);
        return answer;
    }

    /** Writes numbers. */
    private static final class Numbers implements BodyMapper {
        @Override
        public String contentType() {
            return "application/json";
        }

        @Override
        public byte[] write(Object value) {
            return value.toString().getBytes(ISO_8859_1);
        }

        @Override
        public <T> T read(byte[] body, Class<T> type) {
            throw new IllegalArgumentException("only written");
        }
    }

    // ---- messages ----

    @Test
    void aMessageReachesItsDestinationWithItsBodyItsTypeAndItsHeaders() {
        try (Witness witness = new Witness(broker, "")) {
            Answer answer = caller.post(
                    "/send?destination=/topic/news",
                    "[1]",
                    "Content-Type: application/json",
                    "Stomp-Priority: 9",
                    "STOMP-X-Trace: a:b\\c",
                    "X-Other: no");
            assertThat(answer.status()).isEqualTo("204 No Content");
            Message message = witness.nextMessage();
            assertThat(message.destination()).isEqualTo("/topic/news");
            assertThat(message.headers().first("content-type")).isEqualTo("application/json");
            assertThat(message.headers().first("priority")).isEqualTo("9");
            assertThat(message.headers().first("x-trace")).isEqualTo("a:b\\c");
            assertThat(message.headers().size()).isEqualTo(3);
            assertThat(message.body()).asString().isEqualTo("[1]");
        }
    }

    @Test
    void noHeaderOfACallerForgesWhatTheServerSets() {
        try (Witness witness = new Witness(broker, "")) {
            caller.post(
                    "/send/topic/news",
                    "x",
                    "Stomp-Destination: /topic/other",
                    "Stomp-Content-Type: text/html",
                    "Stomp-Content-Length: 100",
                    "Stomp-Message-Id: 1",
                    "Stomp-Subscription: 1",
                    "Stomp-User-Name: root",
                    "Stomp-: x");
            Message message = witness.nextMessage();
            assertThat(message.destination()).isEqualTo("/topic/news");
            assertThat(message.headers().toString()).isEqualTo("content-type:application/octet-stream\n");
        }
    }

    @Test
    void theDestinationMayFollowThePath() {
        try (Witness witness = new Witness(broker, "")) {
            caller.post("/send/topic/a%20b", "x");
            assertThat(witness.next()).isEqualTo("/topic/a b x");
            caller.post("/send?destination=%2Ftopic%2Fa%20b", "y");
            assertThat(witness.next()).isEqualTo("/topic/a b y");
        }
    }

    @Test
    void aMessageForAUserAndOneForASessionReachThem() {
        try (StompClient client = Transport.WEBSOCKET.open(server.port())) {
            String session = client.connect("");
            client.subscribe("/user/queue/x");
            caller.post("/send?destination=/user/~" + session + "/queue/x", "for you");
            assertThat(client.next()).contains("\ndestination:/user/queue/x\n").endsWith("\n\nfor you^@");
            try (Witness witness = new Witness(broker, "")) {
                caller.post("/send?destination=/user/a%252Fb/queue/x", "x");
                assertThat(witness.next()).isEqualTo("/user/a%2Fb/queue/x x");
            }
        }
    }

    @Test
    void aBodyMayBeAnyBytes() {
        StringBuilder bytes = new StringBuilder();
        for (char each = 0; each < 256; each++) {
            bytes.append(each);
        }
        try (Witness witness = new Witness(broker, "")) {
            caller.post("/send/topic/a", bytes.toString());
            assertThat(witness.nextMessage().body()).isEqualTo(bytes.toString().getBytes(ISO_8859_1));
            caller.post("/send/topic/a", "");
            assertThat(witness.nextMessage().body()).isEmpty();
        }
        Answer echo = caller.post("/send/app/echo", bytes.toString(), "Content-Type: image/png");
        assertThat(echo.header("Content-Type")).isEqualTo("image/png");
        assertThat(echo.body()).isEqualTo(bytes.toString());
    }

    @Test
    void aBodyMayBeAsLongAsTheLimitAndNoLonger() {
        assertThat(caller.post("/send/topic/a", "x".repeat(BODY_BYTES)).status())
                .isEqualTo("204 No Content");
        assertThat(ApiCaller.problem(caller.post("/send/topic/a", "x".repeat(BODY_BYTES + 1)), "413 Content Too Large"))
                .isEqualTo("the body is longer than the 1000 bytes allowed (limit requestBodyBytes)");
    }

    @Test
    void aRequestThatCannotBeUnderstoodIsToldAsAProblemToo() {
        try (SockJsClient client = new SockJsClient(server.port())) {
            client.raw().send("POST /api/send HTTP/1.1\r\nHost: a\r\nContent-Length: x\r\n\r\n");
            assertThat(ApiCaller.problem(client.answer(), "400 Bad Request"))
                    .isEqualTo("the header 'Content-Length' must be one number");
        }
    }

    @Test
    void aDestinationThatIsMissingOrMalformedIsTold() {
        assertThat(ApiCaller.problem(caller.post("/send", "x"), "400 Bad Request"))
                .isEqualTo("the parameter 'destination' is missing");
        for (String wrong :
                new String[] {"", "/elsewhere", "/topic/*", "/user/queue/x", "/user/b%2565n/queue/x", "/topic/%0A"}) {
            assertThat(ApiCaller.problem(caller.post("/send?destination=" + wrong, "x"), "400 Bad Request"))
                    .as(wrong)
                    .startsWith("the destination '");
        }
    }

    @Test
    void aFullQueueTakesNoMoreForNow() {
        assertThat(caller.post("/send/queue/a", "x").status()).isEqualTo("204 No Content");
        Answer full = caller.post("/send/queue/a", "x");
        assertThat(ApiCaller.problem(full, "503 Service Unavailable")).contains("/queue/a");
        assertThat(full.headers()).containsEntry("Retry-After", "1");
    }

    // ---- requests ----

    @Test
    void theAnswerOfTheApplicationIsTheResponse() {
        Answer text = caller.post("/send/app/greet/anna", "");
        assertThat(text.status()).isEqualTo("200 OK");
        assertThat(text.headers())
                .containsEntry("Content-Type", "text/plain;charset=utf-8")
                .containsEntry("X-Content-Type-Options", "nosniff")
                .containsEntry("Cache-Control", "no-store");
        assertThat(text.body()).isEqualTo("hello anna");
        Answer number = caller.post("/send/app/number", "");
        assertThat(ApiCaller.json(number).asInt()).isEqualTo(42);
        assertThat(caller.post("/send/app/who", "").body()).isEqualTo("nobody");
    }

    @Test
    void whereThereIsNoAnswerThereIsNoContent() {
        Answer answer = caller.post("/send/app/nothing", "");
        assertThat(answer.status()).isEqualTo("204 No Content");
        assertThat(answer.body()).isEmpty();
    }

    @Test
    void whatNobodyAnswersIsNotFound() {
        assertThat(ApiCaller.problem(caller.post("/send/app/other", ""), "404 Not Found"))
                .isEqualTo("nobody answers requests to this destination");
    }

    @Test
    void aRefusalOfTheApplicationIsToldInItsWords() {
        assertThat(ApiCaller.problem(caller.post("/send/app/no", ""), "422 Unprocessable Content"))
                .isEqualTo("not today");
        assertThat(ApiCaller.problem(caller.post("/send/app/store", ""), "422 Unprocessable Content"))
                .isEqualTo("no such store");
        Answer mapped = caller.post("/send/app/zero", "");
        assertThat(mapped.status()).isEqualTo("422 Unprocessable Content");
        assertThat(mapped.header("Content-Type")).isEqualTo("application/json");
        assertThat(mapped.body()).isEqualTo("422");
    }

    @Test
    void aHandlerThatFailsTellsNobodyWhy() {
        assertThat(ApiCaller.problem(caller.post("/send/app/broken", ""), "500 Internal Server Error"))
                .isEqualTo("internal error");
        assertThat(requestLog.lines()).singleElement().asString().endsWith("has failed: secret");
    }

    @Test
    void anAnswerWhoseTypeWouldForgeAHeaderIsNotSent() {
        assertThat(ApiCaller.problem(caller.post("/send/app/forged", ""), "500 Internal Server Error"))
                .isEqualTo("internal error");
        assertThat(apiLog.lines()).singleElement().asString().contains("must not hold a line break");
    }

    @Test
    void anAnswerMayComeLater() throws Exception {
        CompletableFuture<Answer> answer = CompletableFuture.supplyAsync(() -> caller.post("/send/app/later", ""));
        next().complete("later");
        assertThat(answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS).body()).isEqualTo("later");
    }

    @Test
    void aRefusalMayComeLater() throws Exception {
        CompletableFuture<Answer> answer = CompletableFuture.supplyAsync(() -> caller.post("/send/app/later", ""));
        next().completeExceptionally(Denied.because("not even later"));
        assertThat(ApiCaller.problem(answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS), "422 Unprocessable Content"))
                .isEqualTo("not even later");
    }

    @Test
    void anAnswerThatNeverComesIsGivenUp() {
        assertThat(ApiCaller.problem(caller.post("/send/app/never", ""), "504 Gateway Timeout"))
                .isEqualTo("the application has not answered in time");
    }

    @Test
    void aHandlerThatBlocksIsGivenUp() {
        assertThat(ApiCaller.problem(caller.post("/send/app/blocks", ""), "504 Gateway Timeout"))
                .isEqualTo("the application has not answered in time");
    }

    @Test
    void anApplicationThatTakesTheCallButNotTheRequestSaysSo() {
        AtomicBoolean isTaken = new AtomicBoolean();
        try (StompServer busy = StompServer.builder()
                .port(0)
                .executor(task -> {
                    if (isTaken.getAndSet(true)) {
                        throw new RejectedExecutionException();
                    }
                    new Thread(task).start();
                })
                .requests(this::answers)
                .api(HttpApi.withKey(ApiCaller.KEY))
                .build()) {
            busy.start();
            assertThat(ApiCaller.problem(new ApiCaller(busy).post("/send/app/number", ""), "503 Service Unavailable"))
                    .isEqualTo("the application takes no more work");
        }
        assertThat(apiLog.lines()).isEmpty();
    }

    @Test
    void aCallerWhoHangsUpWhileTheApplicationThinksDoesNoHarm() {
        for (int i = 0; i < 20; i++) {
            try (SockJsClient client = new SockJsClient(server.port())) {
                client.post("/api/send/app/later", "", "Authorization: Bearer " + ApiCaller.KEY);
                CompletableFuture<Object> answer = next();
                client.raw().reset();
                Await.until("the server has noticed", () -> server.connections() == 0);
                answer.complete("too late");
            }
        }
        assertThat(caller.post("/send/app/number", "").body()).isEqualTo("42");
        assertThat(apiLog.lines()).isEmpty();
    }

    private CompletableFuture<Object> next() {
        try {
            CompletableFuture<Object> next = asked.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (next == null) {
                throw new AssertionError("the application was not asked");
            }
            return next;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    // ---- users who call ----

    @Test
    void aUserSendsWhatTheRulesLetTheUserSend() {
        try (StompServer forUsers = started(HttpApi.authorizedBy(
                        told -> Caller.user(User.named(told.header("X-User").orElseThrow()))));
                Witness witness = new Witness(broker, "")) {
            ApiCaller anna = new ApiCaller(forUsers);
            assertThat(anna.post("/send/topic/a", "1", "X-User: anna").status()).isEqualTo("204 No Content");
            assertThat(anna.post("/send/user/queue/x", "2", "X-User: anna").status())
                    .isEqualTo("204 No Content");
            assertThat(ApiCaller.problem(anna.post("/send/queue/a", "3", "X-User: anna"), "403 Forbidden"))
                    .isEqualTo("SEND to '/queue/a' is not allowed");
            assertThat(anna.post("/send/app/who", "", "X-User: anna").body()).isEqualTo("anna");
            assertThat(witness.next()).isEqualTo("/topic/a 1");
            assertThat(witness.next()).isEqualTo("/user/anna/queue/x 2");
        }
    }

    @Test
    void hooksSeeWhatUsersSendAndMayChangeOrRefuseIt() {
        try (StompServer hooked = StompServer.builder()
                        .port(0)
                        .broker(broker)
                        .rules(OpenRules::allow)
                        .hook(attempt -> {
                            if (attempt.text().equals("bad")) {
                                throw Denied.because("mind your words");
                            }
                            return attempt.withBody((attempt.user() + " says " + attempt.text()).getBytes(ISO_8859_1))
                                    .withHeader("seen", attempt.destination() + attempt.session());
                        })
                        .api(HttpApi.authorizedBy(told -> Caller.user(User.named("anna"))))
                        .build();
                Witness witness = new Witness(broker, "")) {
            hooked.start();
            ApiCaller anna = new ApiCaller(hooked);
            anna.post("/send/topic/a", "hello");
            Message message = witness.nextMessage();
            assertThat(message.body()).asString().isEqualTo("anna says hello");
            assertThat(message.headers().first("seen")).isEqualTo("/topic/a");
            assertThat(ApiCaller.problem(anna.post("/send/topic/a", "bad"), "403 Forbidden"))
                    .isEqualTo("mind your words");
        }
    }

    @Test
    void anotherMethodIsToldWhichThereAre() {
        for (String method : new String[] {"GET", "HEAD", "PUT", "DELETE"}) {
            Answer answer = caller.callUnknown(method, "/send/topic/a", "");
            assertThat(answer.status()).isEqualTo("405 Method Not Allowed");
            assertThat(answer.headers()).containsEntry("Allow", "POST");
        }
        assertThat(ApiCaller.problem(caller.callUnknown("GET", "/send", ""), "405 Method Not Allowed"))
                .isEqualTo("the methods known here are: POST");
    }
}
