package io.github.stampedestomp.server.relay;

import io.github.stampedestomp.broker.Broker;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
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
}
