package io.github.stampedestomp.session;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a client said when it opened its connection, before any frame.
 *
 * @param path the path of the request, without its query
 * @param query the query of the request as it came, or "" if there was none
 * @param headers the request's headers; repeated ones are joined by ", "; lookup ignores case
 * @param remoteAddress the client's address as numbers, without its port
 */
public record Handshake(String path, String query, Map<String, String> headers, String remoteAddress) {
    /** Copies the headers into a map that ignores case. */
    public Handshake {
        TreeMap<String, String> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        copy.putAll(headers);
        headers = java.util.Collections.unmodifiableMap(copy);
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
