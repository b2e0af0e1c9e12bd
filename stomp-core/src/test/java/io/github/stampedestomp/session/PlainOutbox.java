package io.github.stampedestomp.session;

import io.github.stampedestomp.broker.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/** What an {@link Outbox} keeps, done as plainly as can be: one list, gone through for everything. */
final class PlainOutbox {
    /** A message that waits for a subscription. */
    record Entry(Subscription subscription, Message message) {
        SlowReader policy() {
            return subscription.slowReader();
        }

        boolean isOfSamePlaceAs(Entry other) {
            return subscription == other.subscription && message.destination().equals(other.message.destination());
        }
    }

    private final long limitBytes;
    private final long inConnection;
    private final List<Entry> waiting = new ArrayList<>();
    private boolean isLagging;
    private boolean isBehind;
    private boolean isConflating;
    private boolean hasOverflowed;
    private int dropped;

    PlainOutbox(long limitBytes, long inConnection) {
        this.limitBytes = limitBytes;
        this.inConnection = inConnection;
    }

    List<Entry> waiting() {
        return waiting;
    }

    boolean hasOverflowed() {
        return hasOverflowed;
    }

    int dropped() {
        return dropped;
    }

    boolean isLagging() {
        return isLagging;
    }

    long bytes() {
        return inConnection
                + waiting.stream().mapToLong(each -> each.message().weight()).sum();
    }

    void add(Entry entry) {
        long before = bytes();
        long after = before + entry.message().weight();
        if (entry.policy() == SlowReader.CLOSE) {
            long most = isLagging ? limitBytes : 16 * limitBytes;
            if (before > 0) {
                makeRoom(most - entry.message().weight());
                hasOverflowed = bytes() + entry.message().weight() > most;
            }
            if (!hasOverflowed) {
                waiting.add(entry);
            }
            return;
        }
        waiting.add(entry);
        if (entry.policy() == SlowReader.CONFLATE && (isConflating || isBehind || after > limitBytes)) {
            conflate();
        }
        if (before > 0) {
            dropDownTo(isBehind ? limitBytes : 16 * limitBytes, entry.policy());
        }
        forgetConflating();
    }

    void lag(boolean lags) {
        isLagging = lags;
        if (lags) {
            if (!isBehind) {
                conflate();
            }
            isBehind = true;
            makeRoom(limitBytes);
            hasOverflowed |= bytes() > limitBytes && !waiting.isEmpty();
        }
        lookWhetherItHasCaughtUp();
        forgetConflating();
    }

    Entry poll() {
        Entry first = waiting.remove(0);
        forgetConflating();
        return first;
    }

    void lookWhetherItHasCaughtUp() {
        isBehind = isLagging || (isBehind && bytes() > limitBytes / 8);
    }

    private void makeRoom(long most) {
        dropDownTo(most, SlowReader.DROP_OLDEST);
        dropDownTo(most, SlowReader.DROP_NEWEST);
        dropDownTo(most, SlowReader.CONFLATE);
        forgetConflating();
    }

    private void dropDownTo(long most, SlowReader policy) {
        OptionalInt victim = victim(policy);
        while (bytes() > most && victim.isPresent()) {
            waiting.remove(victim.getAsInt());
            dropped++;
            victim = victim(policy);
        }
    }

    private OptionalInt victim(SlowReader policy) {
        IntStream places =
                IntStream.range(0, waiting.size()).filter(i -> waiting.get(i).policy() == policy);
        return policy == SlowReader.DROP_NEWEST ? places.max() : places.min();
    }

    private void conflate() {
        isConflating = true;
        for (int i = 0; i < waiting.size(); i++) {
            for (int later = i + 1; later < waiting.size(); later++) {
                Entry one = waiting.get(i);
                if (one.policy() == SlowReader.CONFLATE && one.isOfSamePlaceAs(waiting.get(later))) {
                    waiting.set(i, waiting.remove(later));
                    dropped++;
                    later--;
                }
            }
        }
    }

    private void forgetConflating() {
        isConflating &= victim(SlowReader.CONFLATE).isPresent();
    }
}
