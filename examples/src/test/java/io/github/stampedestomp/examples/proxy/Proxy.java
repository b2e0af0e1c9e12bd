package io.github.stampedestomp.examples.proxy;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

import io.github.stampedestomp.examples.program.Program;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A real proxy, run as the documentation configures it. What a test starts ends after it. Where the program is missing, the
 * class is skipped, but fails if {@code CI} is set.
 */
public final class Proxy implements BeforeAllCallback, AfterEachCallback {
    private static final int ATTEMPTS = 5;

    private final Make make;
    private final List<Process> processes = new ArrayList<>();
    private final List<Path> folders = new ArrayList<>();
    private Path program;

    private Proxy(Make make) {
        this.make = make;
    }

    /** {@return nginx, not started yet} */
    public static Proxy nginx() {
        return new Proxy(Make.NGINX);
    }

    /** {@return HAProxy, not started yet} */
    public static Proxy haproxy() {
        return new Proxy(Make.HAPROXY);
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        program = Program.require(context, make.program);
    }

    /** {@return the documented configuration} */
    public Configuration documented() {
        return documented("proxies.md");
    }

    /** {@return the configuration that a document of the project shows} */
    public Configuration documented(String document) {
        return Configuration.documented(document, make.program);
    }

    /** Runs the proxy with a configuration until the test ends, and returns its port. */
    public int start(Configuration configuration) throws IOException, InterruptedException {
        for (int attempt = 1; ; attempt++) {
            int port = freePort();
            Path folder = Files.createTempDirectory(make.program);
            folders.add(folder);
            Process process = start(configuration.with(make.documentedPort, make.ownPort.formatted(port)), folder);
            if (hasOpened(port, process)) {
                return port;
            }
            if (attempt == ATTEMPTS) {
                throw new AssertionError(make.program + " has ended: " + Files.readString(log(folder)));
            }
        }
    }

    private Process start(Configuration configuration, Path folder) throws IOException {
        Path file = folder.resolve("configuration");
        Files.writeString(file, make.complete(configuration.text()));
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(make.arguments(folder, file));
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log(folder).toFile())
                .start();
        processes.add(process);
        return process;
    }

    private static Path log(Path folder) {
        return folder.resolve("log");
    }

    /** The system gives the next program another one, most likely; the proxy cannot be given one that is open already. */
    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** {@return whether a process takes connections, once it does or has ended} */
    private static boolean hasOpened(int port, Process process) throws InterruptedException {
        while (!process.waitFor(10, MILLISECONDS)) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return socket.isConnected();
            } catch (IOException notYet) {
                // The loop's condition bounds it: none of the programs runs on without its port.
            }
        }
        return false;
    }

    @Override
    public void afterEach(ExtensionContext context) throws IOException, InterruptedException {
        for (Process process : processes) {
            process.destroy();
            if (!process.waitFor(10, SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        }
        processes.clear();
        for (Path folder : folders) {
            try (Stream<Path> paths = Files.walk(folder)) {
                paths.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
            }
        }
        folders.clear();
    }
}
