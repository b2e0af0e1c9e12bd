package io.github.stampedestomp.examples.program;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** The program curl. Where it is missing, the test class is skipped, but fails if {@code CI} is set. */
public final class Curl implements BeforeAllCallback {
    private static final int PATIENCE_IN_SECONDS = 20;

    private Path program;

    @Override
    public void beforeAll(ExtensionContext context) {
        program = Program.require(context, "curl");
    }

    /** {@return what curl writes when it is run with some arguments: the body of the response, a line feed and the status} */
    public String run(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(program.toString(), "--disable", "--silent", "--show-error"));
        command.addAll(List.of("--max-time", String.valueOf(PATIENCE_IN_SECONDS), "--noproxy", "*"));
        command.addAll(List.of("--write-out", "\n%{http_code}"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor(PATIENCE_IN_SECONDS, SECONDS)).isTrue();
        return said;
    }
}
