package io.github.stampedestomp.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Many subscribers of one topic, of which one does not read until it is asked to. */
final class FanOut implements AutoCloseable {
    private static final String TOPIC = "/topic/fan-out";
    private static final int SUBSCRIBERS = 20;
    private static final int MESSAGE_BYTES = 4096;
    static final int MESSAGES_IN_A_MEBIBYTE = (1 << 20) / MESSAGE_BYTES;
    /** The system is to keep little for the one that does not read. */
    private static final int RECEIVE_BYTES = 32 * 1024;

    private static final String LATER = " later^@";
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final int port;
    private final Swarm swarm;
    private final WireClient publisher;
    private final WireClient slow;
    private final List<Listener> others = new ArrayList<>();

    private FanOut(int port, Swarm swarm) throws IOException {
        this.port = port;
        this.swarm = swarm;
        this.publisher = WireClient.connect(port);
        this.slow = WireClient.connectSlow(port, RECEIVE_BYTES).subscribed("0", TOPIC);
        while (others.size() < SUBSCRIBERS - 1) {
            others.add(Listener.to(swarm, TOPIC));
        }
    }

    static FanOut begin(ServerProcess server, Swarm swarm) throws IOException {
        return new FanOut(server.port(), swarm);
    }

    WireClient slow() {
        return slow;
    }

    /** Begins to publish messages with the numbers from 0. */
    Publishing publish(int messages) {
        return Publishing.begin(port, TOPIC, messages, MESSAGE_BYTES);
    }

    /** Publishes one small message more. */
    void publishLater(int number) {
        try {
            publisher.send("SEND\ndestination:" + TOPIC + "\n\n" + number + LATER);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until all the others have got so many. */
    void awaitReceived(int count, Runnable meanwhile) {
        Await.until("the others have got " + count, PATIENCE, () -> {
            meanwhile.run();
            return others.stream()
                    .allMatch(other -> other.received() >= count || !other.why().isEmpty());
        });
        assertThat(others).extracting(Listener::fault).containsOnly("");
        assertThat(others).extracting(Listener::why).containsOnly("");
    }

    /** Lets the slow one read until one of the later messages comes. {@return the numbers of what it got, whole frames all} */
    List<Integer> readUntilLater() {
        List<Integer> numbers = new ArrayList<>();
        try {
            String body = nextBody();
            while (!body.endsWith(LATER)) {
                assertThat(body).endsWith(" " + "x".repeat(MESSAGE_BYTES) + "^@");
                numbers.add(number(body));
                body = nextBody();
            }
            numbers.add(number(body));
            return numbers;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String nextBody() throws IOException {
        String frame = slow.next().wire();
        assertThat(frame).startsWith("MESSAGE\n");
        return frame.substring(frame.indexOf("\n\n") + 2);
    }

    private static int number(String body) {
        return Integer.parseInt(body, 0, body.indexOf(' '), 10);
    }

    @Override
    public void close() throws IOException {
        publisher.close();
        slow.close();
        swarm.execute(() -> others.forEach(other -> other.talk().leave()));
    }
}
