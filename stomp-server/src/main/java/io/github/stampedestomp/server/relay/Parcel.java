package io.github.stampedestomp.server.relay;

import io.github.stampedestomp.broker.Message;
import io.github.stampedestomp.broker.Publisher;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Messages on their way to the broker that are confirmed together: one most often, those of a transaction sometimes. */
final class Parcel {
    /**
     * One of them.
     *
     * @param route where it goes
     */
    record Piece(Message message, Route route) {}

    private final List<Piece> pieces;
    private final long bytes;
    private final long since;
    private final CompletableFuture<Void> confirmed = new CompletableFuture<>();
    private final Set<String> receipts = new HashSet<>(2);
    /** The number of the first message; the others follow. */
    private long firstNumber;
    /** How often the broker has closed the connection while this was all that it had not confirmed. */
    private int suspicions;

    Parcel(List<Piece> pieces, long bytes, long since) {
        this.pieces = pieces;
        this.bytes = bytes;
        this.since = since;
    }

    List<Piece> pieces() {
        return pieces;
    }

    @Nullable
    Publisher publisher() {
        return pieces.get(0).message().publisher();
    }

    String firstDestination() {
        return pieces.get(0).message().destination();
    }

    long bytes() {
        return bytes;
    }

    /** {@return when it was taken, by the clock of the loop} */
    long since() {
        return since;
    }

    CompletableFuture<Void> confirmed() {
        return confirmed;
    }

    long firstNumber() {
        return firstNumber;
    }

    void number(long first) {
        firstNumber = first;
    }

    /** Takes note of a receipt that was asked for. */
    void awaits(String receipt) {
        receipts.add(receipt);
    }

    /** Takes note of a receipt that has come. {@return whether all have} */
    boolean has(String receipt) {
        return receipts.remove(receipt) && receipts.isEmpty();
    }

    /** {@return the receipts that have not come} */
    Set<String> receipts() {
        return receipts;
    }

    /** What was asked for will not come. */
    void awaitsNothing() {
        receipts.clear();
    }

    int suspect() {
        return ++suspicions;
    }
}
