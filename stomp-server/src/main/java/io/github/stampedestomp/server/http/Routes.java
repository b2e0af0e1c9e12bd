package io.github.stampedestomp.server.http;

import java.util.HashMap;
import java.util.Map;

/** Which route answers which path: the one at exactly that path, else the one with the longest prefix. */
public final class Routes {
    private static final Route NOTHING =
            exchange -> exchange.respond(Response.sentence(Status.NOT_FOUND, "there is nothing by this path"));

    private static final Route WHOLE_SERVER = exchange -> exchange.respond(Response.of(Status.NO_CONTENT));

    private final Map<String, Route> routesByPath;
    private final Map<String, Route> routesByPrefix;
    private final int longestPrefix;

    private Routes(Builder builder) {
        builder.routesByPath.put(Target.WHOLE_SERVER, WHOLE_SERVER);
        routesByPath = Map.copyOf(builder.routesByPath);
        routesByPrefix = Map.copyOf(builder.routesByPrefix);
        longestPrefix =
                routesByPrefix.keySet().stream().mapToInt(String::length).max().orElse(0);
    }

    /** {@return a builder without any route} */
    public static Builder builder() {
        return new Builder();
    }

    /** A route and the part of the path that it has to look at by itself. */
    record Match(Route route, String subPath) {}

    Match find(String path) {
        Route exact = routesByPath.get(path);
        if (exact != null) {
            return new Match(exact, "");
        }
        int longest = path.length() <= longestPrefix ? path.length() : path.lastIndexOf('/', longestPrefix);
        for (int end = longest; end >= 0; end = path.lastIndexOf('/', end - 1)) {
            Route route = routesByPrefix.get(path.substring(0, end));
            if (route != null) {
                return new Match(route, path.substring(end));
            }
        }
        return new Match(NOTHING, path);
    }

    /** {@return the most bytes that the body of a request for a path may have, if the server's standard is this} */
    int bodyBytes(String path, int standard) {
        Match match = find(path);
        return match.route.bodyBytes(match.subPath, standard);
    }

    /** Collects routes. */
    public static final class Builder {
        private final Map<String, Route> routesByPath = new HashMap<>();
        private final Map<String, Route> routesByPrefix = new HashMap<>();

        private Builder() {}

        /** Lets a route answer one path. */
        public Builder at(String path, Route route) {
            put(routesByPath, path, path, route);
            return this;
        }

        /** Lets a route answer a path and all paths below it; "/" is above all paths. */
        public Builder below(String prefix, Route route) {
            put(
                    routesByPrefix,
                    prefix,
                    prefix.endsWith("/") ? prefix.substring(0, prefix.length() - 1) : prefix,
                    route);
            return this;
        }

        private static void put(Map<String, Route> routes, String path, String key, Route route) {
            if (!path.startsWith("/")) {
                throw new IllegalArgumentException("a path must begin with '/': '" + path + "'");
            }
            if (routes.putIfAbsent(key, route) != null) {
                throw new IllegalArgumentException("a path must not have two routes: '" + path + "'");
            }
        }

        /** {@return the routes collected so far} */
        public Routes build() {
            return new Routes(this);
        }
    }
}
