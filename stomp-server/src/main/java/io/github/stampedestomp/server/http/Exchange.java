package io.github.stampedestomp.server.http;

import io.github.stampedestomp.frame.Limit;
import io.github.stampedestomp.server.net.EventLoop;
import io.github.stampedestomp.server.net.Receiver;
import io.github.stampedestomp.server.net.TcpConnection;
import java.util.function.Function;

/**
 * A request that waits for its response. An exchange belongs to the thread of its connection, to which {@link #execute}
 * leads from any other.
 */
public final class Exchange {
    private final HttpConnection connection;
    private final Request request;
    private final String subPath;
    private boolean ended;

    /** Is told, on the thread of an exchange, what happens to the connection until the response has ended. */
    public interface Watcher {
        /** Learns that the network has taken bytes. */
        void writable();

        /**
         * Learns that the client is gone, or that the route has failed, so that no response of its own reaches the client any
         * more. Called at most once, and last.
         */
        void gone(String reason);
    }

    Exchange(HttpConnection connection, Request request, String subPath) {
        this.connection = connection;
        this.request = request;
        this.subPath = subPath;
    }

    /** {@return the request} */
    public Request request() {
        return request;
    }

    /** {@return what of the path stands behind the prefix of the route: "" or a path that begins with a slash} */
    public String subPath() {
        return subPath;
    }

    /** Runs a task soon on the thread of this exchange. */
    public void execute(Runnable task) {
        connection.execute(task);
    }

    /** {@return the loop whose thread this exchange belongs to} */
    public EventLoop loop() {
        return connection.loop();
    }

    /** Takes note that the client has exceeded a limit. */
    public void limitReached(Limit limit) {
        connection.limitReached(limit);
    }

    /** {@return how many bytes the network has not taken yet from this client's connection; any thread may ask} */
    public long unsentBytes() {
        return connection.unsentBytes();
    }

    /** Tells a watcher what happens to the connection. If it is gone already, the watcher learns that at once. */
    public void watch(Watcher watcher) {
        connection.watch(watcher);
    }

    /**
     * Answers the request. To a HEAD request the body is not sent.
     *
     * @throws IllegalStateException if the request was answered already
     */
    public void respond(Response response) {
        end();
        connection.respond(request, response);
    }

    /**
     * Begins the answer to the request, whose body comes in pieces. Not for HEAD requests.
     *
     * @return what takes the pieces behind the body of this response, which is the first of them
     * @throws IllegalStateException if the request was answered already
     */
    public BodyStream stream(Response response) {
        end();
        return connection.stream(request, response);
    }

    /**
     * Leaves HTTP: all that comes from now on goes to the receiver made here, and no response is sent.
     *
     * @throws IllegalStateException if the request was answered already
     */
    public void upgrade(Function<TcpConnection, Receiver> receivers) {
        end();
        connection.upgrade(receivers);
    }

    boolean isAnswered() {
        return ended;
    }

    private void end() {
        if (ended) {
            throw new IllegalStateException("the request was answered already: " + request);
        }
        ended = true;
    }
}
