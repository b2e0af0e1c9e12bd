package io.github.stampedestomp.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Code of the application that throws what it likes. */
@Tag("fault")
class FaultyApplicationTest {
    private static final String ERRORS = "/user/queue/errors";

    @ParameterizedTest
    @ValueSource(strings = {"exception", "overflow", "linkage", "memory"})
    void whateverARequestThrowsEndsNothingButTheRequest(String what) throws Exception {
        String request = "SEND\ndestination:/app/throw/" + what + "\n\n^@";
        int times = Amounts.of(1000, 100);
        try (ServerProcess server = ServerProcess.start();
                Trial trial = Trial.begin(times + " requests that end by " + what, server, () -> {
                    try (WireClient early = WireClient.connect(server.port()).subscribed("errors", ERRORS)) {
                        early.send(request);
                        early.next();
                    }
                })) {
            try (WireClient client = WireClient.connect(server.port()).subscribed("errors", ERRORS)) {
                ask(client, request, times);
            }
            trial.assertEndured();
        }
    }

    private static void ask(WireClient client, String request, int times) throws IOException {
        for (int i = 0; i < times; i++) {
            client.send(request);
        }
        client.send("SEND\ndestination:/app/topic/fine\nreceipt:fine\n\nfine^@");

        String answer = client.next().wire();
        while (!answer.startsWith("RECEIPT\n")) {
            assertThat(answer).contains("internal error");
            answer = client.next().wire();
        }
        assertThat(answer).startsWith("RECEIPT\nreceipt-id:fine\n");
    }

    @ParameterizedTest
    @ValueSource(ints = 100)
    void listenerThatThrowsHarmsNobody(int times) throws Exception {
        try (ServerProcess server = ServerProcess.start();
                Trial trial = Trial.begin(
                        times + " session events whose listener throws", server, () -> WireClient.connect(server.port())
                                .subscribed("0", FaultyApplication.UNWELCOME)
                                .close())) {
            for (int i = 0; i < times; i++) {
                WireClient.connect(server.port())
                        .subscribed("0", FaultyApplication.UNWELCOME)
                        .close();
            }
            trial.assertEndured();
        }
    }
}
