package io.github.stampedestomp.server.net;

import java.lang.ref.WeakReference;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Copies outside the heap of the large buffers that were written last. A large message to many is copied out of the heap once
 * for all subscribers of a loop, instead of once for each.
 */
final class LargeCopies {
    /** Shorter buffers are cheap to copy, and cheaper to write behind each other. */
    static final int LEAST_BYTES = 16 * 1024;

    private static final int MOST_BYTES = 128 * 1024;
    /** As many as one write takes at most, so that none is overwritten before it is written. */
    static final int COPIES = 16;

    private static final class Copy {
        final ByteBuffer room = ByteBuffer.allocateDirect(MOST_BYTES);
        WeakReference<ByteBuffer> original = new WeakReference<>(null);
    }

    /** The one asked for last stands first. */
    private final Deque<Copy> copies = new ArrayDeque<>(COPIES);

    /** {@return whether a buffer is copied here} */
    static boolean isFor(ByteBuffer original) {
        return original.remaining() >= LEAST_BYTES && original.remaining() <= MOST_BYTES;
    }

    /** {@return a copy of a buffer whose bytes never change, valid until as many others as there are places were asked for} */
    ByteBuffer of(ByteBuffer original) {
        Copy copy = find(original);
        if (copy == null) {
            copy = copies.size() < COPIES ? new Copy() : copies.removeLast();
            copy.room.clear().put(original.duplicate()).flip();
            copy.original = new WeakReference<>(original);
        } else {
            copies.removeFirstOccurrence(copy);
        }
        copies.addFirst(copy);
        return copy.room.duplicate();
    }

    private @Nullable Copy find(ByteBuffer original) {
        for (Copy copy : copies) {
            if (copy.original.refersTo(original)) {
                return copy;
            }
        }
        return null;
    }
}
