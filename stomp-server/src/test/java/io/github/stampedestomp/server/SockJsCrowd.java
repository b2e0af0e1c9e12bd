package io.github.stampedestomp.server;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Many clients of SockJS that receive by one transport, all on one thread. Each counts the numbered messages that it gets,
 * and complains of any that is lost, doubled or out of order, and of a session that the server closes.
 */
final class SockJsCrowd implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final int LONGEST_WAIT_MILLIS = 100;

    private final int port;
    private final String transport;
    private final Selector selector = Selector.open();
    private final List<Client> clients = new ArrayList<>();
    private final Semaphore news = new Semaphore(0);
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private final Thread thread = new Thread(this::run, "crowd");

    SockJsCrowd(int port, String transport, int count) throws IOException {
        this.port = port;
        this.transport = transport;
        for (int i = 0; i < count; i++) {
            clients.add(new Client(transport + "-" + i));
        }
        thread.start();
    }

    /** The names of the sessions, to send for them. */
    List<String> sessions() {
        return clients.stream().map(client -> client.session).toList();
    }

    /** Waits until every session was opened. */
    void awaitOpen() {
        await("all sessions are open", client -> client.bodyBytes.get() > 0);
    }

    /** Waits until every client has had so many answers without a body: CONNECTED and receipts. */
    void awaitAnswers(int count) {
        await("all clients are answered", client -> client.answers.get() >= count);
    }

    /** Waits until every client has had all messages up to a number. */
    void awaitMessage(int number) {
        await("all clients have message " + number, client -> client.last.get() >= number);
    }

    private void await(String description, Predicate<Client> isDone) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        List<Client> late = late(isDone);
        while (!late.isEmpty() && failure.get() == null) {
            if (System.nanoTime() - end > 0) {
                throw new AssertionError("not so in time: " + description + ", late are " + late + stacks());
            }
            awaitNews();
            late = late(isDone);
        }
        if (failure.get() != null) {
            throw new AssertionError(failure.get());
        }
    }

    /** {@return what the threads of this program do, of which one may be stuck} */
    private static String stacks() {
        return Thread.getAllStackTraces().entrySet().stream()
                .map(entry -> "\n" + entry.getKey() + ":\n  "
                        + Arrays.stream(entry.getValue())
                                .map(StackTraceElement::toString)
                                .collect(Collectors.joining("\n  ")))
                .collect(Collectors.joining());
    }

    private List<Client> late(Predicate<Client> isDone) {
        return clients.stream().filter(isDone.negate()).toList();
    }

    private void awaitNews() {
        try {
            boolean cameInTime = news.tryAcquire(LONGEST_WAIT_MILLIS, TimeUnit.MILLISECONDS);
            if (cameInTime) {
                news.drainPermits(); // whoever asked was told of them all
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Vanishes, without a word to the server. */
    @Override
    public void close() throws IOException {
        thread.interrupt();
        awaitEnd();
        for (Client client : clients) {
            client.channel.close();
        }
        selector.close();
        clients.clear();
    }

    private void awaitEnd() {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private void run() {
        ByteBuffer room = ByteBuffer.allocateDirect(256 * 1024);
        try {
            while (!Thread.currentThread().isInterrupted()) {
                selector.select(key -> exchange((Client) key.attachment(), room));
                news.release();
            }
        } catch (Throwable e) { // whoever waits is to learn of it, of too little memory too
            failure.compareAndSet(null, e);
            news.release();
        }
    }

    private static void exchange(Client client, ByteBuffer room) {
        try {
            client.write();
            client.read(room.clear());
        } catch (IOException e) {
            throw new AssertionError(client.session, e);
        }
    }

    /** One session: finds in the escaped bytes where a frame's head ends, and the number that is its body. */
    private final class Client {
        private static final String HEAD_END = "\\n\\n";
        private static final int LAST_WORDS = 1024;

        private final String session;
        private final SocketChannel channel;
        private final SelectionKey key;
        private final ByteBuffer request;
        private final AtomicInteger requests = new AtomicInteger();
        private final AtomicInteger responses = new AtomicInteger();
        private final ResponseReader reader = new ResponseReader(this::take);
        private final AtomicInteger answers = new AtomicInteger();
        private final AtomicInteger last = new AtomicInteger();
        private final AtomicLong bodyBytes = new AtomicLong();
        private int matched;
        private int number;
        private boolean hasDigits;
        private int previous;
        private boolean isClosed;

        Client(String session) throws IOException {
            this.session = session;
            request = ByteBuffer.wrap(("POST /sockjs/000/" + session + "/" + transport
                            + " HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n")
                    .getBytes(US_ASCII));
            channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            channel.configureBlocking(false);
            key = channel.register(selector, 0, this);
            request();
        }

        @Override
        public String toString() {
            return "%s at %s, after %s requests, %s responses and %s bytes of them"
                    .formatted(session, last, requests, responses, bodyBytes);
        }

        private void request() throws IOException {
            requests.incrementAndGet();
            request.rewind();
            write();
        }

        private void write() throws IOException {
            channel.write(request);
            key.interestOps(SelectionKey.OP_READ | (request.hasRemaining() ? SelectionKey.OP_WRITE : 0));
        }

        private void read(ByteBuffer room) throws IOException {
            if (channel.read(room) < 0) {
                throw new AssertionError("the server has closed the connection of " + this);
            }
            int ended = reader.read(room.flip());
            if (isClosed) {
                throw new AssertionError(
                        "the server has closed the session of " + this + ", its last words: " + end(room));
            }
            if (ended > 0) {
                responses.addAndGet(ended);
                request();
            }
        }

        private static String end(ByteBuffer read) {
            int length = Math.min(read.limit(), LAST_WORDS);
            byte[] end = new byte[length];
            read.get(read.limit() - length, end);
            return new String(end, US_ASCII);
        }

        private void take(int next) {
            bodyBytes.incrementAndGet();
            isClosed |= previous == 'c' && next == '[';
            previous = next;
            if (matched < HEAD_END.length()) {
                matched = next == HEAD_END.charAt(matched) ? matched + 1 : next == '\\' ? 1 : 0;
            } else if ('0' <= next && next <= '9') {
                number = 10 * number + next - '0';
                hasDigits = true;
            } else {
                end();
                matched = next == '\\' ? 1 : 0;
            }
        }

        private void end() {
            if (!hasDigits) {
                answers.incrementAndGet();
            } else if (number == last.get() + 1) {
                last.set(number);
            } else {
                throw new AssertionError(session + ": " + number + " came after " + last.get());
            }
            number = 0;
            hasDigits = false;
        }
    }
}
