package io.github.stampedestomp.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;

/**
 * One fault that a server goes through while a witness looks on: what the server had in use before must be all that it has
 * in use afterwards.
 */
final class Trial implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final Duration SAMPLE_EVERY = Duration.ofMillis(250);
    private static final Duration LONGEST_GAP = Duration.ofSeconds(1);
    /** A machine that is busy with other things makes everybody wait; a fault may not make it much worse. */
    private static final int TIMES_BYSTANDER = 3;

    private static final int WITNESSES = 2;
    private static final long MEBI = 1 << 20;
    private static final Path REPORT = Path.of("target", "faults.txt");

    private final String fault;
    private final ServerProcess server;
    private final Witness witness;
    private final Witness bystander;
    private final Standing before;
    private Standing during;
    private long sampledAt = System.nanoTime() - SAMPLE_EVERY.toNanos();

    /** Something that fails as networks fail. */
    interface Step {
        void run() throws IOException;
    }

    private Trial(String fault, ServerProcess server, Witness witness, Witness bystander, Standing before) {
        this.fault = fault;
        this.server = server;
        this.witness = witness;
        this.bystander = bystander;
        this.before = before;
        this.during = before;
    }

    /**
     * Begins a trial.
     *
     * @param warmUp the same fault in small, since what is loaded or made once, on first use, is no leak
     */
    static Trial begin(String fault, ServerProcess server, Step warmUp) throws IOException {
        Witness early = Witness.start(server.port());
        warmUp.run();
        early.testify();
        early.close();
        Await.until("the warm-up is over", PATIENCE, () -> server.standing().connections() == 0);
        Witness witness = Witness.start(server.port());
        return new Trial(fault, server, witness, Bystander.witness(), server.standing());
    }

    Standing before() {
        return before;
    }

    /** {@return what the server has in use now} */
    Standing sample() {
        Standing now = server.standing();
        during = now.heapBytes() > during.heapBytes() || now.connections() > during.connections()
                ? new Standing(
                        Math.max(now.heapBytes(), during.heapBytes()),
                        Math.max(now.descriptors(), during.descriptors()),
                        Math.max(now.threads(), during.threads()),
                        Math.max(now.connections(), during.connections()))
                : during;
        return now;
    }

    /** Samples now and then; the collections of each sample make all clients wait, so they must not come one upon another. */
    void glance() {
        long now = System.nanoTime();
        if (now - sampledAt > SAMPLE_EVERY.toNanos()) {
            sample();
            sampledAt = System.nanoTime();
        }
    }

    /** {@return by how much the heap has grown at most, as far as it was sampled} */
    double grownMebibytes() {
        return (double) (during.heapBytes() - before.heapBytes()) / MEBI;
    }

    /** Waits until nothing of the fault is left, and looks at what the witness has seen. */
    void assertEndured() {
        report(awaitAsBefore());
    }

    /** Waits until nothing of the fault is left. */
    Standing awaitAsBefore() {
        Standing[] last = {before};
        Await.until(
                "nobody but the witness is left",
                PATIENCE,
                () -> server.counted().connections() <= WITNESSES);
        try {
            Await.until("as before", PATIENCE, () -> {
                last[0] = server.standing();
                return isAsBefore(last[0]);
            });
        } catch (AssertionError e) {
            throw new AssertionError("before: " + before + "; afterwards: " + last[0], e);
        }
        return last[0];
    }

    private boolean isAsBefore(Standing now) {
        return now.connections() <= WITNESSES
                && now.descriptors() <= before.descriptors()
                && now.threads() <= before.threads()
                && now.heapBytes() <= before.heapBytes() + MEBI;
    }

    private void report(Standing after) {
        Testimony testimony = witness.testify();
        Testimony elsewhere = bystander.testify();
        String line = "%s%n  before: %s%n  during: %s%n  after:  %s%n  witness: %s%n  elsewhere: longest gap %d ms%n"
                .formatted(
                        fault,
                        before,
                        during,
                        after,
                        testimony,
                        elsewhere.longestGap().toMillis());
        try {
            Files.createDirectories(REPORT.getParent());
            Files.writeString(REPORT, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        assertThat(testimony.isFlawless()).as(fault + ": " + testimony).isTrue();
        assertThat(testimony.sent()).isPositive();
        assertThat(testimony.longestGap()).as(fault + ": " + testimony).isLessThan(longestGap(elsewhere));
    }

    private static Duration longestGap(Testimony elsewhere) {
        Duration borne = elsewhere.longestGap().multipliedBy(TIMES_BYSTANDER);
        return borne.compareTo(LONGEST_GAP) > 0 ? borne : LONGEST_GAP;
    }

    @Override
    public void close() {
        witness.close();
        bystander.close();
    }
}
