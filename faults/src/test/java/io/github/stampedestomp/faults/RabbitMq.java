package io.github.stampedestomp.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/** RabbitMQ with its STOMP plugin, beside one that the system may run. */
final class RabbitMq extends ExternalBroker {
    /** Those on the PATH would change to another user. */
    private static final Path PROGRAMS = Path.of("/usr/lib/rabbitmq/bin");

    private final int namesPort = freePort();
    private final int nodePort = freePort();
    private final Optional<Network> network;
    /** Tells where the node is. Its own, so that nodes of one name do not collide. */
    private final Process names;

    private RabbitMq(Optional<Network> network) throws IOException {
        this.network = network;
        Files.writeString(folder().resolve("plugins"), "[rabbitmq_stomp].");
        Files.writeString(
                folder().resolve("rabbitmq.conf"),
                "listeners.tcp = none\nstomp.listeners.tcp.1 = %s:%d\nloopback_users = none\n"
                        .formatted(network.isPresent() ? "0.0.0.0" : host(0), port()));
        names = begin(program("epmd", "-port", "" + namesPort, "-address", "127.0.0.1"), "names.log");
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(names), "names-end"));
    }

    /** {@return one that runs} Where it is not installed, the test is skipped, but fails if {@code CI} is set. */
    static RabbitMq start() throws IOException {
        return start(Optional.empty());
    }

    /** {@return one that runs in a network, if there is one} Where it is not installed, the same holds. */
    static RabbitMq start(Optional<Network> network) throws IOException {
        require();
        RabbitMq broker = new RabbitMq(network);
        broker.run();
        return broker;
    }

    private static void require() {
        String need = "this needs RabbitMQ, which is not installed";
        if (!Files.exists(PROGRAMS)) {
            if (System.getenv("CI") != null) {
                Assertions.fail(need);
            }
            System.out.println("SKIPPED: " + need);
            Assumptions.abort(need);
        }
    }

    @Override
    String host(int server) {
        return network.map(own -> own.address(server)).orElse(super.host(server));
    }

    @Override
    String login() {
        return "guest";
    }

    @Override
    String passcode() {
        return "guest";
    }

    /** Makes it believe that memory runs short: it reads no more from whoever has sent messages. */
    void raiseAlarm() throws IOException {
        allowMemory("0.0000001");
    }

    void endAlarm() throws IOException {
        allowMemory("0.6");
    }

    private void allowMemory(String share) throws IOException {
        Process control = begin(rabbit("rabbitmqctl", "set_vm_memory_high_watermark", share), "control.log");
        if (control.onExit().join().exitValue() != 0) {
            throw new AssertionError(read("control.log"));
        }
    }

    @Override
    ProcessBuilder command() {
        return rabbit("rabbitmq-server");
    }

    private ProcessBuilder program(String... command) {
        ProcessBuilder program = new ProcessBuilder(new ArrayList<>(List.of(command)));
        network.ifPresent(own -> own.lead(program));
        return program;
    }

    private ProcessBuilder rabbit(String name, String... arguments) {
        ProcessBuilder program = program(PROGRAMS.resolve(name).toString());
        program.command().addAll(List.of(arguments));
        program.environment().keySet().removeIf(variable -> variable.startsWith("RABBITMQ_"));
        program.environment()
                .putAll(Map.ofEntries(
                        Map.entry("HOME", folder().toString()), // of the cookie by which programs are let in
                        Map.entry("ERL_EPMD_ADDRESS", "127.0.0.1"),
                        Map.entry("ERL_EPMD_PORT", "" + namesPort),
                        Map.entry("RABBITMQ_NODENAME", "stampede@localhost"),
                        Map.entry("RABBITMQ_DIST_PORT", "" + nodePort),
                        Map.entry("RABBITMQ_CONF_ENV_FILE", "/dev/null"),
                        Map.entry("RABBITMQ_CONFIG_FILE", path("rabbitmq.conf")),
                        Map.entry("RABBITMQ_ENABLED_PLUGINS_FILE", path("plugins")),
                        Map.entry("RABBITMQ_MNESIA_BASE", path("store")),
                        Map.entry("RABBITMQ_LOG_BASE", path("logs")),
                        Map.entry("RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS", "-kernel inet_dist_use_interface {127,0,0,1}"),
                        Map.entry("RUNNING_UNDER_SYSTEMD", "true"))); // so that the script becomes the node
        return program;
    }

    private String path(String name) {
        return folder().resolve(name).toString();
    }

    @Override
    public void close() throws IOException {
        end(names);
        super.close();
    }
}
