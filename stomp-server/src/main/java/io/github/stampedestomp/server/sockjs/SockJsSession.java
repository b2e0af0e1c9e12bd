package io.github.stampedestomp.server.sockjs;

import io.github.stampedestomp.server.http.Request;
import io.github.stampedestomp.server.net.Timer;
import java.nio.ByteBuffer;

/**
 * What a client has opened: messages go both ways, in order, over whatever transport. A session belongs to one thread, on
 * which its {@link Conversation} is called; only {@link #unsentBytes}, {@link #sentBytes}, {@link #hasEnded} and
 * {@link #execute} may be called by any thread.
 */
public interface SockJsSession {
    /** {@return the request that has opened the session; its path names the session, which nobody else may learn} */
    Request request();

    /** {@return how messages are prepared for this session; what was prepared serves all sessions of the same framing} */
    MessageFraming framing();

    /** Sends a message. After the end it is dropped. */
    default void send(String message) {
        send(framing().message(message));
    }

    /** Sends a message that {@link #framing} has prepared. After the end it is dropped. */
    void send(ByteBuffer message);

    /** Sends a message in the two parts in which {@link #framing} has prepared it. After the end it is dropped. */
    void send(ByteBuffer first, ByteBuffer rest);

    /** {@return how many bytes wait, for a request that receives or for the network} */
    long unsentBytes();

    /** {@return how many bytes the network has taken} */
    long sentBytes();

    /** Asks for no more messages until {@link #resumeReading}. Those of a payload that has begun may still come. */
    void pauseReading();

    /** Asks for messages again. */
    void resumeReading();

    /** Allows payloads up to the limit of the settings; before, the limit is the one of the server's other requests. */
    void allowLongPayloads();

    /** Sends no heartbeats any more, as the conversation has some of its own. */
    void stopHeartbeats();

    /** {@return a timer of the session's thread; whoever asked for it has to cancel it in the end} */
    Timer timer(Runnable task);

    /** Runs a task soon, on the session's thread, even if the session is over by then. */
    void execute(Runnable task);

    /**
     * Closes the session after all that was sent. Further calls do nothing.
     *
     * @param code what the client is told as the code: 1000 to 4999
     * @param reason a short sentence for the client
     */
    void close(int code, String reason);

    /** {@return whether nothing more reaches the client} */
    boolean hasEnded();
}
