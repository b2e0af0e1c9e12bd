package io.github.stampedestomp.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * All clients of a soak: who sits where, who comes and goes, and how much is published. It belongs to the thread of its
 * swarm; only the methods named {@code await…} and {@code ask} wait for that thread, and are for others.
 */
final class SoakCrowd implements Participant.Host {
    private static final int IN_A_ROOM = 10;
    private static final int SLOW_SHARE = 50;
    private static final int WINDOW = 8;
    private static final double NANOS = 1e9;
    private static final Duration TICK = Duration.ofMillis(5);
    private static final Duration COMING_BACK = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final double CHURN = 0.01;

    private enum Mode {
        /** Nobody publishes. */
        QUIET,
        /** All publish as fast as what they publish comes back to them. */
        SATURATING,
        /** All together publish at a rate. */
        PACED
    }

    final Tally tally = new Tally();
    private final Swarm swarm;
    private final Duration pause;
    private final List<Participant> present = new ArrayList<>();
    private Mode mode = Mode.QUIET;
    private double rate;
    private double budget;
    private double churnBudget;
    private int nextPublisher;
    private int nextLeaver;
    private int nextId;
    private long lastTick = System.nanoTime();
    private boolean closing;

    SoakCrowd(Swarm swarm, SoakOptions options) {
        this.swarm = swarm;
        this.pause = options.pause();
        swarm.execute(() -> gather(options.clients()));
    }

    private void gather(int clients) {
        int rooms = Math.max(1, clients / IN_A_ROOM);
        Way[] ways = Way.values();
        for (int i = 0; i < clients; i++) {
            int place = i / rooms;
            come(new Seat(i % rooms, ways[place % ways.length], place % 3 == 1, false));
        }
        for (int i = 0; i < Math.max(1, clients / SLOW_SHARE); i++) {
            come(new Seat(0, ways[i % ways.length], false, true));
        }
        tick();
    }

    private void come(Seat seat) {
        Participant participant = new Participant(nextId++, seat, tally, this);
        present.add(participant);
        participant.come(swarm);
        swarm.in(PATIENCE, () -> {
            if (present.contains(participant) && !participant.wasWelcome()) {
                giveUp(participant, "it was not let in");
            }
        });
    }

    private void comeBack(Seat seat) {
        if (!closing) {
            come(seat);
        }
    }

    private void giveUp(Participant participant, String why) {
        System.err.println("participant " + participant.id + " (" + participant.seat + ") gave up: " + why);
        tally.unexpectedEnds++;
        participant.breakOff();
        gone(participant);
    }

    private void gone(Participant participant) {
        present.remove(participant);
        tally.reconnects++;
        swarm.in(COMING_BACK, () -> comeBack(participant.seat));
    }

    // ---- what participants tell ----

    @Override
    public void arrived(Participant participant) {
        if (participant.seat.slow()) {
            stopReading(participant);
        }
    }

    private void stopReading(Participant participant) {
        swarm.in(pause, () -> {
            if (participant.hasArrived()) {
                participant.pause();
                swarm.in(pause, () -> {
                    participant.resume();
                    stopReading(participant);
                });
            }
        });
    }

    @Override
    public void finished(Participant participant) {
        participant.leave();
        long sent = participant.published();
        swarm.in(PATIENCE, () -> present.forEach(other -> other.settle(participant.id, sent)));
        gone(participant);
    }

    @Override
    public void lost(Participant participant, String why) {
        if (participant.seat.slow()) {
            tally.cuts++;
        } else {
            System.err.println("participant " + participant.id + " (" + participant.seat + ") was lost: " + why);
            tally.unexpectedEnds++;
        }
        forget(participant);
        gone(participant);
    }

    private void forget(Participant participant) {
        swarm.in(PATIENCE, () -> present.forEach(other -> other.forget(participant.id)));
    }

    // ---- what happens all the time ----

    private void tick() {
        long now = System.nanoTime();
        double seconds = (now - lastTick) / NANOS;
        lastTick = now;
        publish(seconds);
        if (mode == Mode.PACED) {
            churn(seconds);
        }
        swarm.in(TICK, this::tick);
    }

    private void publish(double seconds) {
        if (mode == Mode.SATURATING) {
            for (Participant participant : present) {
                while (mayPublish(participant) && participant.outstanding() < WINDOW) {
                    participant.publish();
                }
            }
        } else if (mode == Mode.PACED) {
            budget =
                    Math.min(budget + seconds * rate, rate); // what was missed in more than a second is not made up for
            for (; budget >= 1; budget--) {
                publishNext();
            }
        }
    }

    private void publishNext() {
        for (int tried = 0; tried < present.size(); tried++) {
            Participant participant = present.get(nextPublisher++ % present.size());
            if (mayPublish(participant)) {
                participant.publish();
                return;
            }
        }
    }

    private static boolean mayPublish(Participant participant) {
        return participant.hasArrived() && !participant.seat.slow();
    }

    private void churn(double seconds) {
        churnBudget += seconds * CHURN * present.size();
        for (; churnBudget >= 1; churnBudget--) {
            Participant leaver = present.get(nextLeaver++ % present.size());
            if (!mayPublish(leaver)) {
                continue;
            }
            if (nextLeaver % 2 == 0) {
                finish(leaver);
            } else {
                leaver.breakOff();
                forget(leaver);
                gone(leaver);
            }
        }
    }

    private void finish(Participant leaver) {
        leaver.finish();
        swarm.in(PATIENCE, () -> {
            if (present.contains(leaver)) {
                giveUp(leaver, "its last message was not confirmed");
            }
        });
    }

    // ---- for other threads ----

    void saturate() {
        swarm.execute(() -> mode = Mode.SATURATING);
    }

    void pace(double messagesPerSecond) {
        swarm.execute(() -> {
            rate = messagesPerSecond;
            mode = Mode.PACED;
        });
    }

    void quiet() {
        swarm.execute(() -> mode = Mode.QUIET);
    }

    <T> T ask(Supplier<T> question) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        swarm.execute(() -> answer.complete(question.get()));
        return answer.join();
    }

    void awaitArrivals() {
        Await.until("all have arrived", Duration.ofMinutes(2), () -> ask(this::haveAllArrived));
    }

    private boolean haveAllArrived() {
        return present.stream().allMatch(Participant::hasArrived);
    }

    /** Waits for what is on its way, counts what does not come, and lets all leave. */
    void awaitEnd() {
        swarm.execute(() -> {
            mode = Mode.QUIET;
            closing = true;
        });
        try {
            Await.until("all has come", PATIENCE, () -> ask(() -> missing() == 0));
        } catch (AssertionError e) {
            System.err.println(e.getMessage());
        }
        ask(() -> {
            tally.lost += missing();
            present.forEach(Participant::leave);
            present.clear();
            return true;
        });
    }

    /** {@return how much of what those who are there have published has not come to those who listen to them} */
    private long missing() {
        return present.stream()
                .filter(SoakCrowd::mayPublish)
                .mapToLong(publisher -> present.stream()
                        .filter(SoakCrowd::mayPublish)
                        .mapToLong(other -> other.missing(publisher.id, publisher.published()))
                        .sum())
                .sum();
    }
}
