package io.github.stampedestomp.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stampedestomp.user.User;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the flight recorder keeps of a server. */
class FlightRecorderTest {
    private static final String PREFIX = "io.github.stampedestomp.";

    @TempDir
    Path folder;

    @Test
    void connectionsSessionsAndLimitsAreRecorded() throws IOException {
        List<RecordedEvent> events = recorded(server -> {
            try (WireClient client = WireClient.connect(server.port())) {
                client.send("SUBSCRIBE\nid:1\ndestination:/topic/a\nreceipt:1\n\n^@");
                client.next();
                client.send("SEND\ndestination:/topic/a\n\n" + "x".repeat(101) + "^@");
                assertThat(client.next().wire()).startsWith("ERROR\n");
            }
        });
        RecordedEvent session = one(events, "Session");
        assertThat(session.getString("user")).isEqualTo("anna");
        assertThat(session.getString("remoteAddress")).isEqualTo("127.0.0.1");
        assertThat(session.getBoolean("letIn")).isTrue();
        assertThat(session.getString("reason")).contains("(limit bodyBytes)");
        assertThat(session.getLong("framesReceived")).isEqualTo(2);
        assertThat(session.getDuration("openFor")).isPositive();
        assertThat(one(events, "LimitReached").getString("limit")).isEqualTo("bodyBytes");
        RecordedEvent connection = one(events, "Connection");
        assertThat(connection.getString("remoteAddress")).isEqualTo("127.0.0.1");
        assertThat(connection.getLong("receivedBytes")).isGreaterThan(101);
        assertThat(connection.getLong("sentBytes")).isPositive();
        assertThat(connection.getEventType().getCategoryNames()).containsExactly("Stampede");
    }

    @Test
    void aSlowReaderIsRecorded() throws IOException {
        List<RecordedEvent> events = recorded(server -> {
            try (WireClient client = WireClient.connect(server.port())) {
                client.send("SUBSCRIBE\nid:1\ndestination:/topic/a\nreceipt:1\n\n^@");
                client.next();
                Await.until("the client is cut off", () -> {
                    server.send("/topic/a", "x".repeat(64 * 1024));
                    return server.users().online().isEmpty();
                });
            }
        });
        RecordedEvent slow = one(events, "SlowReader");
        assertThat(slow.getString("limit")).isEqualTo("sendBufferBytes");
        assertThat(slow.getLong("unsentBytes")).isGreaterThan(64 * 1024);
    }

    /** Something that clients do. */
    private interface Clients {
        void run(StompServer server) throws IOException;
    }

    private List<RecordedEvent> recorded(Clients clients) throws IOException {
        Path file = folder.resolve("events.jfr");
        try (Recording recording = new Recording()) {
            List.of("Connection", "Session", "SlowReader", "LimitReached")
                    .forEach(name -> recording.enable(PREFIX + name));
            recording.start();
            StompServer server = StompServer.builder()
                    .rules(OpenRules::allow)
                    .host("127.0.0.1")
                    .port(0)
                    .authenticate(login -> User.named("anna"))
                    .limits(limits -> limits.bodyBytes(100).sendBufferBytes(64 * 1024))
                    .build();
            server.start();
            clients.run(server);
            server.stop();
            recording.stop();
            recording.dump(file);
        }
        return RecordingFile.readAllEvents(file);
    }

    private static RecordedEvent one(List<RecordedEvent> events, String name) {
        List<RecordedEvent> found = events.stream()
                .filter(event -> event.getEventType().getName().equals(PREFIX + name))
                .toList();
        assertThat(found).as(name).hasSize(1);
        return found.get(0);
    }
}
