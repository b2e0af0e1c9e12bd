package io.github.stampedestomp.server.net;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * How many sockets the system leaves to this process. Some descriptors are kept for others: a process without any cannot
 * open a file, not even to load a class.
 */
final class FileDescriptors {
    private static final Path LIMITS = Path.of("/proc/self/limits");
    private static final String OPEN_FILES = "Max open files";
    private static final int MOST_KEPT = 256;

    private FileDescriptors() {}

    /** {@return how many connections this process can have, as far as the system tells} */
    static int forConnections() {
        try {
            return Files.isReadable(LIMITS) ? forConnections(Files.readAllLines(LIMITS)) : Integer.MAX_VALUE;
        } catch (IOException e) {
            return Integer.MAX_VALUE;
        }
    }

    /** {@return the same from the lines in which Linux tells the limits of a process} */
    static int forConnections(List<String> limits) {
        for (String line : limits) {
            if (line.startsWith(OPEN_FILES)) {
                String[] words = line.substring(OPEN_FILES.length()).strip().split(" ", 2);
                return forConnections(words[0]);
            }
        }
        return Integer.MAX_VALUE;
    }

    private static int forConnections(String softLimit) {
        try {
            int limit = Integer.parseInt(softLimit);
            return limit - Math.min(MOST_KEPT, limit / 3);
        } catch (NumberFormatException e) { // "unlimited", or as good as that
            return Integer.MAX_VALUE;
        }
    }
}
