package io.github.stampedestomp.measured;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A server in a process of its own, seen from outside. */
public final class ServerProcess implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 20;
    private static final String RESIDENT = "VmRSS:";

    private final Process process;
    private final PrintWriter questions;
    private final BufferedReader answers;
    private final int port;

    ServerProcess(Process process) throws IOException {
        this.process = process;
        this.questions = new PrintWriter(process.getOutputStream(), true, UTF_8);
        this.answers = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
        this.port = Math.toIntExact(answer());
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

    /** {@return how many bytes of memory the system has given to the process, or 0 where the system does not tell} */
    public long residentBytes() throws IOException {
        Path status = Path.of("/proc", Long.toString(process.pid()), "status");
        if (!Files.exists(status)) {
            return 0;
        }
        try (Stream<String> lines = Files.lines(status)) {
            return lines.filter(line -> line.startsWith(RESIDENT))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                    .sum();
        }
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
        questions.println(Measured.STOP);
        process.onExit()
                .completeOnTimeout(process, PATIENCE_SECONDS, TimeUnit.SECONDS)
                .join();
        process.destroyForcibly();
    }
}
