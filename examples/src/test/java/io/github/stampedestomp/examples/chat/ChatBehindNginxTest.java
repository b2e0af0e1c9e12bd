package io.github.stampedestomp.examples.chat;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stampedestomp.examples.browser.Tab;
import io.github.stampedestomp.examples.proxy.Configuration;
import io.github.stampedestomp.examples.proxy.Proxy;
import java.io.IOException;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ChatBehindNginxTest extends ChatBehindProxy {
    /** Signs in, and returns how many milliseconds later the page is online. */
    private static final String SIGN_IN = """
            const begin = performance.now();
            document.getElementById('name').value = args[0];
            document.getElementById('sign-in').requestSubmit();
            while (document.getElementById('status').textContent !== 'Online') {
              await new Promise(soon => setTimeout(soon, 5));
            }
            return Math.round(performance.now() - begin);
            """;

    @RegisterExtension
    static final Proxy proxy = Proxy.nginx();

    @Override
    Proxy proxy() {
        return proxy;
    }

    @Test
    void pageFallsBackByItselfWhereUpgradesDoNotPass() throws IOException, InterruptedException {
        Configuration withoutUpgrade =
                documented().without("proxy_set_header Upgrade").without("proxy_set_header Connection");
        assertThatPageFallsBack(proxy.start(withoutUpgrade), 3000);
    }

    @Test
    void pageFallsBackByItselfWhereWebSocketsAreSwallowed() throws IOException, InterruptedException {
        try (ServerSocket silence = new ServerSocket(0)) {
            String swallowing =
                    "location ~ /websocket$ { proxy_pass http://127.0.0.1:%d; }".formatted(silence.getLocalPort());
            assertThatPageFallsBack(
                    proxy.start(documented().with("location / {", swallowing + "\nlocation / {")), 5000);
        }
    }

    private static void assertThatPageFallsBack(int port, long milliseconds) {
        ChatPage ann = arrive(port);
        ChatPage bob = arrive(port);
        assertThat(signIn(ann.tab(), "Ann")).as("milliseconds").isLessThan(milliseconds);
        assertThat(signIn(bob.tab(), "Bob")).as("milliseconds").isLessThan(milliseconds);
        ann.untilOnlineBy("XHR streaming");
        bob.untilOnlineBy("XHR streaming");
        ann.talkWith(bob);
        ann.untilOnlineBy("XHR streaming");
    }

    private static long signIn(Tab tab, String name) {
        return (long) tab.call(SIGN_IN, name);
    }
}
