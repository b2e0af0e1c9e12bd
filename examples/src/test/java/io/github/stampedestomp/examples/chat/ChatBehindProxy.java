package io.github.stampedestomp.examples.chat;

import io.github.stampedestomp.examples.browser.Browser;
import io.github.stampedestomp.examples.proxy.Configuration;
import io.github.stampedestomp.examples.proxy.Proxy;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The chat's page through a proxy that is configured as documented. */
abstract class ChatBehindProxy {
    @RegisterExtension
    static final Browser browser = new Browser();

    final Chat chat = new Chat(0);

    abstract Proxy proxy();

    @BeforeEach
    void start() {
        chat.start();
    }

    @AfterEach
    void stop() {
        chat.close();
    }

    @ParameterizedTest
    @CsvSource({
        "automatic,     WebSocket",
        "websocket,     WebSocket",
        "xhr-streaming, XHR streaming",
        "eventsource,   Server-sent events",
        "xhr-polling,   XHR polling",
    })
    void twoPeopleTalkByEachTransport(String transport, String words) throws IOException, InterruptedException {
        int port = proxy().start(documented());
        ChatPage ann = arrive(port).signIn("Ann").choose(transport).untilOnlineBy(words);
        ChatPage bob = arrive(port).signIn("Bob").choose(transport).untilOnlineBy(words);
        ann.talkWith(bob);
    }

    Configuration documented() {
        return proxy().documented().server(chat.port());
    }

    static ChatPage arrive(int port) {
        return new ChatPage(browser.open("http://localhost:" + port + "/"));
    }
}
