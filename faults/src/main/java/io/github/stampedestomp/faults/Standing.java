package io.github.stampedestomp.faults;

/**
 * What a server has in use at a moment.
 *
 * @param heapBytes what lives in its heap after collections
 * @param descriptors open files and sockets of its process
 * @param threads threads of its process
 * @param connections connections that the server counts
 */
record Standing(long heapBytes, long descriptors, int threads, int connections) {
    static final Standing NONE = new Standing(0, 0, 0, 0);
    private static final double MEBI = 1 << 20;

    static Standing parse(String line) {
        String[] words = line.split(" ", -1);
        return new Standing(
                Long.parseLong(words[0]),
                Long.parseLong(words[1]),
                Integer.parseInt(words[2]),
                Integer.parseInt(words[3]));
    }

    /** {@return what {@link #parse} understands} */
    String line() {
        return heapBytes + " " + descriptors + " " + threads + " " + connections;
    }

    /** {@return the same for people} */
    @Override
    public String toString() {
        return "%.1f MiB, %d descriptors, %d threads, %d connections"
                .formatted(heapBytes / MEBI, descriptors, threads, connections);
    }
}
