package io.github.stampedestomp.benchmarks;

import io.github.stampedestomp.measured.ServerProgram;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** A server that is compared, a program of its own. */
enum Peer {
    STAMPEDE("Stampede", true),
    SPRING("Spring, SimpleBroker", false),
    VERTX("Vert.x STOMP", true),
    ARTEMIS("Artemis", true),
    JAVA_WEBSOCKET("Java-WebSocket, broadcast()", true),
    FLOOR("one write per delivery", true),
    RELAY("Stampede, relay", true),
    RELAY_UNKEPT("Stampede, relay, keepFor zero", true),
    SPRING_RELAY("Spring, StompBrokerRelay", true);

    /** Without it Tomcat ends the connection of whoever sends more than 8 KiB at once. */
    private static final String LARGE_MESSAGES = "large";

    private static final int MOST_PROBES = 500;

    private final String title;
    private final boolean givesReceipts;

    Peer(String title, boolean givesReceipts) {
        this.title = title;
        this.givesReceipts = givesReceipts;
    }

    String title() {
        return title;
    }

    /** {@return the name by which it is chosen} */
    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** {@return whether it confirms what it is asked to confirm, after all that the client has sent before} */
    boolean givesReceipts() {
        return givesReceipts;
    }

    /** {@return whether it is Stampede, with or without a broker} */
    boolean isStampede() {
        return this == STAMPEDE || this == RELAY || this == RELAY_UNKEPT;
    }

    /** {@return whether it hands messages on through a broker} */
    boolean needsBroker() {
        return this == RELAY || this == RELAY_UNKEPT || this == SPRING_RELAY;
    }

    /** {@return the arguments by which it expects large messages} */
    List<String> expectingLargeMessages() {
        return isOurs() ? List.of() : List.of(LARGE_MESSAGES);
    }

    /** {@return the arguments by which it hands messages on through a broker} */
    List<String> handingOn(VirtualHost host) {
        String broker = "stomp://127.0.0.1:" + host.node().port();
        return switch (this) {
            case RELAY -> List.of(broker, RabbitMq.LOGIN, RabbitMq.LOGIN, host.name());
            case RELAY_UNKEPT -> List.of(broker, RabbitMq.LOGIN, RabbitMq.LOGIN, host.name(), MeasuredServer.UNKEPT);
            case SPRING_RELAY ->
                List.of(
                        "--broker=" + broker,
                        "--login=" + RabbitMq.LOGIN,
                        "--passcode=" + RabbitMq.LOGIN,
                        "--host=" + host.name());
            default -> throw new IllegalStateException(title + " uses no broker");
        };
    }

    /**
     * Waits until a client has subscribed that has just asked to: for its receipt, or else for a first message.
     *
     * @param prober a client that was let in, to send that message
     */
    void awaitSubscribed(Wire wire, Wire prober, String destination) throws IOException {
        if (givesReceipts) {
            wire.await("receipt-id:here");
            return;
        }
        for (int i = 0; i < MOST_PROBES; i++) {
            prober.write(Requests.message("SEND\ndestination:" + destination + "\n\n?\0"));
            if (wire.hears("MESSAGE")) {
                return;
            }
        }
        throw new IOException("it has sent no message of " + MOST_PROBES);
    }

    /** {@return whether it can be started} */
    boolean isBuilt() {
        return isOurs() || Files.exists(jar());
    }

    /**
     * {@return how it is started}
     *
     * @param prefix what its command line begins with
     * @param options for its JVM
     * @param arguments of the program
     */
    ServerProgram program(List<String> prefix, List<String> options, List<String> arguments) {
        List<String> program = isOurs()
                ? List.of("-cp", System.getProperty("java.class.path"), main().getName())
                : List.of("-jar", jar().toString());
        List<String> words = Stream.concat(program.stream(), arguments.stream()).toList();
        return new ServerProgram(prefix, options, words, Redirect.INHERIT);
    }

    private boolean isOurs() {
        return isStampede() || this == FLOOR;
    }

    private Class<?> main() {
        return this == FLOOR ? WriteFloor.class : MeasuredServer.class;
    }

    private Path jar() {
        String module = this == SPRING_RELAY ? SPRING.word() : word();
        return OurJar.folder()
                .resolve(Path.of("..", "peers", module, "target", "stampede-peer-" + module + ".jar"))
                .normalize();
    }
}
