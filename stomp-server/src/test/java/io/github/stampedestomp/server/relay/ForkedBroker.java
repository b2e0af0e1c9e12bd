package io.github.stampedestomp.server.relay;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** A broker in a process of its own, which ends with the tests at the latest. */
abstract class ForkedBroker implements ExternalBroker {
    private static final String LOG = "log";
    private static final long PATIENCE = Duration.ofSeconds(60).toNanos();
    private static final int PAUSE_MILLIS = 50;

    private final int port = FreePort.next();
    private final StoreFolder folder;
    private Process process;

    ForkedBroker(StoreFolder folder) {
        this.folder = folder;
        Runtime.getRuntime().addShutdownHook(new Thread(this::close));
    }

    /** {@return the command that runs it in the foreground} */
    abstract ProcessBuilder command();

    final StoreFolder folder() {
        return folder;
    }

    @Override
    public final int port() {
        return port;
    }

    @Override
    public final void kill() {
        end(process);
    }

    @Override
    public final void restart() {
        process = start(command(), LOG);
        awaitAnswer();
    }

    @Override
    public void close() {
        if (process != null) {
            kill();
        }
        folder.delete();
    }

    /** Starts a process that writes into a file of the folder. */
    final Process start(ProcessBuilder command, String log) {
        try {
            return command.directory(folder.path().toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(
                            ProcessBuilder.Redirect.appendTo(folder.resolve(log).toFile()))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends a process and all that it has started. */
    static void end(Process process) {
        List<ProcessHandle> started = process.descendants().toList();
        Stream.concat(started.stream(), Stream.of(process.toHandle())).forEach(ProcessHandle::destroyForcibly);
        process.onExit().join();
    }

    private void awaitAnswer() {
        long start = System.nanoTime();
        while (!answers()) {
            if (hasEndedWithin(PAUSE_MILLIS) || System.nanoTime() - start > PATIENCE) {
                throw new AssertionError("no answer of the broker, which said: " + folder.read(LOG));
            }
        }
    }

    private boolean answers() {
        try {
            BareStomp.connect(this).close();
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    private boolean hasEndedWithin(int millis) {
        try {
            return process.waitFor(millis, MILLISECONDS);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
