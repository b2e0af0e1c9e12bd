package io.github.stampedestomp.session;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a client said when it opened its connection, before any frame.
 *
 * @param path the path of the request, without its query
 * @param query the query of the request as it came, or "" if there was none
 * @param headers the request's headers; repeated ones are joined by ", "; lookup ignores case
 * @param remoteAddress the client's address as numbers, without its port
 * @param scheme {@code https} if the client has come by TLS, else {@code http}, also for WebSockets
 * @param certificates those by which the client has proved by TLS who it is, its own first; empty if it has not
 */
public record Handshake(
        String path,
        String query,
        Map<String, String> headers,
        String remoteAddress,
        String scheme,
        List<X509Certificate> certificates) {
    /** Copies the headers, into a map that ignores case, and the certificates. */
    public Handshake {
        headers = HandshakeHeaders.copyOf(headers);
        certificates = List.copyOf(certificates);
    }

    /** Tells of a client that has come without TLS. */
    public Handshake(String path, String query, Map<String, String> headers, String remoteAddress) {
        this(path, query, headers, remoteAddress, "http", List.of());
    }

    /** {@return whether nobody between the client and the server can read along} */
    public boolean isSecure() {
        return scheme.equals("https");
    }

    /** {@return the value of a header of the request, whatever the case of its name} */
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    /** {@return path and address; the query and the headers may hold secrets} */
    @Override
    public String toString() {
        return path + " from " + remoteAddress;
    }
}
