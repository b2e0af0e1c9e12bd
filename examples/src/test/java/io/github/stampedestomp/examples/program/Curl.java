package io.github.stampedestomp.examples.program;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** The program curl. Where it is missing, the test class is skipped, but fails if {@code CI} is set. */
public final class Curl implements BeforeAllCallback, AfterAllCallback {
    /** What curl gives back when the status is an error and it is told to fail then. */
    public static final int REFUSED = 22;

    private static final int PATIENCE_IN_SECONDS = 20;
    private static final String SETTINGS = """
            silent
            show-error
            fail-with-body
            noproxy = "*"
            max-time = %d
            """.formatted(PATIENCE_IN_SECONDS);

    private Path program;
    private Path home;

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        program = Program.require(context, "curl");
        home = Files.createTempDirectory("curl");
        Files.writeString(home.resolve(".curlrc"), SETTINGS);
    }

    @Override
    public void afterAll(ExtensionContext context) throws IOException {
        if (home != null) {
            Files.delete(home.resolve(".curlrc"));
            Files.delete(home);
        }
    }

    /**
     * What came of it.
     *
     * @param code 0, or {@link #REFUSED} if the status is an error
     * @param text the body of the response
     */
    public record Result(int code, String text) {}

    /** {@return what comes of curl when it is run with some arguments} */
    public Result run(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(List.of(arguments));
        return run(new ProcessBuilder(command));
    }

    /** {@return what comes of a script for a shell that calls curl} */
    public Result script(String text, Map<String, String> variables) throws IOException, InterruptedException {
        ProcessBuilder shell = new ProcessBuilder("sh", "-e", "-c", text);
        shell.environment().putAll(variables);
        shell.environment()
                .merge("PATH", program.getParent().toString(), (path, own) -> own + File.pathSeparator + path);
        return run(shell);
    }

    private Result run(ProcessBuilder builder) throws IOException, InterruptedException {
        builder.environment().put("CURL_HOME", home.toString());
        Process process = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
        process.getOutputStream().close();
        String text = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor(PATIENCE_IN_SECONDS, SECONDS)).isTrue();
        return new Result(process.exitValue(), text);
    }
}
