package io.github.stampedestomp.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class DeliveryOrderTest {
    private final Faults faults = new Faults();
    private final DeliveryOrder order = new DeliveryOrder(faults);

    @Test
    void deliveriesInTheirOrderPass() {
        deliver(1, 2, 3);
        order.end(3);
        assertThat(faults).hasToString("none");
    }

    @Test
    void lostDeliveriesAreCountedWhereverTheyAre() {
        deliver(2, 4);
        order.end(5);
        assertThat(faults).hasToString("3 lost, 0 doubled, 0 out of order");
    }

    @Test
    void doubledDeliveryIsCounted() {
        deliver(1, 2, 2, 3, 1);
        order.end(3);
        assertThat(faults).hasToString("0 lost, 2 doubled, 0 out of order");
    }

    @Test
    void deliveryThatComesLateIsOutOfOrderAndNotLost() {
        deliver(1, 3, 2, 4);
        order.end(4);
        assertThat(faults).hasToString("0 lost, 0 doubled, 1 out of order");
    }

    @Test
    void nothingIsCountedTwiceInTheRoundsThatFollow() {
        deliver(1, 3);
        order.end(3);
        deliver(4, 5);
        order.end(5);
        assertThat(faults).hasToString("1 lost, 0 doubled, 0 out of order");
    }

    private void deliver(long... numbers) {
        LongStream.of(numbers).forEach(order::accept);
    }
}
