package io.github.stampedestomp.examples.chat;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ChatServerTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream errors = new ByteArrayOutputStream();

    @Test
    void helpIsPrinted() {
        assertThat(run("--help")).isZero();
        assertThat(text(out)).startsWith("Usage: ").contains("--port N");
        assertThat(text(errors)).isEmpty();
    }

    @Test
    void wrongArgumentsAreExplained() {
        assertThat(run("--prot", "80")).isEqualTo(2);
        assertThat(text(errors)).startsWith("unknown option '--prot'\nUsage: ");
        assertThat(text(out)).isEmpty();
    }

    @Test
    void shortKeyIsExplained() {
        assertThat(run("--api-key", "short")).isEqualTo(2);
        assertThat(text(errors)).startsWith("a key must have at least 16 characters\nUsage: ");
        assertThat(text(out)).isEmpty();
    }

    @Test
    void portInUseIsToldInOneLine() throws IOException {
        try (ServerSocket other = new ServerSocket(0)) {
            String port = String.valueOf(other.getLocalPort());
            assertThat(run("--port", port)).isEqualTo(1);
            assertThat(text(errors)).contains(port).hasLineCount(1);
            assertThat(text(out)).isEmpty();
        }
    }

    private int run(String... arguments) {
        return ChatServer.run(List.of(arguments), Map.of(), stream(out), stream(errors));
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    private static String text(ByteArrayOutputStream bytes) {
        return bytes.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
    }
}
