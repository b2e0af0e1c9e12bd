package io.github.stampedestomp.benchmarks;

import java.io.IOException;
import java.util.List;

/**
 * Which cores the two processes run on.
 *
 * @param serverPrefix what the server's command line begins with
 * @param description the machine, and who has which of its cores
 */
record Cores(List<String> serverPrefix, String description) {
    /** Gives each process a core of its own, where the system has two and the command {@code taskset}. */
    static Cores separate() throws InterruptedException {
        int processors = Runtime.getRuntime().availableProcessors();
        String machine = "%d cores, Java %s, %s %s; "
                .formatted(
                        processors, Runtime.version(), System.getProperty("os.name"), System.getProperty("os.version"));
        return hasMovedToSecondCore()
                ? new Cores(List.of("taskset", "-c", "0"), machine + "server and driver each on a core of their own")
                : new Cores(List.of(), machine + "server and driver share the cores");
    }

    private static boolean hasMovedToSecondCore() throws InterruptedException {
        String process = Long.toString(ProcessHandle.current().pid());
        try {
            Process moving = new ProcessBuilder("taskset", "-a", "-c", "-p", "1", process)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return moving.waitFor() == 0;
        } catch (IOException e) {
            return false; // there is no such command
        }
    }
}
