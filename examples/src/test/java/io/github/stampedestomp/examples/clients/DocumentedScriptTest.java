package io.github.stampedestomp.examples.clients;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stampedestomp.examples.browser.Browser;
import io.github.stampedestomp.examples.docs.Block;
import io.github.stampedestomp.examples.docs.Document;
import io.github.stampedestomp.examples.docs.UserNames;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The blocks of JavaScript in the documents of requests and users do in a page what is said of them. */
class DocumentedScriptTest {
    @RegisterExtension
    static final Browser browser = new Browser();

    private final ApiPage server = new ApiPage();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void requestIsAPromise() throws IOException {
        String script = """
                const client = new StompJs.Client({
                  brokerURL: `ws://${location.host}/stomp`,
                  connectHeaders: { login: 'ada' },
                });
                %s
                const subscribe = client.onConnect;
                await new Promise(done => {
                  client.onConnect = () => { subscribe(); done(); };
                  client.activate();
                });
                const refused = ask('/app/door', 'knock').catch(error => error.message);
                return [await ask('/app/upper', 'tea'), await refused];
                """.formatted(block(Document.read("docs/requests.md")));
        assertThat(call(script)).isEqualTo(List.of("TEA", "the door is shut"));
    }

    @Test
    void namesAreEncodedAsTheServerDoes() throws IOException {
        Map<String, String> documented = UserNames.documented();
        String script = block(UserNames.document()) + "return args[0].map(name => `/user/${encoded(name)}/queue/news`)";
        assertThat(call(script, List.copyOf(documented.keySet()))).isEqualTo(List.copyOf(documented.values()));
    }

    private static String block(Document document) {
        assertThat(document.blocks("js")).hasSize(1);
        Block only = document.blocks("js").get(0);
        return only.text();
    }

    private Object call(String script, Object... args) {
        return browser.open(server.url("/stompjs.html")).call(script, args);
    }
}
