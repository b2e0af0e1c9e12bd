package io.github.stampedestomp.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A log for which there is no room. */
@Tag("fault")
class FullDiskTest {
    private static final String NO_ROOM = "/dev/full";
    private static final String ERRORS = "/user/queue/errors";
    private static final String FAILING = "SEND\ndestination:/app/throw/exception\n\n^@";

    @Test
    void clientsNoticeNothingOfAFullDisk() throws Exception {
        assumeTrue(Files.isWritable(Path.of(NO_ROOM)), NO_ROOM + " is not there");
        int lines = Amounts.of(1000, 200);
        try (ServerProcess server = ServerProcess.start("-Dlogback.configurationFile=full-disk.xml");
                Trial trial = Trial.begin(lines + " stack traces for a full disk", server, () -> {
                    try (WireClient early = WireClient.connect(server.port()).subscribed("errors", ERRORS)) {
                        early.send(FAILING);
                        early.next();
                    }
                })) {
            try (WireClient client = WireClient.connect(server.port()).subscribed("errors", ERRORS)) {
                for (int i = 0; i < lines; i++) {
                    client.send(FAILING);
                    assertThat(client.next().wire()).contains("internal error");
                }
            }
            trial.assertEndured();
        }
    }
}
