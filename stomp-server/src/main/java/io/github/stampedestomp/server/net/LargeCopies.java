package io.github.stampedestomp.server.net;

import java.lang.ref.WeakReference;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Copies outside the heap of the large buffers that were written last. A large message to many is copied out of the heap once
 * for all subscribers of a loop, instead of once for each.
 */
final class LargeCopies {
    /** Shorter buffers are cheap to copy, and cheaper to write behind each other. */
    static final int LEAST_BYTES = 16 * 1024;

    private static final int MOST_BYTES = 128 * 1024;
    private static final int COPIES = 16;

    private static final class Copy {
        final ByteBuffer room = ByteBuffer.allocateDirect(MOST_BYTES);
        WeakReference<ByteBuffer> original = new WeakReference<>(null);
    }

    private final @Nullable Copy[] copies = new Copy[COPIES];
    private int oldest;

    /** {@return whether a buffer is copied here} */
    static boolean isFor(ByteBuffer original) {
        return original.remaining() >= LEAST_BYTES && original.remaining() <= MOST_BYTES;
    }

    /** {@return a copy of a buffer whose bytes never change, valid until this many others were asked for} */
    ByteBuffer of(ByteBuffer original) {
        for (Copy copy : copies) {
            if (copy != null && copy.original.refersTo(original)) {
                return copy.room.duplicate();
            }
        }
        return replaceOldest(original).room.duplicate();
    }

    private Copy replaceOldest(ByteBuffer original) {
        Copy copy = copies[oldest];
        if (copy == null) {
            copy = new Copy();
            copies[oldest] = copy;
        }
        oldest = (oldest + 1) % COPIES;
        copy.room.clear().put(original.duplicate()).flip();
        copy.original = new WeakReference<>(original);
        return copy;
    }
}
