package io.github.stampedestomp.faults;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;

/** A broker of another make, in a process of its own, with a folder and ports of its own. */
abstract class ExternalBroker implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int ANSWER_MILLIS = 2000;
    /** Below the ports that systems hand out to clients, so that nobody takes one while its broker is down. */
    private static final int LOWEST_PORT = 10_000;

    private static final int HIGHEST_PORT = 30_000;

    private final int port = freePort();
    private final Path folder;
    private Process process;

    ExternalBroker() throws IOException {
        folder = Files.createTempDirectory("broker");
        Runtime.getRuntime().addShutdownHook(new Thread(this::kill, "broker-end"));
    }

    /** {@return what runs it in the foreground} */
    abstract ProcessBuilder command() throws IOException;

    abstract String login();

    abstract String passcode();

    /** {@return where a server finds it} */
    String host(int server) {
        return "127.0.0.1";
    }

    final int port() {
        return port;
    }

    final Path folder() {
        return folder;
    }

    /** {@return a port that nobody listens on} */
    static int freePort() {
        int port = randomPort();
        while (!isFree(port)) {
            port = randomPort();
        }
        return port;
    }

    private static int randomPort() {
        return ThreadLocalRandom.current().nextInt(LOWEST_PORT, HIGHEST_PORT);
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException taken) {
            return false;
        }
    }

    /** Runs it, after a kill too, and waits until it lets clients in. */
    final void run() throws IOException {
        process = begin(command(), "broker.log");
        Await.until("the broker lets clients in", PATIENCE, () -> isServing() || !process.isAlive());
        if (!process.isAlive()) {
            throw new AssertionError("the broker has ended: " + read("broker.log"));
        }
    }

    /** Starts a process that writes to a file of the folder. */
    final Process begin(ProcessBuilder command, String log) throws IOException {
        return command.directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(folder.resolve(log).toFile()))
                .start();
    }

    final String read(String log) throws IOException {
        return Files.readString(folder.resolve(log));
    }

    private boolean isServing() {
        try (Socket socket = new Socket(host(0), port)) {
            socket.setSoTimeout(ANSWER_MILLIS);
            String connect = "CONNECT\naccept-version:1.2\nhost:/\nlogin:%s\npasscode:%s\n\n\0";
            socket.getOutputStream()
                    .write(connect.formatted(login(), passcode()).getBytes(UTF_8));
            String answer = new String(socket.getInputStream().readNBytes("CONNECTED".length()), UTF_8);
            return answer.equals("CONNECTED");
        } catch (IOException notYet) {
            return false;
        }
    }

    /** Ends it at once, without a word; what it has stored stays. */
    final void kill() {
        if (process != null) {
            end(process);
        }
    }

    /** Ends a process and those that it has begun. */
    static void end(Process process) {
        List<ProcessHandle> begun = process.descendants().toList();
        process.destroyForcibly().onExit().join();
        begun.forEach(ProcessHandle::destroyForcibly);
        begun.forEach(each -> each.onExit().join());
    }

    @Override
    public void close() throws IOException {
        kill();
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path each : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(each);
            }
        }
    }
}
