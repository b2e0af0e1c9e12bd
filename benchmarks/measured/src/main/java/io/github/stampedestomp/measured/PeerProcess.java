package io.github.stampedestomp.measured;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A server in a process of its own, as a benchmark starts it. */
public final class PeerProcess implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 10;

    private final Process process;
    private final PrintWriter questions;
    private final BufferedReader answers;
    private final int port;

    private PeerProcess(Process process) throws IOException {
        this.process = process;
        this.questions = new PrintWriter(process.getOutputStream(), true, UTF_8);
        this.answers = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
        this.port = Math.toIntExact(answer());
    }

    /** Starts a server, and waits until it listens. */
    public static PeerProcess start(Class<?> main, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // A test wants it to start soon, not to run fast.
        command.addAll(List.of("-Xmx256m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(List.of(arguments));
        return new PeerProcess(new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    /** {@return the port on which it listens} */
    public int port() {
        return port;
    }

    /** {@return what it answers to a question of {@link Measured}} */
    public long ask(String question) throws IOException {
        questions.println(question);
        return answer();
    }

    /** {@return whether it ends when it is told to} */
    public boolean stops() throws InterruptedException {
        questions.println(Measured.STOP);
        return process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    private long answer() throws IOException {
        String line = answers.readLine();
        if (line == null) {
            throw new IOException("the server has ended");
        }
        return Long.parseLong(line);
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
