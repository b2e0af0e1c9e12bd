package io.github.stampedestomp.server.net;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;

/**
 * The TLS of one connection: makes plain bytes of the records that come, and records of the plain bytes that go. It keeps a
 * record that has not come as a whole, and records that the network has not taken; all else is done in buffers of the loop.
 *
 * <p>What the engine calls tasks is done at once, on the loop: signing once for each handshake takes about as long as handing
 * it to another thread and back would, when many clients come.
 */
final class TlsChannel {
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);
    /** Four records; more would only wait here, once the socket is full. */
    private static final int PLAIN_BYTES_PER_WRITE = 64 * 1024;
    /** Answers that a client asks for and does not take. */
    private static final int OUTPUT_BYTES = 192 * 1024;
    /** Records of a client in a second that hold no data, such as updates of keys: far more than anybody needs. */
    private static final int EMPTY_RECORDS = 16;

    private static final long SECOND = Duration.ofSeconds(1).toNanos();
    private static final byte[] ANSWER_TO_PLAIN_HTTP = """
            HTTP/1.1 400 Bad Request\r
            Connection: close\r
            Content-Type: text/plain\r
            Content-Length: 28\r
            \r
            this port speaks HTTPS only
            """.getBytes(US_ASCII);

    private enum State {
        /** Nothing has come yet. */
        NEW,
        HANDSHAKING,
        ESTABLISHED,
        /** The client has ended its side in order. */
        INPUT_ENDED,
        /** The client does not know that this is TLS. */
        REFUSED
    }

    private final SSLEngine engine;
    private final EventLoop loop;
    private State state = State.NEW;
    private ByteBuffer input = NOTHING;
    private ByteBuffer output = NOTHING;
    /** How many of the bytes that were to be sent are in the output. */
    private long plainInOutput;

    private int emptyRecords;
    private long countedSince;

    TlsChannel(SSLEngine engine, EventLoop loop) {
        this.engine = engine;
        this.loop = loop;
    }

    /** {@return the certificates that the client has proved to be its own, its own one first} */
    List<X509Certificate> certificates() {
        try {
            return Stream.of(engine.getSession().getPeerCertificates())
                    .map(X509Certificate.class::cast)
                    .toList();
        } catch (SSLPeerUnverifiedException e) {
            return List.of();
        }
    }

    boolean hasInputEnded() {
        return state == State.INPUT_ENDED;
    }

    int keptBytes() {
        return input.capacity() + output.capacity();
    }

    boolean hasOutput() {
        return output.hasRemaining();
    }

    // ---- what comes ----

    /** Says the first word, as clients do. */
    void begin() throws SSLException {
        state = State.HANDSHAKING;
        engine.beginHandshake();
        advance();
    }

    /**
     * Takes bytes of the network.
     *
     * @param plain room for what they hold
     * @return whether there is something to be told: plain bytes, or that the handshake is over
     * @throws SSLException if this is no TLS that is allowed here; what the client is told about it is in the output then
     */
    boolean decrypt(ByteBuffer raw, ByteBuffer plain) throws SSLException {
        if (state == State.NEW && raw.hasRemaining()) {
            state = State.HANDSHAKING;
            engine.beginHandshake();
            refusePlainHttp(raw.get(raw.position()));
        }
        boolean wasEstablished = state == State.ESTABLISHED;
        boolean isOwn = input.hasRemaining();
        ByteBuffer records = isOwn ? joined(raw) : raw;
        try {
            while (unwrap(records, plain)) {
                advance();
            }
        } catch (RuntimeException e) { // some engines do not expect every nonsense
            throw new SSLException("malformed TLS", e);
        }
        boolean isSpacious = records.capacity() > 4 * records.remaining();
        input = isOwn && !isSpacious ? records : copy(records);
        return plain.position() > 0 || (!wasEstablished && state == State.ESTABLISHED);
    }

    /** {@return whether a step was taken, so that another may follow} */
    private boolean unwrap(ByteBuffer records, ByteBuffer plain) throws SSLException {
        SSLEngineResult result = engine.unwrap(records, plain);
        switch (result.getStatus()) {
            case OK -> check(result);
            case CLOSED -> state = State.INPUT_ENDED;
            case BUFFER_UNDERFLOW -> {} // the rest of the record is on its way
            case BUFFER_OVERFLOW -> throw new SSLException("a record is longer than it may be");
        }
        return result.getStatus() == SSLEngineResult.Status.OK && (result.bytesConsumed() > 0 || isAsked());
    }

    private boolean isAsked() {
        HandshakeStatus status = engine.getHandshakeStatus();
        return status == HandshakeStatus.NEED_TASK || status == HandshakeStatus.NEED_WRAP;
    }

    private void check(SSLEngineResult result) throws SSLException {
        if (state != State.ESTABLISHED) {
            return;
        }
        if (engine.getHandshakeStatus() != HandshakeStatus.NOT_HANDSHAKING
                && engine.getSession().getProtocol().equals("TLSv1.2")) {
            throw new SSLException("a second handshake is refused");
        }
        if (result.bytesConsumed() > 0 && result.bytesProduced() == 0) {
            countEmptyRecord();
        }
    }

    private void countEmptyRecord() throws SSLException {
        long now = loop.nanoTime();
        if (now - countedSince > SECOND) {
            countedSince = now;
            emptyRecords = 0;
        }
        if (++emptyRecords > EMPTY_RECORDS) {
            throw new SSLException("too many records hold no data");
        }
    }

    /** Does what the engine asks for, until it waits for the client. */
    private void advance() throws SSLException {
        while (isAsked()) {
            for (Runnable task = engine.getDelegatedTask(); task != null; task = engine.getDelegatedTask()) {
                task.run();
            }
            if (engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP) {
                answer();
            }
        }
        if (state == State.HANDSHAKING && engine.getHandshakeStatus() == HandshakeStatus.NOT_HANDSHAKING) {
            state = State.ESTABLISHED;
        }
    }

    private void answer() throws SSLException {
        ByteBuffer records = loop.writeBuffer();
        wrap(NOTHING.duplicate(), records);
        if (records.position() == 0) {
            throw new SSLException("the handshake cannot go on");
        }
        append(records.flip());
        if (output.remaining() > OUTPUT_BYTES) {
            throw new SSLException("the client does not take the answers that it asks for");
        }
    }

    /** A browser that was told http instead of https gets to know. */
    private void refusePlainHttp(byte first) throws SSLException {
        if ('A' <= first && first <= 'Z') {
            state = State.REFUSED;
            append(ByteBuffer.wrap(ANSWER_TO_PLAIN_HTTP));
            throw new SSLException("the client speaks HTTP without TLS");
        }
    }

    private ByteBuffer joined(ByteBuffer raw) {
        ByteBuffer joined = input.compact();
        if (joined.remaining() < raw.remaining()) {
            int needed = joined.position() + raw.remaining();
            joined =
                    ByteBuffer.allocate(Math.max(needed, 2 * joined.position())).put(joined.flip());
        }
        input = joined.put(raw).flip();
        return input;
    }

    private static ByteBuffer copy(ByteBuffer bytes) {
        return bytes.hasRemaining()
                ? ByteBuffer.allocate(bytes.remaining()).put(bytes).flip()
                : NOTHING;
    }

    // ---- what goes ----

    /** {@return the records to write next: those that are left, or else new ones of what waits} */
    ByteBuffer records(WriteQueue queue) throws SSLException {
        if (output.hasRemaining()) {
            return output;
        }
        ByteBuffer plain = loop.plainBuffer().limit(PLAIN_BYTES_PER_WRITE);
        queue.copyInto(plain);
        ByteBuffer records = loop.writeBuffer();
        wrap(plain.flip(), records);
        if (plain.position() == 0) {
            throw new SSLException("nothing can be sent any more");
        }
        plainInOutput = plain.position();
        queue.drop(plain.position());
        return records.flip();
    }

    private void wrap(ByteBuffer plain, ByteBuffer records) throws SSLException {
        SSLEngineResult result;
        do {
            result = engine.wrap(plain, records);
            if (result.getStatus() == SSLEngineResult.Status.BUFFER_OVERFLOW) {
                throw new SSLException("a handshake is longer than it may be");
            }
        } while (result.bytesProduced() > 0
                && (plain.hasRemaining() || engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP));
    }

    /**
     * Keeps those of the {@link #records} that the network has not taken.
     *
     * @param taken how many bytes it has taken
     * @return how many plain bytes those stand for
     */
    long written(int taken, ByteBuffer rest) {
        long plain = rest.hasRemaining() ? plainInOutput * taken / (taken + rest.remaining()) : plainInOutput;
        plainInOutput -= plain;
        output = copy(rest);
        return plain;
    }

    /**
     * Puts what ends our side in order, or the alert that tells of a failure, into the output.
     *
     * @return whether there was something to say
     */
    boolean endOutput() {
        if (state == State.REFUSED) {
            return false;
        }
        ByteBuffer records = loop.writeBuffer();
        try {
            engine.closeOutbound();
            boolean isProductive = true;
            while (isProductive && !engine.isOutboundDone()) {
                isProductive = engine.wrap(NOTHING.duplicate(), records).bytesProduced() > 0;
            }
        } catch (SSLException | RuntimeException e) {
            return false; // an engine that has failed may have nothing more to say
        }
        append(records.flip());
        return records.limit() > 0;
    }

    private void append(ByteBuffer records) {
        output = ByteBuffer.allocate(output.remaining() + records.remaining())
                .put(output)
                .put(records)
                .flip();
    }
}
