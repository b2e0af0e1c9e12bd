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
    FLOOR("one write per delivery", true);

    /** Without it Tomcat ends the connection of whoever sends more than 8 KiB at once. */
    static final String LARGE_MESSAGES = "large";

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
     * @param arguments for those that are not ours
     */
    ServerProgram program(List<String> prefix, List<String> options, List<String> arguments) {
        List<String> program = isOurs()
                ? List.of("-cp", System.getProperty("java.class.path"), main().getName())
                : Stream.concat(Stream.of("-jar", jar().toString()), arguments.stream())
                        .toList();
        return new ServerProgram(prefix, options, program, Redirect.INHERIT);
    }

    private boolean isOurs() {
        return this == STAMPEDE || this == FLOOR;
    }

    private Class<?> main() {
        return this == STAMPEDE ? MeasuredServer.class : WriteFloor.class;
    }

    private Path jar() {
        return OurJar.folder()
                .resolve(Path.of("..", "peers", word(), "target", "stampede-peer-" + word() + ".jar"))
                .normalize();
    }
}
