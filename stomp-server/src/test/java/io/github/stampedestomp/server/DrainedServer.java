package io.github.stampedestomp.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.stampedestomp.frame.Frame;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.java_websocket.WebSocketImpl;
import org.slf4j.Logger;

/** A server for all transports, in this process or as a program of its own, which drains when the process is asked to end. */
final class DrainedServer {
    private DrainedServer() {}

    /** Prints the port, and runs until the process ends. */
    public static void main(String[] arguments) {
        StompServer server = started(0);
        Runtime.getRuntime().addShutdownHook(new Thread(server::stop));
        System.out.println(server.port());
    }

    static StompServer started(int port) {
        StompServer server = StompServer.builder()
                .port(port)
                .rules(OpenRules::allow)
                .sockJs(SockJs.at("/sockjs").responseBytes(Integer.MAX_VALUE))
                .drain(Drain.over(Duration.ofSeconds(10)))
                .build();
        server.start();
        return server;
    }

    static Process process() throws IOException {
        String classPath = Stream.of(
                        DrainedServer.class, StompServer.class, Frame.class, WebSocketImpl.class, Logger.class)
                .map(DrainedServer::place)
                .distinct()
                .collect(Collectors.joining(File.pathSeparator));
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-cp",
                        classPath,
                        DrainedServer.class.getName())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    static int port(Process process) throws IOException {
        String line = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8)).readLine();
        return Integer.parseInt(line);
    }

    private static String place(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }
}
