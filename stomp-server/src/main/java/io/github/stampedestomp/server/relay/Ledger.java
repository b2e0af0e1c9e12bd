package io.github.stampedestomp.server.relay;

import io.github.stampedestomp.broker.Publisher;
import io.github.stampedestomp.frame.ProtocolException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * How many bytes wait for the broker's confirmation, of each client and of all. A client with half of what it may have is held back
 * until a quarter is left. May be used by any thread; threads that come at the same moment may exceed the bound of all together by
 * what they bring.
 */
final class Ledger {
    private static final class Account {
        long bytes;
        boolean isHeld;
    }

    private final long most;
    private final long mostInAll;
    private final RelayObserver observer;
    private final AtomicLong all = new AtomicLong();
    /** Each entry is used inside {@code compute} of its publisher alone. */
    private final Map<Publisher, Account> accounts = new ConcurrentHashMap<>();

    Ledger(RelaySettings settings, RelayObserver observer) {
        this.most = settings.unconfirmedBytes();
        this.mostInAll = settings.allUnconfirmedBytes();
        this.observer = observer;
    }

    /**
     * Counts bytes that begin to wait. Whoever has nothing waiting may always bring one thing, however large.
     *
     * @param publisher who has sent them, or null if nobody can be held back
     */
    void add(@Nullable Publisher publisher, long bytes) {
        if (all.get() > 0 && all.get() + bytes > mostInAll) {
            throw ProtocolException.tooMuchUnconfirmedInAll(mostInAll);
        }
        if (publisher != null) {
            accounts.compute(publisher, (who, known) -> charge(who, known == null ? new Account() : known, bytes));
        }
        all.addAndGet(bytes);
        observer.unconfirmedBytesChanged(bytes);
    }

    private Account charge(Publisher who, Account account, long bytes) {
        if (account.bytes > 0 && account.bytes + bytes > most) {
            throw ProtocolException.tooMuchUnconfirmed(most);
        }
        account.bytes += bytes;
        if (!account.isHeld && account.bytes > most / 2) {
            account.isHeld = true;
            who.patient().hold();
        }
        return account;
    }

    /** Counts bytes that wait no more. */
    void remove(@Nullable Publisher publisher, long bytes) {
        all.addAndGet(-bytes);
        observer.unconfirmedBytesChanged(-bytes);
        if (publisher != null) {
            accounts.computeIfPresent(publisher, (who, account) -> settle(who, account, bytes));
        }
    }

    private @Nullable Account settle(Publisher who, Account account, long bytes) {
        account.bytes -= bytes;
        if (account.isHeld && account.bytes <= most / 4) {
            account.isHeld = false;
            who.patient().release();
        }
        return account.bytes == 0 ? null : account;
    }

    /** {@return how many bytes wait} */
    long bytes() {
        return all.get();
    }
}
