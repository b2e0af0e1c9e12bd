package io.github.stampedestomp.server.relay;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** RabbitMQ with its STOMP plug-in, apart from one that the system may run. */
final class RabbitMqBroker extends ForkedBroker {
    /** Those in the PATH would run as the user rabbitmq. */
    private static final Path PROGRAMS = Path.of("/usr/lib/rabbitmq/bin");

    private static final String NODE = "stampede@localhost";

    private final int namesPort = FreePort.next();
    private final int nodePort = FreePort.next();
    /** Tells programs the node's port by its name. Its own, so that nodes of the same name do not collide. */
    private final Process names;

    private RabbitMqBroker() {
        super(StoreFolder.create("rabbitmq"));
        folder().write("plugins", "[rabbitmq_stomp].");
        folder().write("rabbitmq.conf", """
                listeners.tcp = none
                stomp.listeners.tcp.1 = 127.0.0.1:%d
                """.formatted(port()));
        names = start(new ProcessBuilder("epmd", "-port", "" + namesPort, "-address", "127.0.0.1"), "names.log");
    }

    /** {@return one that runs} Where it is not installed, the test is skipped. */
    static RabbitMqBroker start() {
        Installed.require("RabbitMQ", "rabbitmq-server", PROGRAMS);
        RabbitMqBroker broker = new RabbitMqBroker();
        broker.restart();
        return broker;
    }

    @Override
    public String login() {
        return "guest";
    }

    @Override
    public String passcode() {
        return "guest";
    }

    @Override
    public String host() {
        return "/";
    }

    /** Makes it believe that memory runs short, so that it reads no more from whoever sends messages. */
    void blockPublishers() {
        allowMemory("0.0000001");
    }

    void unblockPublishers() {
        allowMemory("0.9");
    }

    private void allowMemory(String share) {
        evaluate("ok = vm_memory_monitor:set_vm_memory_high_watermark(%s).".formatted(share));
    }

    /** A new subscription is on the disk a moment after it was confirmed. */
    @Override
    public void settle() {
        evaluate("ok = mnesia:sync_log().");
    }

    /** {@return how many queues there are} */
    int queues() {
        return Integer.parseInt(evaluate("length(rabbit_amqqueue:list())."));
    }

    /** {@return what an expression is, as the node evaluates it} */
    private String evaluate(String expression) {
        Process process = start(program("rabbitmqctl", "eval", expression), "control.log");
        int status = process.onExit().join().exitValue();
        String all = folder().read("control.log").strip();
        if (status != 0) {
            throw new AssertionError(all);
        }
        return all.lines().reduce("", (before, line) -> line);
    }

    @Override
    ProcessBuilder command() {
        return program("rabbitmq-server");
    }

    private ProcessBuilder program(String name, String... arguments) {
        ProcessBuilder program = new ProcessBuilder(PROGRAMS.resolve(name).toString());
        program.command().addAll(List.of(arguments));
        program.environment().keySet().removeIf(variable -> variable.startsWith("RABBITMQ_"));
        program.environment().putAll(surroundings());
        return program;
    }

    private Map<String, String> surroundings() {
        return Map.ofEntries(
                Map.entry("HOME", folder().path().toString()), // of the cookie by which programs are let in
                Map.entry("ERL_EPMD_ADDRESS", "127.0.0.1"),
                Map.entry("ERL_EPMD_PORT", "" + namesPort),
                Map.entry("RABBITMQ_NODENAME", NODE),
                Map.entry("RABBITMQ_DIST_PORT", "" + nodePort),
                Map.entry("RABBITMQ_CONF_ENV_FILE", "/dev/null"),
                Map.entry("RABBITMQ_CONFIG_FILE", path("rabbitmq.conf")),
                Map.entry("RABBITMQ_ENABLED_PLUGINS_FILE", path("plugins")),
                Map.entry("RABBITMQ_MNESIA_BASE", path("store")),
                Map.entry("RABBITMQ_LOG_BASE", path("logs")),
                Map.entry("RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS", "-kernel inet_dist_use_interface {127,0,0,1}"),
                Map.entry("RUNNING_UNDER_SYSTEMD", "true")); // the script becomes the node
    }

    private String path(String name) {
        return folder().resolve(name).toString();
    }

    @Override
    public void close() {
        super.close();
        end(names);
    }
}
