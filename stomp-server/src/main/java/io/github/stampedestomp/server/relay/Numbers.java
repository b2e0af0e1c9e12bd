package io.github.stampedestomp.server.relay;

/** The numbers that have come last. Belongs to the thread of the loop. */
final class Numbers {
    /** More than a broker may hand over, or a server send, without having been told that it has arrived. */
    private static final int MOST = 4096;

    private static final int FIRST_ROOM = 8;

    /** A ring, whose length is a power of two. */
    private long[] numbers = new long[FIRST_ROOM];

    private int first;
    private int length;
    /** How many have come since {@link #age}. */
    private int recent;
    /** Whatever is not above this is too old to tell. */
    private long forgotten = Long.MIN_VALUE;

    boolean has(long number) {
        for (int i = length - 1; i >= 0; i--) {
            if (at(i) == number) {
                return true;
            }
        }
        return false;
    }

    /** {@return whether a number that is not known may have been} */
    boolean isTooOld(long number) {
        return number <= forgotten;
    }

    private long at(int index) {
        return numbers[(first + index) & (numbers.length - 1)];
    }

    void add(long number) {
        if (length == MOST) {
            forgetFirst();
        } else if (length == numbers.length) {
            resize(2 * length);
        }
        numbers[(first + length) & (numbers.length - 1)] = number;
        length++;
        recent++;
    }

    void addAll(Numbers later) {
        forgotten = Math.max(forgotten, later.forgotten);
        for (int i = 0; i < later.length; i++) {
            add(later.at(i));
        }
    }

    /** A number that is out of the row, which anybody may make up, says nothing about others. */
    private void forgetFirst() {
        long gone = at(0);
        if (length == 1 || gone <= at(1)) {
            forgotten = Math.max(forgotten, gone);
        }
        first++;
        length--;
    }

    /** Forgets what came before the last call, but for so many. */
    void age(int least) {
        int kept = Math.max(recent, Math.min(least, MOST));
        while (length > kept) {
            forgetFirst();
        }
        recent = 0;
        int room = FIRST_ROOM;
        while (room < length) {
            room *= 2;
        }
        if (room < numbers.length) {
            resize(room);
        }
    }

    private void resize(int room) {
        long[] resized = new long[room];
        for (int i = 0; i < length; i++) {
            resized[i] = at(i);
        }
        numbers = resized;
        first = 0;
    }
}
