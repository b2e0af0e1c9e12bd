package io.github.stampedestomp.faults;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.management.UnixOperatingSystemMXBean;
import io.github.stampedestomp.server.StompServer;
import io.github.stampedestomp.server.StompServerBuilder;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The server in a process of its own, so that only its own memory is measured. It prints its port, then answers each line
 * of its standard input with one line.
 */
final class FaultServer {
    static final String STANDING = "standing";
    static final String METRICS = "metrics";
    static final String ONLINE = "online";
    static final String STOP = "stop";
    /** So many descriptors are used by others. */
    static final String TAKEN = "taken=";

    private static final long STABLE_BYTES = 16 * 1024;
    private static final int MOST_COLLECTIONS = 8;

    private FaultServer() {}

    /** Serves with settings until it is told to stop, or its input ends. */
    public static void main(String[] settings) throws IOException {
        StompServerBuilder builder = StompServer.builder()
                .host("localhost")
                .port(0)
                .sockJs("/sockjs")
                .rules(rules -> rules.send("**").allow().subscribe("**").allow())
                .requests(FaultyApplication::answer)
                .onSessionEvent(FaultyApplication::hear);
        List<FileChannel> taken = new ArrayList<>();
        for (String setting : settings) {
            if (setting.startsWith(TAKEN)) {
                takeDescriptors(taken, Integer.parseInt(setting.substring(TAKEN.length())));
            } else {
                ServerSettings.apply(builder, setting);
            }
        }
        try (StompServer server = builder.build()) {
            server.start();
            System.out.println(server.port());
            answer(server, new BufferedReader(new InputStreamReader(System.in, UTF_8)));
        }
    }

    /** What the program around a server has open itself. */
    private static void takeDescriptors(List<FileChannel> taken, int count) throws IOException {
        while (taken.size() < count) {
            taken.add(FileChannel.open(Path.of("/dev/null")));
        }
    }

    private static void answer(StompServer server, BufferedReader questions) throws IOException {
        String question = questions.readLine();
        while (question != null && !question.equals(STOP)) {
            System.out.println(answer(server, question));
            question = questions.readLine();
        }
    }

    private static String answer(StompServer server, String question) {
        return switch (question) {
            case STANDING -> standing(server).line();
            case METRICS -> Counted.line(server.metrics());
            case ONLINE -> String.join(" ", server.users().names());
            default -> throw new IllegalArgumentException("question must not be " + question);
        };
    }

    private static Standing standing(StompServer server) {
        UnixOperatingSystemMXBean system = (UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return new Standing(
                liveBytes(),
                descriptors(system),
                ManagementFactory.getThreadMXBean().getThreadCount(),
                server.connections());
    }

    /** Without a descriptor the system cannot count them: then all are in use. */
    private static long descriptors(UnixOperatingSystemMXBean system) {
        try {
            return system.getOpenFileDescriptorCount();
        } catch (InternalError e) {
            return system.getMaxFileDescriptorCount();
        }
    }

    /** Collects until collections free no more. */
    private static long liveBytes() {
        long before = Long.MAX_VALUE;
        long live = collected();
        for (int i = 0; i < MOST_COLLECTIONS && before - live > STABLE_BYTES; i++) {
            before = live;
            live = Math.min(live, collected());
        }
        return live;
    }

    private static long collected() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
