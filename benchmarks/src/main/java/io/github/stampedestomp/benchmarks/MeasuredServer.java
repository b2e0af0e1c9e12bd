package io.github.stampedestomp.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import io.github.stampedestomp.server.SockJs;
import io.github.stampedestomp.server.StompServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Arrays;

/**
 * The server in a process of its own, so that only its own CPU time is counted. It prints its port, then answers each line
 * of its standard input with one line.
 */
final class MeasuredServer {
    static final String CPU = "cpu";
    static final String ALLOCATED = "allocated";
    static final String STOP = "stop";

    private MeasuredServer() {}

    /** Serves until it is told to stop, or its input ends. */
    public static void main(String[] arguments) throws IOException {
        // Between its rounds nobody reads for a transport, which is no reason to end its sessions.
        SockJs sockJs = SockJs.at("/sockjs").disconnectDelay(Duration.ofHours(1));
        try (StompServer server = StompServer.builder()
                .rules(rules -> rules.send("**").allow())
                .host("localhost")
                .port(0)
                .sockJs(sockJs)
                .build()) {
            server.start();
            System.out.println(server.port());
            answer(new BufferedReader(new InputStreamReader(System.in, UTF_8)));
        }
    }

    private static void answer(BufferedReader questions) throws IOException {
        String question = questions.readLine();
        while (question != null && !question.equals(STOP)) {
            System.out.println(
                    switch (question) {
                        case CPU -> cpuNanos();
                        case ALLOCATED -> allocatedBytes();
                        default -> throw new IllegalArgumentException("question must not be " + question);
                    });
            question = questions.readLine();
        }
    }

    private static long cpuNanos() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
    }

    private static long allocatedBytes() {
        ThreadMXBean threads = ManagementFactory.getPlatformMXBean(ThreadMXBean.class);
        return Arrays.stream(threads.getThreadAllocatedBytes(threads.getAllThreadIds()))
                .filter(bytes -> bytes > 0) // none of a thread that has just ended
                .sum();
    }
}
