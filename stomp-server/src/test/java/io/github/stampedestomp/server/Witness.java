package io.github.stampedestomp.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.stampedestomp.broker.Broker;
import io.github.stampedestomp.broker.DestinationPattern;
import io.github.stampedestomp.broker.Message;
import io.github.stampedestomp.broker.Subscriber;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Sees whatever the broker delivers to topics, to users and to one queue. */
final class Witness implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 30;
    private static final String ERRORS = "/queue/errors";

    private record Seen(Subscriber by, Message message) {}

    private final Broker broker;
    private final List<Subscriber> subscribers = new ArrayList<>();
    private final BlockingQueue<Seen> seen = new LinkedBlockingQueue<>();

    Witness(Broker broker, String destination) {
        this.broker = broker;
        subscribe("/topic/**");
        subscribe("/user/**");
        if (destination.startsWith("/queue/") && !DestinationPattern.hasWildcard(destination)) {
            subscribe(destination);
        }
    }

    private void subscribe(String destination) {
        Subscriber subscriber = new Subscriber() {
            @Override
            public String destination() {
                return destination;
            }

            @Override
            public void deliver(Message message) {
                if (!message.destination().endsWith(ERRORS)) {
                    seen.add(new Seen(this, message));
                }
            }
        };
        broker.subscribe(subscriber);
        subscribers.add(subscriber);
    }

    /** {@return destination and body of the next message, which must come} */
    String next() {
        Message next = nextMessage();
        return next.destination() + " " + new String(next.body(), UTF_8);
    }

    Message nextMessage() {
        try {
            Seen next = seen.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (next == null) {
                throw new AssertionError("nothing was delivered");
            }
            broker.ack(next.by, next.message);
            return next.message;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        subscribers.forEach(broker::unsubscribe);
    }
}
