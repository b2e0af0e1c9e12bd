package io.github.stampedestomp.server.net;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channel;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One thread and the connections it owns. Each turn it reads from the sockets that are ready, runs the timers that are
 * due and the tasks that wait, and writes to the connections that were given something to send: with one call each, at the end
 * of the turn and, where many tasks wait, after some of them.
 *
 * <p>Any thread may {@link #execute}; all else belongs to the loop's thread. Nothing that is thrown ends a loop.
 */
public final class EventLoop implements Executor {
    private static final Logger log = LoggerFactory.getLogger(EventLoop.class);
    private static final int TASKS_PER_TURN = 1024;
    /** So few that the connections they are about are still at hand when they are written to. */
    private static final int TASKS_PER_FLUSH = 16;

    private static final int READ_BYTES = 128 * 1024;
    /** What is read at once, behind the longest record of TLS that is not complete yet. */
    private static final int PLAIN_BYTES = READ_BYTES + 48 * 1024;

    private static final long NANOS_PER_MILLI = 1_000_000;

    private final Selector selector;
    private final Thread thread;
    private final Timers timers;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean asleep = new AtomicBoolean();
    private final Pulse pulse = new Pulse(this);
    private final NetworkObserver observer;
    private final AtomicInteger connectionCount = new AtomicInteger();
    private final Set<TcpConnection> connections = new HashSet<>();
    private final Queue<TcpConnection> flushes = new ArrayDeque<>();
    /** Those that were written to between tasks and have more to send; they wait for the end of the turn. */
    private final Queue<TcpConnection> flushesAgain = new ArrayDeque<>();

    private boolean isBetweenTasks;
    private final ByteBuffer readBuffer = ByteBuffer.allocate(READ_BYTES);
    private final Gathering gathering = new Gathering();
    private @Nullable ByteBuffer plainBuffer;
    private final Timer deadline;
    // Made beforehand: without memory, even a method reference could not be made.
    private final Registration.Step turn = this::turn;
    private final Registration.Step runTasks = this::runTasks;
    private final Consumer<SelectionKey> ready = this::ready;
    private boolean working;
    private long workingSince;
    private boolean stopping;
    private boolean ended;
    /** What to run when no connection is left. */
    private final List<Runnable> whenEmpty = new ArrayList<>(1);

    private EventLoop(String name, LongSupplier clock, NetworkObserver observer) throws IOException {
        this.observer = observer;
        selector = Selector.open();
        timers = new Timers(clock);
        deadline = timer(this::cutConnections);
        thread = new Thread(this::run, name);
    }

    static EventLoop start(String name, LongSupplier clock, NetworkObserver observer) throws IOException {
        EventLoop loop = new EventLoop(name, clock, observer);
        loop.thread.start();
        return loop;
    }

    /** Runs a task soon on this loop's thread. A loop that has ended drops it. */
    @Override
    public void execute(Runnable task) {
        tasks.add(task);
        if (asleep.get() && asleep.compareAndSet(true, false)) {
            selector.wakeup();
        }
    }

    /** {@return the time of the clock that this loop's timers go by} */
    public long nanoTime() {
        return timers.now();
    }

    /** {@return the name of this loop, which is that of its thread} */
    String name() {
        return thread.getName();
    }

    Pulse pulse() {
        return pulse;
    }

    NetworkObserver observer() {
        return observer;
    }

    /** {@return a timer of this loop that waits for nothing yet} */
    public Timer timer(Runnable task) {
        return new Timer(timers, task);
    }

    /** {@return how many connections this loop owns or is about to own; any thread may ask} */
    int connectionCount() {
        return connectionCount.get();
    }

    /** Takes over a socket; any thread may call this. */
    void adopt(SocketChannel channel, Speaker speaker, Function<TcpConnection, Receiver> receivers) {
        connectionCount.incrementAndGet();
        execute(() -> open(channel, speaker, receivers));
    }

    private void open(SocketChannel channel, Speaker speaker, Function<TcpConnection, Receiver> receivers) {
        try {
            if (stopping) {
                throw new IOException("the server stops");
            }
            connections.add(new TcpConnection(this, channel, speaker, receivers));
        } catch (IOException e) {
            log.debug("The connection from {} was not opened: {}", speaker.client(), e.getMessage());
            forget(channel, speaker);
        } catch (Throwable e) {
            log.error("The connection from {} could not be opened", speaker.client(), e);
            forget(channel, speaker);
        }
    }

    void forget(TcpConnection connection, Channel channel, Speaker speaker) {
        connections.remove(connection);
        forget(channel, speaker);
    }

    private void forget(Channel channel, Speaker speaker) {
        connectionCount.decrementAndGet();
        speaker.end();
        Acceptor.closeQuietly(channel);
    }

    SelectionKey register(SelectableChannel channel, int interest, Registration registration) throws IOException {
        channel.configureBlocking(false);
        return channel.register(selector, interest, registration);
    }

    void flushSoon(TcpConnection connection) {
        (isBetweenTasks ? flushesAgain : flushes).add(connection);
    }

    /** {@return room for what is read next, shared by all connections of this loop} */
    ByteBuffer readBuffer() {
        return readBuffer.clear();
    }

    /** {@return what gathers what is written next, shared by all connections of this loop} */
    Gathering gathering() {
        return gathering;
    }

    /** {@return room for records that are written next, shared by all connections of this loop} */
    ByteBuffer writeBuffer() {
        return gathering.room();
    }

    /** {@return room for what is encrypted or decrypted next, shared by all connections of this loop} */
    ByteBuffer plainBuffer() {
        if (plainBuffer == null) {
            plainBuffer = ByteBuffer.allocate(PLAIN_BYTES);
        }
        return plainBuffer.clear();
    }

    /**
     * Asks every connection to end and cuts those that have not by the deadline.
     *
     * @param told runs once, on this loop, when no connection is left and what is left to do for the last ones is done; the
     *     loop goes on until {@link #end}
     */
    void stop(Duration patience, Runnable told) {
        execute(() -> {
            stopping = true;
            whenEmpty.add(told);
            List.copyOf(connections).forEach(TcpConnection::stop);
            deadline.in(patience);
        });
    }

    /** Ends the loop, after the tasks that it was given before. */
    void end() {
        execute(() -> ended = true);
    }

    /** {@return whether this is the thread that asks} */
    boolean isCurrent() {
        return Thread.currentThread() == thread;
    }

    /** Waits for the end of the loop; called by other threads. */
    void awaitEnd() throws InterruptedException {
        thread.join();
    }

    private void cutConnections() {
        List.copyOf(connections).forEach(connection -> connection.close("the server stopped"));
    }

    private void run() {
        while (!ended) {
            survive(turn);
        }
        while (!tasks.isEmpty()) {
            survive(runTasks);
        }
        selector.keys().forEach(key -> Acceptor.closeQuietly(key.channel()));
        survive(selector::close);
    }

    private void turn() throws IOException {
        Thread.interrupted(); // an interrupted thread could neither wait nor read
        select();
        work();
        runTimers();
        runTasks();
        flushes.addAll(flushesAgain);
        flushesAgain.clear();
        flush();
        working = false;
        observer.turned(timers.now() - workingSince);
        if (!whenEmpty.isEmpty() && connections.isEmpty()) {
            tasks.addAll(
                    whenEmpty); // behind those that tell how the last connections have ended, maybe other loops too
            whenEmpty.clear();
        }
    }

    /** Takes the time at the beginning of a turn, which is when the first socket is found ready, if one is. */
    private void work() {
        if (!working) {
            working = true;
            workingSince = timers.now();
        }
    }

    private void select() throws IOException {
        long nanos = timers.nanosUntilNext();
        asleep.set(true);
        if (nanos == 0 || !tasks.isEmpty() || !flushes.isEmpty()) {
            selector.selectNow(ready);
        } else if (nanos == Long.MAX_VALUE) {
            selector.select(ready);
        } else {
            selector.select(ready, (nanos + NANOS_PER_MILLI - 1) / NANOS_PER_MILLI);
        }
        asleep.set(false);
    }

    private void ready(SelectionKey key) {
        work();
        Registration registration = (Registration) key.attachment();
        try {
            registration.ready().run();
        } catch (Throwable e) {
            fail(key, registration, e);
        }
    }

    /** A channel that cannot even fail in order is given up, or it would be ready for ever. */
    private static void fail(SelectionKey key, Registration registration, Throwable cause) {
        try {
            registration.failure().accept(cause);
        } catch (Throwable e) {
            Acceptor.closeQuietly(key.channel());
            report(e);
        }
    }

    private void runTimers() {
        long now = timers.now();
        for (Timer timer = timers.pollDue(now); timer != null; timer = timers.pollDue(now)) {
            survive(timer::run);
        }
    }

    private void runTasks() {
        for (int i = 1; i <= TASKS_PER_TURN; i++) {
            Runnable task = tasks.poll();
            if (task == null) {
                return;
            }
            survive(task::run);
            if (i % TASKS_PER_FLUSH == 0) {
                flushBetweenTasks();
            }
        }
    }

    private void flushBetweenTasks() {
        isBetweenTasks = true;
        try {
            flush();
        } finally {
            isBetweenTasks = false;
        }
    }

    private void flush() {
        for (int i = flushes.size(); i > 0; i--) {
            flushes.remove().flushNow();
        }
    }

    private static void survive(Registration.Step step) {
        try {
            step.run();
        } catch (Throwable e) {
            report(e);
        }
    }

    private static void report(Throwable thrown) {
        try {
            log.error("An event loop survived what a task has thrown", thrown);
        } catch (Throwable ignored) {
            // without memory there may be no way to tell
        }
    }
}
