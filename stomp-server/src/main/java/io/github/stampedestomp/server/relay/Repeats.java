package io.github.stampedestomp.server.relay;

import org.jspecify.annotations.Nullable;

/**
 * The messages of one server that one feed has had lately. Numbers rise; what has a higher one than all before is new. What has a
 * lower one was sent or handed over again, and is new only if it had not come before, as a broker may change the order then.
 *
 * <p>Belongs to the thread of the loop.
 */
final class Repeats {
    private Numbers current = new Numbers();
    /** Those of the connections before, for as long as a broker may not have noticed that one of them has gone. */
    private @Nullable Numbers before;

    private long highest = Long.MIN_VALUE;
    private boolean isBeforeOld;

    /**
     * {@return whether a message has not come before} It has by now.
     *
     * @param isRedelivered whether the broker says that it has handed it over once already, perhaps into the void
     */
    boolean isNew(long number, boolean isRedelivered) {
        if (number <= highest && !isNewAmongOlder(number, isRedelivered)) {
            return false;
        }
        highest = Math.max(highest, number);
        current.add(number);
        return true;
    }

    private boolean isNewAmongOlder(long number, boolean isRedelivered) {
        if (current.has(number)) {
            return false;
        }
        if (before == null) {
            return !current.isTooOld(number);
        }
        return !before.has(number) && !before.isTooOld(number) && (isRedelivered || !current.isTooOld(number));
    }

    /** The connection is lost: what was on its way by it may come late, however much comes by the next one meanwhile. */
    void lost() {
        if (before == null) {
            before = current;
        } else {
            before.addAll(current);
        }
        current = new Numbers();
        isBeforeOld = false;
    }

    /**
     * Forgets what nobody sends any more, if called now and then.
     *
     * @param least how many numbers are remembered in any case
     */
    void age(int least) {
        current.age(least);
        if (isBeforeOld && before != null) {
            before.addAll(current);
            current = before;
            current.age(least);
            before = null;
        }
        isBeforeOld = before != null;
    }
}
