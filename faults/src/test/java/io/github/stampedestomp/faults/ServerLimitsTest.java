package io.github.stampedestomp.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Limits that clients share, and those that hold a client up. */
@Tag("fault")
class ServerLimitsTest {
    private static final String SUBSCRIBE = "SUBSCRIBE\nid:%d\ndestination:/topic/%d\n\n^@";

    @Test
    void clientsBeyondTheLimitAreTurnedAwayAndServedWhenOthersHaveLeft() throws IOException {
        try (ServerProcess small = ServerProcess.start("connections=2");
                WireClient second = WireClient.connect(small.port())) {
            try (WireClient first = WireClient.connect(small.port());
                    WireClient third = WireClient.raw(small.port())) {
                third.awaitEnd();
                assertTurnedAway(small, "connections");
                first.subscribed("0", "/topic/served");
            }
            Await.until("there is room", Trial.PATIENCE, () -> small.standing().connections() == 1);
            WireClient.connect(small.port()).close();
            second.subscribed("0", "/topic/still-served");
        }
    }

    @Test
    void clientsOfOneAddressBeyondTheLimitAreTurnedAway() throws IOException {
        try (ServerProcess small = ServerProcess.start("connectionsPerAddress=2");
                WireClient first = WireClient.connect(small.port());
                WireClient second = WireClient.connect(small.port());
                WireClient third = WireClient.raw(small.port())) {
            third.awaitEnd();

            assertTurnedAway(small, "connectionsPerAddress");
            first.subscribed("0", "/topic/served");
            second.subscribed("0", "/topic/served");
        }
    }

    private static void assertTurnedAway(ServerProcess server, String limit) {
        assertThat(server.counted().turnedAway(limit)).isEqualTo(1);
        assertThat(server.counted().reached(limit)).isEqualTo(1);
    }

    @Test
    void proxyThatDoesNotSayForWhomItConnectsIsCut() throws IOException {
        try (ServerProcess server = ServerProcess.start("proxyProtocol=127.0.0.1", "handshakeTimeout=300");
                WireClient silent = WireClient.raw(server.port())) {
            assertThat(silent.awaitEnd()).isEmpty();

            assertThat(server.counted().reached("handshakeTimeout")).isEqualTo(1);
        }
    }

    @Test
    void destinationsBeyondTheLimitOfTheServerAreRefusedUntilOthersAreGone() throws IOException {
        try (ServerProcess server = ServerProcess.start("destinations=3");
                WireClient other = WireClient.connect(server.port()).subscribed("0", "/topic/other")) {
            try (WireClient client = WireClient.connect(server.port())) {
                client.send(SUBSCRIBE.formatted(0, 0) + SUBSCRIBE.formatted(1, 1) + SUBSCRIBE.formatted(2, 2));

                assertThat(client.outcome())
                        .isEqualTo("ERROR the server has the 3 destinations allowed (limit destinations),"
                                + " closed with 1002");
            }
            assertThat(server.counted().reached("destinations")).isEqualTo(1);
            other.subscribed("1", "/topic/one").subscribed("2", "/topic/two");
        }
    }

    @Test
    void subscriptionsBeyondTheLimitOfTheServerAreRefusedUntilOthersAreGone() throws IOException {
        try (ServerProcess server = ServerProcess.start("allSubscriptions=3");
                WireClient other = WireClient.connect(server.port()).subscribed("0", "/topic/0")) {
            try (WireClient client = WireClient.connect(server.port())) {
                client.send(SUBSCRIBE.formatted(0, 0) + SUBSCRIBE.formatted(1, 0) + SUBSCRIBE.formatted(2, 0));

                assertThat(client.outcome())
                        .isEqualTo("ERROR the server has the 3 subscriptions allowed (limit allSubscriptions),"
                                + " closed with 1002");
            }
            assertThat(server.counted().reached("allSubscriptions")).isEqualTo(1);
            other.subscribed("1", "/topic/0").subscribed("2", "/topic/0");
        }
    }

    @Test
    void clientThatSendsTooFastIsHeldBackAndLosesNothing() throws IOException {
        int messages = 150;
        try (ServerProcess server = ServerProcess.start("framesPerSecond=50");
                WireClient client = WireClient.connect(server.port()).subscribed("0", "/topic/paced")) {
            long start = System.nanoTime();
            for (int i = 0; i < messages; i++) {
                client.send("SEND\ndestination:/topic/paced\n\n" + i + "^@");
            }

            for (int i = 0; i < messages; i++) {
                assertThat(client.next().wire()).startsWith("MESSAGE\n").endsWith("\n\n" + i + "^@");
            }
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofSeconds(1));
            assertThat(server.counted().reached("framesPerSecond")).isPositive();
            client.subscribed("1", "/topic/later");
        }
    }

    @Test
    void requestThatIsNotAnsweredInTimeIsGivenUpAndTheNextIsAnswered() throws IOException {
        try (ServerProcess server = ServerProcess.start("answerTimeout=300");
                WireClient client = WireClient.connect(server.port())
                        .subscribed("0", "/user/queue/errors")
                        .subscribed("1", "/topic/answered")) {
            client.send("SEND\ndestination:/app/never\n\n^@");
            client.send("SEND\ndestination:/app/topic/answered\n\nnext^@");

            assertThat(client.next().wire())
                    .startsWith("MESSAGE\n")
                    .contains("the application has not answered within 300 ms (limit answerTimeout)");
            assertThat(client.next().wire()).startsWith("MESSAGE\n").endsWith("\n\nnext^@");
            assertThat(server.counted().reached("answerTimeout")).isEqualTo(1);
        }
    }
}
