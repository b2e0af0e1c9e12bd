package io.github.stampedestomp.server.sockjs;

import io.github.stampedestomp.server.http.Exchange;
import io.github.stampedestomp.server.net.Timer;
import java.nio.ByteBuffer;
import java.util.function.Function;

/** Opens WebSockets for this floor. What can do so stands beside it and is not seen from here; the roof brings both together. */
public interface WebSockets {
    /**
     * Answers a request by opening a WebSocket, or by refusing to.
     *
     * @param messageBytes the most bytes of a message
     * @param listeners makes the listener, on the thread of the WebSocket
     */
    void open(Exchange exchange, int messageBytes, Function<Line, Listener> listeners);

    /** A WebSocket. Only the counts and {@link #execute} may be called by any thread. */
    interface Line {
        /** Sends a text as one message. */
        void sendText(ByteBuffer utf8);

        /** Sends bytes that are ready for the wire. */
        void send(ByteBuffer wire);

        /** {@return how many bytes the network has not taken yet} */
        long unsentBytes();

        /** {@return how many bytes the network has taken} */
        long sentBytes();

        /** Stops reading until {@link #resumeReading}. */
        void pauseReading();

        /** Reads again. */
        void resumeReading();

        /** {@return a timer of the WebSocket's thread; whoever asked for it has to cancel it in the end} */
        Timer timer(Runnable task);

        /** {@return the time of the clock that timers go by} */
        long nanoTime();

        /** Runs a task soon, on the thread of the WebSocket. */
        void execute(Runnable task);

        /** Closes the WebSocket after all that was sent, with a close code of RFC 6455, chapter 7.4. */
        void close(int code, String reason);

        /** {@return whether nothing more reaches the client} */
        boolean hasEnded();
    }

    /** Takes what a {@link Line} reports, on its thread. */
    interface Listener {
        /** Learns that messages can be sent. */
        void opened();

        /**
         * Takes some bytes of a message.
         *
         * @param text whether the message is a text
         * @param piece the bytes, in a buffer that is used again; may be empty
         * @param last whether the message ends with them
         */
        void receive(boolean text, ByteBuffer piece, boolean last);

        /** Learns that the network has taken bytes. */
        void writable();

        /** Asked to close in good order, because the server stops. */
        void stop();

        /** Learns that the WebSocket is gone, or that its last bytes were sent. Called exactly once, last. */
        void closed(String reason);
    }
}
