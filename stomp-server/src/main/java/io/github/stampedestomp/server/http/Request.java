package io.github.stampedestomp.server.http;

import java.nio.ByteBuffer;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A whole request.
 *
 * @param method the method, in the client's case
 * @param path the path with its percent-escapes decoded; it may hold dot segments
 * @param query the query as it came, or "" if there was none
 * @param version the client's version of HTTP
 * @param headers the headers; repeated ones are joined by ", "; lookup ignores case
 * @param body the body, read-only, empty if there was none
 * @param remoteAddress the client's address as numbers, without its port
 * @param scheme {@code https} if the client has come by TLS, else {@code http}
 * @param certificates those by which the client has proved who it is, its own first; empty if it has not
 */
public record Request(
        String method,
        String path,
        String query,
        HttpVersion version,
        Map<String, String> headers,
        ByteBuffer body,
        String remoteAddress,
        String scheme,
        List<X509Certificate> certificates) {
    /** Copies the headers into a map that ignores case. */
    public Request {
        Map<String, String> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        copy.putAll(headers);
        headers = Collections.unmodifiableMap(copy);
        body = body.asReadOnlyBuffer();
        certificates = List.copyOf(certificates);
    }

    /** Makes a request that has come without TLS. */
    public Request(
            String method,
            String path,
            String query,
            HttpVersion version,
            Map<String, String> headers,
            ByteBuffer body,
            String remoteAddress) {
        this(method, path, query, version, headers, body, remoteAddress, "http", List.of());
    }

    /** {@return the same request as it was before a proxy passed it on, whose certificates are not the client's} */
    Request sentBy(String client, String clientScheme, Optional<String> host) {
        Map<String, String> sent = new TreeMap<>(headers); // which goes on to ignore case
        host.ifPresent(name -> sent.put("Host", name));
        return new Request(method, path, query, version, sent, body, client, clientScheme, List.of());
    }

    /** {@return the value of a header, whatever the case of its name} */
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    /** {@return the first value of a parameter of the query, with its escapes decoded} */
    public Optional<String> parameter(String name) {
        return Form.value(query, name);
    }

    /** {@return whether one of the words of a header that lists words is this one, whatever its case} */
    public boolean hasToken(String header, String token) {
        String value = headers.getOrDefault(header, "");
        return Arrays.stream(value.split(",", -1)).anyMatch(word -> word.strip().equalsIgnoreCase(token));
    }

    /** {@return whether the client wants to send more requests on this connection} */
    boolean isPersistent() {
        return version == HttpVersion.HTTP_1_1
                ? !hasToken("Connection", "close")
                : hasToken("Connection", "keep-alive");
    }

    /** {@return method and path, fit for a line of a log; the query, the headers and the body may hold secrets} */
    @Override
    public String toString() {
        StringBuilder line = new StringBuilder(method).append(' ');
        path.chars().map(c -> breaksLine(c) ? '?' : c).forEach(c -> line.append((char) c));
        return line.append(" from ").append(remoteAddress).toString();
    }

    private static boolean breaksLine(int c) {
        return Character.isISOControl(c) || c == '\u2028' || c == '\u2029';
    }
}
