package io.github.stampedestomp.benchmarks;

import java.nio.file.Path;
import java.util.List;

/** A server that is compared, a program of its own. */
enum Peer {
    STAMPEDE("Stampede", true, ""),
    SPRING("Spring, SimpleBroker", false, "spring"),
    VERTX("Vert.x STOMP", true, "vertx"),
    ARTEMIS("Artemis", true, "artemis"),
    JAVA_WEBSOCKET("Java-WebSocket, broadcast()", true, "java-websocket");

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

    /** {@return whether it confirms a SUBSCRIBE by a receipt} */
    boolean givesReceipts() {
        return givesReceipts;
    }

    /** {@return how the JVM finds it} */
    List<String> program() {
        if (this == STAMPEDE) {
            return List.of("-cp", System.getProperty("java.class.path"), MeasuredServer.class.getName());
        }
        return List.of("-jar", jar().toString());
    }

    /** {@return its jar, which stands below ours as the build has put it} */
    Path jar() {
        Path own = Path.of(System.getProperty("java.class.path")).toAbsolutePath();
        return own.resolveSibling(Path.of("..", "peers", module, "target", "stampede-peer-" + module + ".jar"))
                .normalize();
    }
}
