package io.github.stampedestomp.server.http;

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
     * Leaves HTTP: all that comes from now on goes to the receiver made here, and no response is sent.
     *
     * @throws IllegalStateException if the request was answered already
     */
    public void upgrade(Function<TcpConnection, Receiver> receivers) {
        end();
        connection.upgrade(receivers);
    }

    private void end() {
        if (ended) {
            throw new IllegalStateException("the request was answered already: " + request);
        }
        ended = true;
    }
}
