package io.github.stampedestomp.measured;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.util.Arrays;

/**
 * The end of a server's process at which it is measured: prints the port, then answers each line of its standard input with one
 * number.
 */
public final class Measured {
    /** Asks for the CPU time of the process, in nanoseconds. */
    public static final String CPU = "cpu";
    /** Asks how many bytes all threads have allocated, those that have ended not counted. */
    public static final String ALLOCATED = "allocated";
    /** Asks how many bytes of the heap are in use after a collection. */
    public static final String HEAP = "heap";
    /** Ends the process. */
    public static final String STOP = "stop";

    private static final int COLLECTIONS = 3;

    private Measured() {}

    /** Answers until it is told to stop, or its input ends. */
    public static void answer(int port) throws IOException {
        System.out.println(port);
        BufferedReader questions = new BufferedReader(new InputStreamReader(System.in, UTF_8));
        String question = questions.readLine();
        while (question != null && !question.equals(STOP)) {
            System.out.println(answer(question));
            question = questions.readLine();
        }
    }

    private static long answer(String question) {
        return switch (question) {
            case CPU ->
                ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
            case ALLOCATED -> allocatedBytes();
            case HEAP -> heapBytes();
            default -> throw new IllegalArgumentException("question must not be " + question);
        };
    }

    private static long allocatedBytes() {
        ThreadMXBean threads = ManagementFactory.getPlatformMXBean(ThreadMXBean.class);
        return Arrays.stream(threads.getThreadAllocatedBytes(threads.getAllThreadIds()))
                .filter(bytes -> bytes > 0) // none of a thread that has just ended
                .sum();
    }

    /** What the last collection has left. What is in use since then holds whole buffers of threads, of many megabytes. */
    private static long heapBytes() {
        for (int i = 0; i < COLLECTIONS; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .mapToLong(pool -> pool.getCollectionUsage().getUsed())
                .sum();
    }
}
