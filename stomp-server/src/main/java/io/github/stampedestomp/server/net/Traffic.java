package io.github.stampedestomp.server.net;

import java.time.Duration;

/** What has come and gone on one connection since it was opened, as its loop's observer is told. */
final class Traffic {
    private final EventLoop loop;
    private final SocketWriter writer;
    private final WriteQueue queue;
    private final long openedAt;
    private long receivedBytes;
    private long toldSent;
    private long toldWrites;
    private long toldUnsent;

    Traffic(EventLoop loop, SocketWriter writer) {
        this.loop = loop;
        this.writer = writer;
        this.queue = writer.queue();
        this.openedAt = loop.nanoTime();
    }

    void received(int bytes) {
        receivedBytes += bytes;
        loop.observer().received(bytes);
    }

    /** Tells by how much what was sent, and what waits, has changed. */
    void tell() {
        loop.observer().sent(queue.sentBytes() - toldSent, writer.writes() - toldWrites);
        toldSent = queue.sentBytes();
        toldWrites = writer.writes();
        if (queue.unsentBytes() != toldUnsent) {
            loop.observer().unsentChanged(queue.unsentBytes() - toldUnsent);
            toldUnsent = queue.unsentBytes();
        }
    }

    /** Tells of the end, and of what has changed before. */
    void tellEnd(String remoteAddress, String reason) {
        tell();
        Duration time = Duration.ofNanos(loop.nanoTime() - openedAt);
        loop.observer().ended(new EndedConnection(remoteAddress, reason, time, receivedBytes, queue.sentBytes()));
    }
}
