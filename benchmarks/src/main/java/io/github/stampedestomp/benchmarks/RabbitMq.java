package io.github.stampedestomp.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** RabbitMQ with its STOMP plug-in, apart from one that the system may run, in a folder that goes with it. */
final class RabbitMq implements AutoCloseable {
    /** Whom a new node knows, with a passcode that is the same. */
    static final String LOGIN = "guest";

    /** Those in the PATH would run as the user rabbitmq. */
    private static final Path PROGRAMS = Path.of("/usr/lib/rabbitmq/bin");

    private static final String EVERYTHING = ".*";
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final int LOOK_EVERY_MILLIS = 100;

    private final Path folder = Files.createTempDirectory("stampede-rabbitmq");
    private final Map<String, String> surroundings;
    private final int port = FreePort.next();
    /** The node, and what tells programs its port by its name. Guarded by this. */
    private final List<Process> processes = new ArrayList<>();
    /** Guarded by this. */
    private boolean hasEnded;

    private RabbitMq() throws IOException {
        int namesPort = FreePort.next();
        surroundings = Map.ofEntries(
                Map.entry("HOME", folder.toString()), // of the cookie by which programs are let in
                Map.entry("ERL_EPMD_ADDRESS", "127.0.0.1"),
                Map.entry("ERL_EPMD_PORT", "" + namesPort),
                Map.entry("RABBITMQ_NODENAME", "stampede-benchmarks@localhost"),
                Map.entry("RABBITMQ_DIST_PORT", "" + FreePort.next()),
                Map.entry("RABBITMQ_CONF_ENV_FILE", "/dev/null"),
                Map.entry("RABBITMQ_CONFIG_FILE", path("rabbitmq.conf")),
                Map.entry("RABBITMQ_ENABLED_PLUGINS_FILE", path("plugins")),
                Map.entry("RABBITMQ_MNESIA_BASE", path("store")),
                Map.entry("RABBITMQ_LOG_BASE", path("logs")),
                Map.entry("RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS", "-kernel inet_dist_use_interface {127,0,0,1}"),
                Map.entry("RUNNING_UNDER_SYSTEMD", "true")); // the script becomes the node
        Files.writeString(folder.resolve("plugins"), "[rabbitmq_stomp].");
        Files.writeString(
                folder.resolve("rabbitmq.conf"),
                "listeners.tcp = none\nstomp.listeners.tcp.1 = 127.0.0.1:%d\n".formatted(port));
        Runtime.getRuntime().addShutdownHook(new Thread(this::end)); // before there is anything to end
        run(new ProcessBuilder("epmd", "-port", "" + namesPort, "-address", "127.0.0.1"));
        run(program("rabbitmq-server"));
    }

    static boolean isInstalled() {
        return Files.exists(PROGRAMS.resolve("rabbitmq-server"));
    }

    /** {@return a node that answers} */
    static RabbitMq start() throws IOException {
        RabbitMq node = new RabbitMq();
        try {
            node.awaitAnswer();
            node.control("await_startup");
            return node;
        } catch (IOException e) {
            node.close();
            throw e;
        }
    }

    private void awaitAnswer() throws IOException {
        long start = System.nanoTime();
        while (!answers()) {
            if (hasEndedWithin(LOOK_EVERY_MILLIS) || System.nanoTime() - start > PATIENCE.toNanos()) {
                throw new IOException("RabbitMQ does not start: " + Files.readString(folder.resolve("log")));
            }
        }
    }

    private boolean answers() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    private boolean hasEndedWithin(int millis) throws IOException {
        try {
            return node().waitFor(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    /** {@return the port of STOMP} */
    int port() {
        return port;
    }

    /** {@return the CPU time that the node has used} */
    long cpuNanos() {
        return node().info().totalCpuDuration().orElseThrow().toNanos();
    }

    /** Makes a part of it that one server has for itself. */
    VirtualHost add(String host) throws IOException {
        control("add_vhost", host);
        control("set_permissions", "-p", host, LOGIN, EVERYTHING, EVERYTHING, EVERYTHING);
        return new VirtualHost(this, host);
    }

    /** {@return the value of an Erlang expression, as the node prints it} */
    String evaluate(String expression) throws IOException {
        return control("eval", expression);
    }

    private String control(String... words) throws IOException {
        Process process = program("rabbitmqctl", words)
                .redirectError(Redirect.appendTo(folder.resolve("log").toFile()))
                .start();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        if (process.onExit().join().exitValue() != 0) {
            throw new IOException("RabbitMQ refuses " + String.join(" ", words) + ": " + said);
        }
        return said.strip();
    }

    private synchronized Process node() {
        return processes.get(processes.size() - 1);
    }

    private synchronized void run(ProcessBuilder program) throws IOException {
        if (hasEnded) {
            throw new IOException("the benchmark ends");
        }
        processes.add(program.redirectErrorStream(true)
                .redirectOutput(Redirect.appendTo(folder.resolve("log").toFile()))
                .start());
    }

    private ProcessBuilder program(String name, String... words) {
        ProcessBuilder program = new ProcessBuilder(PROGRAMS.resolve(name).toString());
        program.command().addAll(List.of(words));
        program.environment().keySet().removeIf(variable -> variable.startsWith("RABBITMQ_"));
        program.environment().putAll(surroundings);
        return program;
    }

    private String path(String name) {
        return folder.resolve(name).toString();
    }

    private synchronized void end() {
        hasEnded = true;
        for (Process process : processes) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().onExit().join();
        }
    }

    @Override
    public void close() throws IOException {
        end();
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
