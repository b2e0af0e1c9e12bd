package io.github.stampedestomp.server.net;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The timers of one loop: a heap ordered by time, in which every timer knows its place. A timer that is moved to a later
 * time stays where it is until its old time comes, so that moving it on and on costs next to nothing.
 */
final class Timers {
    private final LongSupplier clock;
    private final List<Timer> heap = new ArrayList<>();

    Timers(LongSupplier clock) {
        this.clock = clock;
    }

    long now() {
        return clock.getAsLong();
    }

    int size() {
        return heap.size();
    }

    /** {@return the nanoseconds until a timer is due, at least 0, or {@code Long.MAX_VALUE} if none waits} */
    long nanosUntilNext() {
        return heap.isEmpty() ? Long.MAX_VALUE : Math.max(0, heap.get(0).key - now());
    }

    void schedule(Timer timer) {
        if (!timer.isWaiting()) {
            timer.key = timer.due;
            heap.add(timer);
            siftUp(timer, heap.size() - 1);
        } else if (timer.due - timer.key < 0) {
            timer.key = timer.due;
            siftUp(timer, timer.index);
        }
    }

    void remove(Timer timer) {
        Timer last = heap.remove(heap.size() - 1);
        if (last != timer) {
            siftDown(last, timer.index);
            siftUp(last, last.index);
        }
        timer.left();
    }

    /** {@return the next timer whose time has come, which no longer waits, or null} */
    @Nullable
    Timer pollDue(long now) {
        while (!heap.isEmpty() && heap.get(0).key - now <= 0) {
            Timer first = heap.get(0);
            if (first.due - now <= 0) {
                remove(first);
                return first;
            }
            first.key = first.due;
            siftDown(first, 0);
        }
        return null;
    }

    private void siftUp(Timer timer, int from) {
        int at = from;
        while (at > 0 && timer.key - heap.get((at - 1) / 2).key < 0) {
            put(heap.get((at - 1) / 2), at);
            at = (at - 1) / 2;
        }
        put(timer, at);
    }

    private void siftDown(Timer timer, int from) {
        int at = from;
        for (int child = earlierChild(at); child < heap.size(); child = earlierChild(at)) {
            if (timer.key - heap.get(child).key <= 0) {
                break;
            }
            put(heap.get(child), at);
            at = child;
        }
        put(timer, at);
    }

    /** {@return the place of the child that comes first, beyond the heap if there is none} */
    private int earlierChild(int parent) {
        int left = 2 * parent + 1;
        int right = left + 1;
        return right < heap.size() && heap.get(right).key - heap.get(left).key < 0 ? right : left;
    }

    private void put(Timer timer, int at) {
        heap.set(at, timer);
        timer.index = at;
    }
}
