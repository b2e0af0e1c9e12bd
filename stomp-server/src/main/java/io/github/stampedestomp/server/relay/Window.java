package io.github.stampedestomp.server.relay;

import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What was sent and is not confirmed, in the order in which it was sent.
 *
 * <p>Belongs to the thread of the loop.
 */
final class Window {
    /** So much is sent before the broker has confirmed the first of it. */
    private static final long MOST_BYTES = 1 << 20;

    /** So much may be sent again, which whoever gets it has to tell from what is new. */
    private static final int MOST_PIECES = 1000;

    private final Set<Parcel> parcels = new LinkedHashSet<>();
    /** All receipts that are awaited, of which a transaction has several. */
    private final Map<String, Parcel> parcelsByReceipt = new HashMap<>();

    private long bytes;
    private int pieces;
    private long lastNumber;

    int size() {
        return parcels.size();
    }

    boolean isEmpty() {
        return parcels.isEmpty();
    }

    boolean isFull() {
        return bytes >= MOST_BYTES || pieces >= MOST_PIECES;
    }

    void add(Parcel parcel) {
        parcels.add(parcel);
        bytes += parcel.bytes();
        pieces += parcel.pieces().size();
        lastNumber = parcel.firstNumber();
    }

    /** Takes note that a receipt was asked for. */
    void await(Parcel parcel, String receipt) {
        parcel.awaits(receipt);
        parcelsByReceipt.put(receipt, parcel);
    }

    /** Takes note that a receipt has come. {@return what is confirmed by it and those before, or null if that is nothing yet} */
    @Nullable
    Parcel confirm(String receipt) {
        Parcel parcel = parcelsByReceipt.remove(receipt);
        if (parcel == null || !parcel.has(receipt)) {
            return null;
        }
        remove(parcel);
        return parcel;
    }

    void remove(Parcel parcel) {
        if (parcels.remove(parcel)) {
            bytes -= parcel.bytes();
            pieces -= parcel.pieces().size();
            parcel.receipts().forEach(parcelsByReceipt::remove);
        }
    }

    /** {@return what a receipt was asked for, or null if it is none of ours} */
    @Nullable
    Parcel find(@Nullable String receipt) {
        return receipt == null ? null : parcelsByReceipt.get(receipt);
    }

    /** {@return the number of what was sent last, or 0 if there is nothing} */
    long lastNumber() {
        return lastNumber;
    }

    /** {@return what was sent first, or null if there is nothing} */
    @Nullable
    Parcel first() {
        Iterator<Parcel> each = parcels.iterator();
        return each.hasNext() ? each.next() : null;
    }

    List<Parcel> all() {
        return List.copyOf(parcels);
    }

    /** Forgets all, for which no receipts will come. {@return what it was} */
    List<Parcel> clear() {
        List<Parcel> left = all();
        left.forEach(Parcel::awaitsNothing);
        parcels.clear();
        parcelsByReceipt.clear();
        bytes = 0;
        pieces = 0;
        return left;
    }
}
