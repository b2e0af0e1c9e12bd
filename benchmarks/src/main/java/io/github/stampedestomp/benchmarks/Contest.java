package io.github.stampedestomp.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Servers under one load, in rounds that take turns. A server that fails is left out from then on. */
final class Contest implements AutoCloseable {
    /** One server under the load. */
    private record Contestant(Server server, Workload workload) {}

    private final Load load;
    private final Duration round;
    private final Report report;
    private final List<Contestant> contestants = new ArrayList<>();

    Contest(Load load, Duration round, Report report) {
        this.load = load;
        this.round = round;
        this.report = report;
    }

    /** Connects the clients to a server. */
    void enter(Server server) {
        try {
            contestants.add(new Contestant(server, load.open(server)));
        } catch (IOException | UncheckedIOException e) {
            leaveOut(server, e);
        }
    }

    /** Lets each server have so many rounds, there and back again. */
    void rounds(int count, Comparison comparison) {
        for (int i = 0; i < count; i++) {
            for (Contestant contestant : List.copyOf(contestants)) {
                round(contestant, comparison);
            }
            Collections.reverse(contestants);
        }
    }

    private void round(Contestant contestant, Comparison comparison) {
        try {
            Round shown = contestant.workload.run(round);
            comparison.add(contestant.server.peer(), shown, contestant.workload.faults());
        } catch (IOException | UncheckedIOException e) {
            contestants.remove(contestant);
            close(contestant);
            leaveOut(contestant.server, e);
        }
    }

    private void leaveOut(Server server, Exception cause) {
        report.say("%s is left out of %s: %s".formatted(server.peer().title(), load.name(), cause.getMessage()));
    }

    private void close(Contestant contestant) {
        try {
            contestant.workload.close();
        } catch (IOException e) {
            leaveOut(contestant.server, e);
        }
    }

    @Override
    public void close() {
        contestants.forEach(this::close);
    }
}
