package io.github.stampedestomp.server.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stampedestomp.broker.Broker;
import io.github.stampedestomp.broker.Message;
import io.github.stampedestomp.frame.Headers;
import java.util.Collections;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What every broker keeps, on two servers that are joined through an external one. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class RelayContract extends BrokerContract {
    private Node here;
    private Node there;

    abstract ExternalBroker external();

    @BeforeAll
    void join() {
        here = Node.start(external());
        there = Node.start(external());
    }

    @AfterAll
    void part() {
        if (there != null) { // the broker is installed
            here.close();
            there.close();
        }
    }

    @Override
    Broker here() {
        return here.broker();
    }

    @Override
    Broker there() {
        return there.broker();
    }

    @Test
    void whoHasSentMoreThanHalfOfWhatMayWaitIsHeldBackUntilItIsConfirmed() {
        Holds holds = new Holds();
        Message message = Message.of(topic("a"), Headers.of(), new byte[60_000], holds);
        CompletionStage<Void> sent = here().sendAll(Collections.nCopies(10, message));
        assertThat(holds.times()).isEqualTo(1);
        await(sent);
        assertThat(holds.count()).isZero();
    }
}
