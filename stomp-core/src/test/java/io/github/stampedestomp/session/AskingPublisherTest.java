package io.github.stampedestomp.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A client that publishes by way of the application. */
class AskingPublisherTest {
    @RegisterExtension
    final Conversations server = new Conversations();

    @Test
    void clientWhoseRequestsFloodASubscriberIsHeldUntilItHasCaughtUp() {
        server.requests(requests -> requests.onSend("/app/say", request -> request.send("/topic/a", request.body())));
        Conversation slow = server.connected("1.2");
        slow.subscribes("0", "/topic/a");
        slow.stopsReading();
        Conversation fast = server.connected("1.2");
        for (int i = 0; i < 3; i++) {
            fast.publishes("/app/say", "x".repeat(60_000));
        }
        assertThat(fast.isHeld()).isTrue();
        slow.readsOn();
        assertThat(fast.isHeld()).isFalse();
        assertThat(slow.read().split("MESSAGE\n", -1)).hasSize(4);
    }
}
