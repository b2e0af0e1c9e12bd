package io.github.stampedestomp.examples.clients;

import static io.github.stampedestomp.examples.clients.VertxClient.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.stampedestomp.examples.docs.Block;
import io.github.stampedestomp.examples.docs.Document;
import io.github.stampedestomp.examples.program.Curl;
import io.github.stampedestomp.server.HttpApi;
import io.github.stampedestomp.server.StompServer;
import io.github.stampedestomp.user.User;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each call of curl that the document of the HTTP API prints is answered as it says, by a server of its own. */
class HttpApiDocumentTest {
    @RegisterExtension
    static final Curl curl = new Curl();

    private static final String KEY = "a key for the tests";
    private static final String DOCUMENTED_ADDRESS = "http://localhost:8080/";
    /** What differs from one run to the next. */
    private static final Pattern OF_THE_MOMENT = Pattern.compile("\"(id|since|address)\":\"[^\"]*\"");

    private final StompServer server = StompServer.builder()
            .port(0)
            .authenticate(login -> User.named(login.name()))
            .requests(requests ->
                    requests.onRequest("/app/upper", request -> request.text().toUpperCase(Locale.ROOT)))
            .presence("/topic/**")
            .api(HttpApi.withKey(KEY))
            .build();
    private VertxClients clients;
    private VertxClient anna;

    /** A call, and the answer that stands behind it, "" if there is none. */
    record Call(Block block, String answer) {
        boolean isRefused() {
            return answer.contains("\"detail\"");
        }

        @Override
        public String toString() {
            return block.toString();
        }
    }

    @BeforeEach
    void letAnnaIn() {
        server.start();
        clients = new VertxClients(server.port());
        anna = clients.signIn("anna", "");
        await(anna.connection().subscribe("/topic/news", new HashMap<>(Map.of("id", "0")), message -> {}));
    }

    @AfterEach
    void stop() throws IOException {
        clients.close();
        server.close();
    }

    @ParameterizedTest
    @MethodSource("calls")
    void callIsAnsweredAsDocumented(Call call) throws IOException, InterruptedException {
        assertThat(call.block.text()).containsOnlyOnce(DOCUMENTED_ADDRESS);
        String script = call.block.text().replace(DOCUMENTED_ADDRESS, "http://localhost:" + server.port() + "/");
        Curl.Result result = curl.script(
                script, Map.of("KEY", KEY, "SESSION", anna.connection().session()));
        assertThat(comparable(result.text())).isEqualTo(comparable(call.answer));
        assertThat(result.code()).isEqualTo(call.isRefused() ? Curl.REFUSED : 0);
    }

    @Test
    void documentHasCalls() throws IOException {
        assertThat(calls()).hasSizeGreaterThan(10);
    }

    static List<Call> calls() throws IOException {
        List<Block> blocks = Document.read("docs/http-api.md").blocks();
        List<Call> calls = new ArrayList<>();
        for (int i = 0; i < blocks.size(); i++) {
            if (blocks.get(i).language().equals("sh")) {
                boolean hasAnswer = i + 1 < blocks.size()
                        && List.of("json", "text").contains(blocks.get(i + 1).language());
                calls.add(new Call(blocks.get(i), hasAnswer ? blocks.get(i + 1).text() : ""));
            }
        }
        return calls;
    }

    private static String comparable(String answer) {
        return OF_THE_MOMENT.matcher(answer.replaceAll("\\s+", "")).replaceAll("\"$1\":…");
    }
}
