package io.github.stampedestomp.server.relay;

import io.github.stampedestomp.frame.Command;
import io.github.stampedestomp.frame.Frame;
import io.github.stampedestomp.frame.HeaderName;
import io.github.stampedestomp.frame.Headers;
import io.github.stampedestomp.frame.ProtocolException;
import io.github.stampedestomp.server.net.EventLoop;
import io.github.stampedestomp.server.net.Timer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * All that this server sends to the broker, in one order on one connection. What the broker has not confirmed is sent again on the
 * next connection, under the same numbers, so that whoever gets it twice can tell.
 *
 * <p>{@link #send} may be called by any thread; all else belongs to the loop.
 */
final class Outbound implements Uplink.Side {
    /** What a message costs while it waits, beside its own bytes. */
    private static final int OVERHEAD_BYTES = 512;
    /** What may wait on the connection before words of this server are left out. */
    private static final long MOST_UNSENT = 1 << 20;

    private static final int MOST_SUSPICIONS = 3;
    /** The broker counts as blocked, if it confirms nothing for so long. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final RelaySettings settings;
    private final String node;
    private final EventLoop loop;
    private final Ledger ledger;
    private final RelayObserver observer;
    private final Runnable changed;
    private final Uplink link;
    private final Timer sweep;
    private final Deque<Parcel> waiting = new ArrayDeque<>();
    private final Window window = new Window();
    /** What has been taken from senders, who may be of any thread, and has no number yet. */
    private final Queue<Parcel> entering = new ConcurrentLinkedQueue<>();

    private long lastNumber;
    private long lastReceipt;
    /** The number of the newest thing that was confirmed. */
    private long lastConfirmed;

    private long progressAt;
    private boolean isBlocked;
    /** What was on its way when the connection was lost by nobody knows whose fault, up to this number, goes a few at a time. */
    private long suspectUntil;

    private int fewSuspects = 1;

    private boolean hasProgressed;
    /** Whether something was given up since the broker has confirmed anything. */
    private boolean isStalling;

    private volatile boolean isStopped;
    private volatile boolean isOver;

    /**
     * Prepares the connection.
     *
     * @param node the name of this server, which no other has
     * @param changed is run when {@link #obstacle} has changed
     */
    Outbound(
            RelaySettings settings,
            String node,
            EventLoop loop,
            Executor names,
            Ledger ledger,
            RelayObserver observer,
            Runnable changed) {
        this.settings = settings;
        this.node = node;
        this.loop = loop;
        this.ledger = ledger;
        this.observer = observer;
        this.changed = changed;
        this.link = new Uplink(settings, node + "-out", loop, names, observer, this);
        this.sweep = loop.timer(this::sweep);
    }

    void start() {
        link.start();
        sweep.in(sweepPause());
    }

    /** Ends for good; what waits is not confirmed any more. */
    void stop() {
        isStopped = true;
        sweep.cancel();
        link.stop();
        window.clear().forEach(this::giveUp);
        waiting.forEach(this::giveUp);
        waiting.clear();
    }

    /** The loop has ended: what comes at the last moment is not left without an answer. Any thread may call this. */
    void end() {
        isOver = true;
        refuseEntering();
    }

    private void refuseEntering() {
        for (Parcel late = entering.poll(); late != null; late = entering.poll()) {
            giveUp(late);
        }
    }

    /** {@return whether the broker gives to others what a subscription leaves; not that it does not, as long as it is not known} */
    boolean returnsWhatIsUnacked() {
        return link.dialect().returnsWhatIsUnacked();
    }

    /** {@return why nothing can be sent, or null if it can} */
    @Nullable
    String obstacle() {
        if (!link.isUp()) {
            return link.obstacle();
        }
        return isBlocked ? "the broker has confirmed nothing for " + PATIENCE.toSeconds() + " s" : null;
    }

    /**
     * Sends messages, all or none of them. Those of one thread keep their order.
     *
     * @throws ProtocolException if too much waits already
     */
    CompletionStage<Void> send(List<Parcel.Piece> pieces) {
        return send(pieces, () -> {});
    }

    /**
     * Sends messages, all or none of them.
     *
     * @param rest is done before; if it throws, nothing is sent
     * @throws ProtocolException if too much waits already, and nothing is done
     */
    CompletionStage<Void> send(List<Parcel.Piece> pieces, Runnable rest) {
        if (isStopped) {
            throw new IllegalStateException("the server does not run");
        }
        long bytes = 0;
        for (Parcel.Piece piece : pieces) {
            bytes += OVERHEAD_BYTES + piece.message().weight();
        }
        Parcel parcel = new Parcel(pieces, bytes, loop.nanoTime());
        ledger.add(parcel.publisher(), bytes);
        try {
            rest.run();
        } catch (RuntimeException e) {
            ledger.remove(parcel.publisher(), bytes);
            throw e;
        }
        entering.add(parcel);
        loop.execute(this::enter);
        if (isOver) {
            refuseEntering();
        }
        return parcel.confirmed();
    }

    /** {@return how many bytes wait on the connection that the network has not taken} */
    long unsentBytes() {
        return link.unsentBytes();
    }

    /**
     * Sends a word of this server, which is left out if the broker cannot be reached or does not keep up.
     *
     * @return whether it was not left out
     */
    boolean sendLoosely(Route route, Supplier<Headers> headers, byte[] body) {
        if (!link.isUp() || isBlocked || link.unsentBytes() >= MOST_UNSENT) {
            return false;
        }
        Dialect dialect = link.dialect();
        Headers.Builder all = new Headers.Builder().add(HeaderName.DESTINATION, dialect.destination(route));
        dialect.addToSend(route, all);
        headers.get().forEach(all::add);
        link.send(Frame.of(Command.SEND, all.build(), body));
        return true;
    }

    private void enter() {
        if (isStopped) {
            refuseEntering();
            return;
        }
        for (Parcel parcel = entering.poll(); parcel != null; parcel = entering.poll()) {
            parcel.number(lastNumber + 1);
            lastNumber += parcel.pieces().size();
            waiting.add(parcel);
        }
        pump();
    }

    private void pump() {
        while (link.isUp() && !waiting.isEmpty() && hasRoom()) {
            if (window.isEmpty() && !isStalling) {
                progressAt = loop.nanoTime();
            }
            Parcel next = waiting.remove();
            window.add(next);
            write(next);
        }
    }

    private boolean hasRoom() {
        Parcel first = window.first();
        if (first == null) {
            return true;
        }
        return isSuspect(first)
                ? window.size() < fewSuspects && isSuspect(waiting.element())
                : !window.isFull() && !isSuspect(waiting.element());
    }

    private boolean isSuspect(Parcel parcel) {
        return parcel.firstNumber() <= suspectUntil;
    }

    /** A transaction is confirmed by the receipts of all its frames: some brokers confirm the COMMIT alone before anything is safe. */
    private void write(Parcel parcel) {
        List<Parcel.Piece> pieces = parcel.pieces();
        if (pieces.size() == 1) {
            link.send(frame(pieces.get(0), parcel.firstNumber(), Headers.of(HeaderName.RECEIPT, receipt(parcel))));
            return;
        }
        String transaction = "t" + ++lastReceipt;
        link.send(Frame.of(Command.BEGIN, Headers.of(HeaderName.TRANSACTION, transaction)));
        long number = parcel.firstNumber();
        for (Parcel.Piece piece : pieces) {
            link.send(frame(piece, number++, inTransaction(transaction, parcel)));
        }
        link.send(Frame.of(Command.COMMIT, inTransaction(transaction, parcel)));
    }

    private Headers inTransaction(String transaction, Parcel parcel) {
        return Headers.of(HeaderName.TRANSACTION, transaction, HeaderName.RECEIPT, receipt(parcel));
    }

    private String receipt(Parcel parcel) {
        String receipt = Long.toString(++lastReceipt);
        window.await(parcel, receipt);
        return receipt;
    }

    private Frame frame(Parcel.Piece piece, long number, Headers last) {
        Dialect dialect = link.dialect();
        Headers.Builder headers = new Headers.Builder().add(HeaderName.DESTINATION, dialect.destination(piece.route()));
        dialect.addToSend(piece.route(), headers);
        Envelope.pack(
                piece.message().destination(), piece.message().headers(), new Envelope.Origin(node, number), headers);
        last.forEach(headers::add);
        observer.sent();
        return Frame.of(Command.SEND, headers.build(), piece.message().body());
    }

    @Override
    public void up() {
        progressAt = loop.nanoTime();
        hasProgressed = false;
        isStalling = false;
        changed.run();
        pump();
    }

    @Override
    public void take(Frame frame) {
        String receipt = frame.header(HeaderName.RECEIPT_ID);
        Parcel parcel = receipt == null ? null : window.confirm(receipt);
        if (parcel != null) {
            progressAt = loop.nanoTime();
            hasProgressed = true;
            isStalling = false;
            link.useful();
            confirm(parcel);
            blocked(false);
        }
    }

    private void confirm(Parcel parcel) {
        lastConfirmed = Math.max(lastConfirmed, parcel.firstNumber());
        if (!parcel.confirmed().isDone()) {
            ledger.remove(parcel.publisher(), parcel.bytes());
            parcel.confirmed().complete(null);
        }
    }

    @Override
    public void taken() {
        pump();
    }

    /** A broker that does not like a message closes the connection, and would again; some do not say which one it was. */
    @Override
    public void refused(Frame error) {
        if (error.header(HeaderName.SUBSCRIPTION) != null) {
            return; // nothing that was sent is meant
        }
        Parcel first = window.first();
        boolean isAlone = first != null && window.size() == 1 && isSuspect(first);
        Parcel named = window.find(error.header(HeaderName.RECEIPT_ID));
        Parcel guilty = named == null && isAlone ? first : named;
        if (guilty == null) {
            suspectAll();
        } else {
            fail(guilty, ProtocolException.refusedByBroker(guilty.firstDestination()));
        }
    }

    /** It was one of those that are on their way. Fewer go together next time, until it is alone. */
    private void suspectAll() {
        if (!window.isEmpty()) {
            suspectUntil = window.lastNumber();
            fewSuspects = Math.max(1, window.size() / 4);
        }
    }

    boolean isUp() {
        return link.isUp();
    }

    /** Learns that another connection has found the broker. */
    void hurry() {
        link.hurry();
    }

    @Override
    public void obstructed() {
        changed.run();
    }

    @Override
    public void down() {
        Parcel first = window.first();
        if (!hasProgressed && first != null) { // what was sent may be what the connection was lost by
            suspectAll();
            if (window.size() == 1 && first.suspect() == MOST_SUSPICIONS) {
                giveUp(first);
            }
        }
        List<Parcel> again = window.clear();
        for (int i = again.size() - 1; i >= 0; i--) {
            if (!again.get(i).confirmed().isDone()) {
                waiting.addFirst(again.get(i));
            }
        }
        isBlocked = false;
    }

    /** Gives up what has waited for too long, and finds out whether the broker takes anything. */
    private void sweep() {
        long now = loop.nanoTime();
        long most = settings.confirmTimeout().toNanos();
        for (Iterator<Parcel> each = waiting.iterator(); each.hasNext(); ) {
            Parcel parcel = each.next();
            if (now - parcel.since() <= most) {
                break; // those behind it have come later
            }
            each.remove();
            giveUp(parcel);
        }
        for (Parcel parcel : window.all()) {
            if (now - parcel.since() > most) {
                giveUp(parcel);
                if (parcel.firstNumber() < lastConfirmed || isSuspect(parcel)) {
                    window.remove(parcel); // the broker may go on, but will never confirm this one
                    isStalling = true;
                }
            }
        }
        pump();
        long stalled = link.isUp() && !window.isEmpty() ? now - progressAt : 0;
        blocked(stalled > PATIENCE.toNanos());
        if (stalled > most && !link.hearsHeartBeats()) { // it may have gone
            link.abandon("it has confirmed nothing for too long");
        }
        sweep.in(sweepPause());
    }

    private Duration sweepPause() {
        Duration part = settings.confirmTimeout().dividedBy(8);
        return part.compareTo(Duration.ofSeconds(1)) < 0 ? part : Duration.ofSeconds(1);
    }

    private void blocked(boolean now) {
        if (isBlocked != now) {
            isBlocked = now;
            changed.run();
        }
    }

    private void giveUp(Parcel parcel) {
        fail(parcel, ProtocolException.notConfirmed(settings.confirmTimeout()));
    }

    private void fail(Parcel parcel, ProtocolException fault) {
        if (!parcel.confirmed().isDone()) {
            observer.unconfirmed();
            ledger.remove(parcel.publisher(), parcel.bytes());
            parcel.confirmed().completeExceptionally(fault);
        }
    }
}
