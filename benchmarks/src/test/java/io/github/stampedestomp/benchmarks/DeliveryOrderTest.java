package io.github.stampedestomp.benchmarks;

import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class DeliveryOrderTest {
    private final DeliveryOrder order = new DeliveryOrder();

    @Test
    void deliveriesInTheirOrderPass() {
        deliver(1, 2, 3);
        assertThatNoException().isThrownBy(() -> order.end(3));
    }

    @Test
    void lostDeliveryIsNoticed() {
        assertThatIllegalStateException()
                .isThrownBy(() -> deliver(1, 2, 4))
                .withMessage("delivery 4 came after 2, so one was lost or overtaken");
    }

    @Test
    void lostFirstDeliveryIsNoticed() {
        assertThatIllegalStateException()
                .isThrownBy(() -> deliver(2))
                .withMessage("delivery 2 came after 0, so one was lost or overtaken");
    }

    @Test
    void lostLastDeliveryIsNoticed() {
        deliver(1, 2);
        assertThatIllegalStateException()
                .isThrownBy(() -> order.end(3))
                .withMessage("delivery 2 was the last, but 3 were sent");
    }

    @Test
    void doubledDeliveryIsNoticed() {
        assertThatIllegalStateException()
                .isThrownBy(() -> deliver(1, 2, 2))
                .withMessage("delivery 2 came after 2, so one was doubled or came late");
    }

    @Test
    void swappedDeliveriesAreNoticed() {
        assertThatIllegalStateException()
                .isThrownBy(() -> deliver(1, 3, 2))
                .withMessage("delivery 3 came after 1, so one was lost or overtaken");
    }

    private void deliver(long... numbers) {
        LongStream.of(numbers).forEach(order::accept);
    }
}
