package io.github.stampedestomp.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A server that is compared, a program of its own. */
enum Peer {
    STAMPEDE("Stampede", true, ""),
    SPRING("Spring, SimpleBroker", false, "spring"),
    VERTX("Vert.x STOMP", true, "vertx"),
    ARTEMIS("Artemis", true, "artemis"),
    JAVA_WEBSOCKET("Java-WebSocket, broadcast()", true, "java-websocket");

    private static final int MOST_PROBES = 500;
    /** Without it Tomcat ends the connection of whoever sends more than 8 KiB at once. */
    private static final String LARGE_MESSAGES = "large";

    private final String title;
    private final boolean givesReceipts;
    private final String module;

    Peer(String title, boolean givesReceipts, String module) {
        this.title = title;
        this.givesReceipts = givesReceipts;
        this.module = module;
    }

    String title() {
        return title;
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
        throw new IOException(title + " has sent no message of " + MOST_PROBES);
    }

    /** {@return how the JVM finds it} */
    List<String> program() {
        if (this == STAMPEDE) {
            return List.of("-cp", System.getProperty("java.class.path"), MeasuredServer.class.getName());
        }
        return this == SPRING ? List.of("-jar", jar().toString(), LARGE_MESSAGES) : List.of("-jar", jar().toString());
    }

    /** {@return its jar, which stands below ours as the build has put it} */
    Path jar() {
        Path own = Path.of(System.getProperty("java.class.path")).toAbsolutePath();
        return own.resolveSibling(Path.of("..", "peers", module, "target", "stampede-peer-" + module + ".jar"))
                .normalize();
    }
}
