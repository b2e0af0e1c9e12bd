package io.github.stampedestomp.faults;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** The process of a {@link FaultServer}, seen from outside. */
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
        this.port = Integer.parseInt(answer());
    }

    /**
     * Starts a server.
     *
     * @param arguments options of the JVM, which begin with a hyphen, and settings such as {@code connections=100}
     */
    static ServerProcess start(String... arguments) throws IOException {
        return start(command(FaultServer.class, arguments));
    }

    /** Starts a server that may open so many files and sockets. */
    static ServerProcess withDescriptors(int most, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("sh", "-c", "ulimit -n " + most + " && exec \"$@\"", "sh"));
        command.addAll(command(FaultServer.class, arguments));
        return start(command);
    }

    private static ServerProcess start(List<String> command) throws IOException {
        return new ServerProcess(new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    /** {@return what runs a program of this class path in a JVM of its own} */
    static List<String> command(Class<?> program, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        Arrays.stream(arguments).filter(argument -> argument.startsWith("-")).forEach(command::add);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName()));
        Arrays.stream(arguments).filter(argument -> !argument.startsWith("-")).forEach(command::add);
        return command;
    }

    int port() {
        return port;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** {@return what the server has in use, after its heap was collected} */
    Standing standing() {
        return Standing.parse(answerTo(FaultServer.STANDING));
    }

    /** {@return the users who are online} */
    Set<String> online() {
        return Set.of(answerTo(FaultServer.ONLINE).split(" ", -1));
    }

    /** {@return what the server has counted so far} */
    Counted counted() {
        return Counted.parse(answerTo(FaultServer.METRICS));
    }

    private synchronized String answerTo(String question) {
        try {
            questions.println(question);
            return answer();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@return the CPU time that the process has used} */
    Duration cpuTime() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    private String answer() throws IOException {
        String line = answers.readLine();
        if (line == null) {
            throw new IOException("the server has ended");
        }
        return line;
    }

    /** Ends the process at once, without a word. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** Stops the server in order, or kills it if that takes too long. */
    @Override
    public void close() {
        questions.println(FaultServer.STOP);
        process.onExit()
                .completeOnTimeout(process, PATIENCE_SECONDS, TimeUnit.SECONDS)
                .join();
        process.destroyForcibly();
    }
}
