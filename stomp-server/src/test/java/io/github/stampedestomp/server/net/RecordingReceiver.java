package io.github.stampedestomp.server.net;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Writes down what a connection reports and does what a test wants on top. */
class RecordingReceiver implements Receiver {
    final TcpConnection connection;
    private final BlockingQueue<String> reports = new LinkedBlockingQueue<>();
    private Consumer<String> onText = text -> {};
    private Runnable onWritable = () -> {};
    private Runnable onStop = () -> {};

    RecordingReceiver(TcpConnection connection) {
        this.connection = connection;
    }

    RecordingReceiver onText(Consumer<String> action) {
        onText = action;
        return this;
    }

    RecordingReceiver onWritable(Runnable action) {
        onWritable = action;
        return this;
    }

    RecordingReceiver onStop(Runnable action) {
        onStop = action;
        return this;
    }

    @Override
    public void receive(ByteBuffer bytes) {
        byte[] copy = new byte[bytes.remaining()];
        bytes.get(copy);
        String text = new String(copy, ISO_8859_1);
        reports.add(text);
        onText.accept(text);
    }

    @Override
    public void writable() {
        onWritable.run();
    }

    @Override
    public void stop() {
        reports.add("stop");
        onStop.run();
    }

    @Override
    public void closed(String reason) {
        reports.add("closed: " + reason);
    }

    /** {@return the next report, which must come} */
    String next() throws InterruptedException {
        String report = reports.poll(30, TimeUnit.SECONDS);
        if (report == null) {
            throw new AssertionError("no report came");
        }
        return report;
    }

    boolean hasNext() {
        return !reports.isEmpty();
    }

    int reportCount() {
        return reports.size();
    }

    void report(String report) {
        reports.add(report);
    }
}
