package io.github.stampedestomp.benchmarks;

/** What a server streams over HTTP, whose chunks are looked through as if they were payload. */
final class IncomingStream extends Incoming {
    private final int kept;

    /**
     * Starts with a stream of which nothing was read.
     *
     * @param kept how many of the last bytes are kept in any case
     */
    IncomingStream(int kept) {
        this.kept = kept;
    }

    @Override
    void look(byte[] room, int end, Payload payload) {
        int unread = payload.find(room, 0, end);
        keep(room, Math.min(unread, Math.max(0, end - kept)), end);
    }
}
