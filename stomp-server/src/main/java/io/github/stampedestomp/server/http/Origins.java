package io.github.stampedestomp.server.http;

import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which web pages may speak to the server. Browsers name the page's origin in the header {@code Origin}; other clients
 * leave it out, and they may always come, since they could name whatever they like.
 */
public final class Origins {
    private enum Rule {
        SAME,
        LISTED,
        ANY
    }

    private final Rule rule;
    private final Set<Origin> listed;

    private Origins(Rule rule, Set<Origin> listed) {
        this.rule = rule;
        this.listed = listed;
    }

    /** {@return the rule for pages that come from this very server: their origin is its scheme, host and port} */
    public static Origins same() {
        return new Origins(Rule.SAME, Set.of());
    }

    /** {@return the rule for all pages of the world} */
    public static Origins any() {
        return new Origins(Rule.ANY, Set.of());
    }

    /**
     * {@return the rule for pages of these origins and no others}
     *
     * @param origins exact origins, such as {@code https://chat.example}
     * @throws IllegalArgumentException if one of them is no origin, for example because it has a path or a wildcard
     */
    public static Origins of(Collection<String> origins) {
        return new Origins(
                Rule.LISTED,
                origins.stream()
                        .map(origin -> Origin.parse(origin)
                                .orElseThrow(() -> new IllegalArgumentException("no origin: '" + origin + "'")))
                        .collect(Collectors.toUnmodifiableSet()));
    }

    /** {@return whether the page that a request comes from may speak to the server} */
    public boolean allow(Request request) {
        Optional<String> named = request.header("Origin");
        if (named.isEmpty() || rule == Rule.ANY) {
            return true;
        }
        Optional<Origin> origin = Origin.parse(named.get());
        return origin.isPresent()
                && switch (rule) {
                    case SAME -> origin.equals(own(request));
                    case LISTED -> listed.contains(origin.get());
                    case ANY -> true;
                };
    }

    /**
     * {@return the directive of Content Security Policy, level 3, chapter 6.4.2, by which browsers show a page of this
     * server inside pages of these origins only}
     */
    public String frameAncestors() {
        String sources =
                switch (rule) {
                    case SAME -> "'self'";
                    case LISTED ->
                        listed.isEmpty()
                                ? "'none'"
                                : listed.stream().map(Origin::toString).sorted().collect(Collectors.joining(" "));
                    case ANY -> "*";
                };
        return "frame-ancestors " + sources;
    }

    private static Optional<Origin> own(Request request) {
        return request.header("Host").flatMap(host -> Origin.parse(request.scheme() + "://" + host));
    }
}
