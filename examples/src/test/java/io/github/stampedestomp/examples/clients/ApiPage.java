package io.github.stampedestomp.examples.clients;

import io.github.stampedestomp.examples.browser.Browser;
import io.github.stampedestomp.examples.browser.Tab;
import io.github.stampedestomp.server.HttpApi;
import io.github.stampedestomp.server.StompServer;
import io.github.stampedestomp.user.Denied;
import io.github.stampedestomp.user.User;
import java.util.Locale;

/** A server with its API, a page of its own that talks STOMP, and one that calls the API by its document. */
final class ApiPage implements AutoCloseable {
    static final String KEY = "a key for the tests";

    private static final String WEBJARS = "classpath:META-INF/resources/webjars/";

    private final StompServer server = StompServer.builder()
            .port(0)
            .authenticate(login -> User.named(login.name()))
            .requests(requests -> requests.onRequest(
                            "/app/upper", request -> request.text().toUpperCase(Locale.ROOT))
                    .onSend("/app/door", request -> {
                        throw Denied.because("the door is shut");
                    }))
            .api(HttpApi.withKey(KEY))
            .files("/", "classpath:clients")
            .files("/webjars/stomp__stompjs/", WEBJARS + "stomp__stompjs")
            .files("/webjars/swagger-ui/", WEBJARS + "swagger-ui")
            .build();

    ApiPage() {
        server.start();
    }

    /** {@return a tab whose STOMP client has signed in and subscribed; its inbox is there} */
    Tab subscribed(Browser browser, String login, String destination) {
        Tab tab = browser.open(url("/stompjs.html"));
        tab.call("""
                window.client = await connected({ connectHeaders: { login: args[0] } });
                window.inbox = await subscribed(client, args[1]);
                """, login, destination);
        return tab;
    }

    /** {@return a tab that calls operations of the API} */
    Tab described(Browser browser, String key) {
        Tab tab = browser.open(url("/openapi.html"));
        tab.call("window.call = await described(args[0])", key);
        return tab;
    }

    String url(String path) {
        return "http://localhost:" + server.port() + path;
    }

    @Override
    public void close() {
        server.stop();
    }
}
