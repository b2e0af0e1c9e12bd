package io.github.stampedestomp.benchmarks;

/** Checks that what a subscriber gets is numbered 1, 2, 3 and so on: nothing lost, nothing twice, nothing swapped. */
final class DeliveryOrder {
    private long last;

    /**
     * Takes note of a delivery.
     *
     * @throws IllegalStateException if it is not the next one
     */
    void accept(long number) {
        if (number != last + 1) {
            throw new IllegalStateException("delivery " + number + " came after " + last + ", so one was "
                    + (number > last ? "lost or overtaken" : "doubled or came late"));
        }
        last = number;
    }

    /**
     * Takes note that no more is to come.
     *
     * @throws IllegalStateException if this was not the last delivery
     */
    void end(long number) {
        if (number != last) {
            throw new IllegalStateException("delivery " + last + " was the last, but " + number + " were sent");
        }
    }
}
