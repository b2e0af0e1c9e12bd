package io.github.stampedestomp.session;

import io.github.stampedestomp.frame.Command;
import io.github.stampedestomp.frame.Frame;
import io.github.stampedestomp.frame.ProtocolException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The open transactions of one session: frames that wait for their COMMIT. */
final class Transactions {
    private static final class Transaction {
        final List<Frame> frames = new ArrayList<>();
        long bytes;
    }

    private final SessionSettings settings;
    private final Map<String, Transaction> transactionsByName = new HashMap<>();

    Transactions(SessionSettings settings) {
        this.settings = settings;
    }

    void begin(String name) {
        if (transactionsByName.containsKey(name)) {
            throw ProtocolException.transactionExists(name);
        }
        if (transactionsByName.size() == settings.transactions()) {
            throw ProtocolException.tooManyTransactions(settings.transactions());
        }
        transactionsByName.put(name, new Transaction());
    }

    void add(String name, Frame frame) {
        Transaction transaction = transactionsByName.get(name);
        if (transaction == null) {
            throw ProtocolException.unknownTransaction(frame.command(), name);
        }
        transaction.bytes += frame.weight();
        if (transaction.frames.size() == settings.transactionFrames()) {
            throw ProtocolException.transactionTooLong(name, settings.transactionFrames());
        }
        if (transaction.bytes > settings.transactionBytes()) {
            throw ProtocolException.transactionTooLarge(name, settings.transactionBytes());
        }
        transaction.frames.add(frame);
    }

    /** Throws all away. */
    void clear() {
        transactionsByName.clear();
    }

    /** {@return the frames of a transaction, which is open no more} */
    List<Frame> end(Command command, String name) {
        @Nullable Transaction transaction = transactionsByName.remove(name);
        if (transaction == null) {
            throw ProtocolException.unknownTransaction(command, name);
        }
        return transaction.frames;
    }
}
