package io.github.stampedestomp.server.http;

import io.github.stampedestomp.server.net.TcpConnection;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * Who sends requests on a connection.
 *
 * @param remoteAddress the client's address as numbers, without its port
 * @param scheme how the connection is protected: {@code https} by TLS, {@code http} not at all
 * @param certificates those by which the client has proved who it is, its own first; empty if it has not
 */
record Peer(String remoteAddress, String scheme, List<X509Certificate> certificates) {
    static Peer of(TcpConnection connection) {
        return new Peer(
                connection.remoteAddress(), connection.isSecure() ? "https" : "http", connection.certificates());
    }
}
