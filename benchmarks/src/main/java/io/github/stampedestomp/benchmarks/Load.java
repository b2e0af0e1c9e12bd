package io.github.stampedestomp.benchmarks;

import java.util.Locale;

/**
 * One publisher that sends to a topic all the time.
 *
 * @param window how many messages are on their way to the average subscriber at most
 */
record Load(int subscribers, int bodyBytes, int window) {
    @Override
    public String toString() {
        String size = bodyBytes < 1024 ? bodyBytes + " B" : bodyBytes / 1024 + " KiB";
        return String.format(Locale.ROOT, "1 to %d, %s, %d in flight", subscribers, size, window);
    }
}
