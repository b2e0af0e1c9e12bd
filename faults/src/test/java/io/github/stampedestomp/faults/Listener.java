package io.github.stampedestomp.faults;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A subscriber in a swarm, which checks that the numbered messages of one publisher come once and in order. */
final class Listener implements Talk.Ear {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final CountDownLatch subscribed = new CountDownLatch(1);
    private final String topic;
    private final Consumer<Listener> onMessage;
    private volatile String why = "";
    private volatile String fault = "";
    private volatile int received;
    private Talk talk;

    private Listener(String topic, Consumer<Listener> onMessage) {
        this.topic = topic;
        this.onMessage = onMessage;
    }

    /** {@return a listener that has subscribed} */
    static Listener to(Swarm swarm, String topic) {
        return to(swarm, topic, listener -> {});
    }

    /** {@return a listener that has subscribed, and does something with each message} */
    static Listener to(Swarm swarm, String topic, Consumer<Listener> onMessage) {
        Listener listener = new Listener(topic, onMessage);
        swarm.execute(() -> listener.talk = Way.WEBSOCKET.talk(swarm, listener));
        await(listener.subscribed);
        return listener;
    }

    private static void await(CountDownLatch latch) {
        try {
            if (!latch.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError("a listener waited for a minute");
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void opened() {
        talk.say("CONNECT\naccept-version:1.2\nhost:localhost\n\n^@SUBSCRIBE\nid:0\ndestination:" + topic
                + "\nreceipt:here\n\n^@");
    }

    @Override
    public void heard(String frame) {
        if (frame.startsWith("MESSAGE\n")) {
            take(frame);
        } else if (frame.startsWith("RECEIPT\n")) {
            subscribed.countDown();
        }
    }

    /** A body begins with its number and a blank. */
    private void take(String frame) {
        int start = frame.indexOf("\n\n") + 2;
        int number = Integer.parseInt(frame, start, frame.indexOf(' ', start), 10);
        if (number != received && fault.isEmpty()) {
            fault = number + " came instead of " + received;
        }
        received = number + 1;
        onMessage.accept(this);
    }

    @Override
    public void over(String reason) {
        why = reason;
    }

    Talk talk() {
        return talk;
    }

    int received() {
        return received;
    }

    /** {@return what was wrong with the order, or nothing} */
    String fault() {
        return fault;
    }

    /** {@return how the server has ended the conversation, or nothing} */
    String why() {
        return why;
    }
}
