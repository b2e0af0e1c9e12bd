package io.github.stampedestomp.examples.chat;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** The chat as a process that is asked to end. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "has no signals")
class ChatStopTest {
    private static final int PATIENCE_SECONDS = 60;
    private static final int SIGTERM = 15;

    private Process chat;
    private BufferedReader output;

    @BeforeEach
    void start() throws IOException {
        chat = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ChatServer.class.getName(),
                        "--port",
                        "0")
                .redirectErrorStream(true)
                .start();
        output = new BufferedReader(new InputStreamReader(chat.getInputStream(), UTF_8));
    }

    @AfterEach
    void stop() {
        chat.destroyForcibly();
    }

    @Test
    void whoIsHereIsToldAndTheProcessSaysWhenItBeganAndEnded() throws Exception {
        Guest guest = Guest.at(port());
        chat.toHandle().destroy(); // unlike that of the process itself, it leaves the output open
        chat.toHandle().destroy(); // whoever is impatient changes nothing
        assertThat(guest.closeCode.get(PATIENCE_SECONDS, TimeUnit.SECONDS)).isEqualTo(1012);
        assertThat(chat.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(chat.exitValue()).isEqualTo(128 + SIGTERM);
        List<String> lines = output.lines().toList();
        assertThat(lines).filteredOn(line -> line.contains("The server stops")).hasSize(1);
        assertThat(lines).last().asString().contains("The server has stopped after");
    }

    private int port() throws IOException {
        String line = output.readLine();
        while (!line.startsWith("Chat is running at ")) {
            line = output.readLine();
        }
        return URI.create(line.substring("Chat is running at ".length())).getPort();
    }

    /** Somebody in the chat. */
    private static final class Guest implements WebSocket.Listener {
        private final CompletableFuture<Void> letIn = new CompletableFuture<>();
        private final CompletableFuture<Integer> closeCode = new CompletableFuture<>();

        static Guest at(int port) throws Exception {
            Guest guest = new Guest();
            WebSocket webSocket = HttpClient.newHttpClient()
                    .newWebSocketBuilder()
                    .buildAsync(URI.create("ws://localhost:" + port + "/stomp"), guest)
                    .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            webSocket
                    .sendText("CONNECT\naccept-version:1.2\nlogin:anna\n\n\0", true)
                    .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            guest.letIn.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            return guest;
        }

        @Override
        public CompletionStage<?> onText(WebSocket source, CharSequence data, boolean last) {
            letIn.complete(null);
            source.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onClose(WebSocket source, int code, String reason) {
            closeCode.complete(code);
            return null;
        }
    }
}
