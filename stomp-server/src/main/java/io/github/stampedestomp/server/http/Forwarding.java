package io.github.stampedestomp.server.http;

import io.github.stampedestomp.server.net.IpAddress;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What trusted proxies say about a request: for whom it is, and how its client calls this server.
 *
 * @param client the client's address: that of the proxy itself, if the proxy does not say, or says it in two ways
 * @param isSaid whether a header named the client, rightly or not
 * @param scheme by which the client came to the outermost proxy that is trusted, if it is said
 * @param host to which the client came, if it is said
 */
record Forwarding(IpAddress client, boolean isSaid, Optional<String> scheme, Optional<String> host) {
    private static final Map<String, String> SCHEMES =
            Map.of("http", "http", "https", "https", "ws", "http", "wss", "https");

    /** How far the trust reaches: the address where it ends, and the proxy that has named it. */
    private record Reach(IpAddress client, Optional<Hop> told) {}

    /**
     * {@return what a trusted peer says}
     *
     * <p>A header that a proxy neither writes nor takes away may be the client's. So if both lists are there, they have to name
     * the same client; otherwise neither is believed.
     */
    static Forwarding of(Request request, IpAddress peer, Predicate<IpAddress> trusted) {
        List<Hop> standard = request.header("Forwarded").map(Hop::forwarded).orElse(List.of());
        List<Hop> custom = request.header("X-Forwarded-For").map(Hop::addresses).orElse(List.of());
        Reach reach = walk(standard.isEmpty() ? custom : standard, peer, trusted);
        if (!standard.isEmpty() && !custom.isEmpty() && !reach.client.equals(walk(custom, peer, trusted).client)) {
            return new Forwarding(peer, true, Optional.empty(), Optional.empty());
        }
        return new Forwarding(
                reach.client,
                !standard.isEmpty() || !custom.isEmpty(),
                reach.told
                        .flatMap(Hop::proto)
                        .or(() -> request.header("X-Forwarded-Proto"))
                        .map(scheme -> SCHEMES.get(scheme.toLowerCase(Locale.ROOT))),
                reach.told.flatMap(Hop::host).or(() -> request.header("X-Forwarded-Host")));
    }

    /** Goes from proxy to proxy, as long as each is trusted to name the one before. */
    private static Reach walk(List<Hop> nearestFirst, IpAddress peer, Predicate<IpAddress> trusted) {
        Reach reach = new Reach(peer, Optional.empty());
        for (Hop hop : nearestFirst) {
            Optional<IpAddress> named = hop.node().address();
            if (hop.node().kind() == Node.Kind.MALFORMED) {
                return new Reach(peer, Optional.empty());
            }
            reach = new Reach(named.orElse(reach.client), Optional.of(hop));
            if (named.isEmpty() || !trusted.test(named.get())) {
                return reach;
            }
        }
        return reach;
    }

    /** {@return the request as its client has sent it, to a host that can be one} */
    Request seen(Request request) {
        if (!isSaid && scheme.isEmpty() && host.isEmpty()) {
            return request; // the proxy's own
        }
        return request.sentBy(
                client.toString(), scheme.orElse(request.scheme()), host.filter(name -> Origin.parse("http://" + name)
                        .isPresent()));
    }
}
