package io.github.stampedestomp.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.stampedestomp.measured.Measured;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The process of a server that is measured, seen from outside. */
final class ServerProcess implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 20;

    private final Process process;
    private final PrintWriter questions;
    private final BufferedReader answers;
    private final int port;

    private ServerProcess(Process process) throws IOException {
        this.process = process;
        this.questions = new PrintWriter(process.getOutputStream(), true, UTF_8);
        this.answers = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
        this.port = Math.toIntExact(answer());
    }

    /**
     * Starts a server.
     *
     * @param prefix what its command line begins with
     * @param program options for its JVM, its class path and its main class, or its jar
     */
    static ServerProcess start(List<String> prefix, List<String> program) throws IOException {
        List<String> command = new ArrayList<>(prefix);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xms1g", "-Xmx1g", "-XX:+UseParallelGC"));
        command.addAll(program);
        return new ServerProcess(new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    int port() {
        return port;
    }

    /** {@return the CPU time that the process has used} */
    long cpuNanos() throws IOException {
        return ask(Measured.CPU);
    }

    /** {@return how many bytes its threads have allocated} */
    long allocatedBytes() throws IOException {
        return ask(Measured.ALLOCATED);
    }

    private long ask(String question) throws IOException {
        questions.println(question);
        return answer();
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
