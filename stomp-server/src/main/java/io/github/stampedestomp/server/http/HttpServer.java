package io.github.stampedestomp.server.http;

import io.github.stampedestomp.server.net.Acceptor;
import io.github.stampedestomp.server.net.Admission;
import io.github.stampedestomp.server.net.EventLoops;
import io.github.stampedestomp.server.net.Receiver;
import io.github.stampedestomp.server.net.Security;
import io.github.stampedestomp.server.net.TcpConnection;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Speaks HTTP to whoever connects to a port.
 *
 * <p>Any thread may use it, but a loop must not {@link #stop} it.
 */
public final class HttpServer {
    private final EventLoops loops;
    private final Acceptor acceptor;

    private HttpServer(EventLoops loops, Acceptor acceptor) {
        this.loops = loops;
        this.acceptor = acceptor;
    }

    /**
     * {@return a server that listens}
     *
     * @param address where to listen; port 0 lets the system choose
     * @param loops what runs the connections; they stop with the server
     * @param admission how many connections there may be, and who may speak for others
     * @throws IOException if the address cannot be bound
     */
    public static HttpServer start(
            InetSocketAddress address, EventLoops loops, Routes routes, HttpLimits limits, Admission admission)
            throws IOException {
        return start(address, loops, routes, limits, admission, null);
    }

    /**
     * {@return a server that listens for clients of HTTPS}
     *
     * @param address where to listen; port 0 lets the system choose
     * @param loops what runs the connections; they stop with the server
     * @param admission how many connections there may be, and who may speak for others
     * @param security how connections are secured, or null if they are not
     * @throws IOException if the address cannot be bound
     */
    public static HttpServer start(
            InetSocketAddress address,
            EventLoops loops,
            Routes routes,
            HttpLimits limits,
            Admission admission,
            @Nullable Security security)
            throws IOException {
        return start(address, loops, routes, limits, admission, security, HttpObserver.NONE);
    }

    /**
     * {@return a server that listens, as that of the shorter form does}
     *
     * @param observer is told what becomes of requests
     */
    public static HttpServer start(
            InetSocketAddress address,
            EventLoops loops,
            Routes routes,
            HttpLimits limits,
            Admission admission,
            @Nullable Security security,
            HttpObserver observer)
            throws IOException {
        Function<TcpConnection, Receiver> http = connection -> new HttpConnection(connection, routes, limits, observer);
        Function<TcpConnection, Receiver> receivers =
                security == null ? http : connection -> connection.secure(security, http);
        return new HttpServer(loops, Acceptor.listen(address, loops, admission, receivers));
    }

    /** {@return why a client that came now would not be let in, if so} */
    public Optional<String> obstacle() {
        return acceptor.obstacle();
    }

    /** {@return the port that the server listens on} */
    public int port() {
        return acceptor.port();
    }

    /** Turns new clients away: the port is free when this returns. */
    public void refuse() {
        acceptor.close();
    }

    /**
     * Turns new clients away, lets every connection end in good order, cuts those that have not ended when the patience is
     * over, and returns when all threads have ended and the port is free.
     */
    public void stop(Duration patience) {
        acceptor.close();
        loops.stop(patience);
    }
}
