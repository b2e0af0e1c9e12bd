package io.github.stampedestomp.server.http;

import java.util.Map;

/**
 * A route that asks a different route for each method. HEAD is answered as GET is, only without the body; OPTIONS tells
 * which methods there are, and any other method is refused.
 */
public final class Methods implements Route {
    private final Map<String, Route> routesByMethod;
    private final String allowed;

    private Methods(Map<String, Route> routesByMethod, String allowed) {
        this.routesByMethod = routesByMethod;
        this.allowed = allowed;
    }

    /** {@return a route for GET and HEAD} */
    public static Methods get(Route route) {
        return new Methods(Map.of("GET", route, "HEAD", route), "GET, HEAD, OPTIONS");
    }

    /** {@return a route for POST} */
    public static Methods post(Route route) {
        return new Methods(Map.of("POST", route), "POST, OPTIONS");
    }

    @Override
    public void serve(Exchange exchange) {
        String method = exchange.request().method();
        Route route = routesByMethod.get(method);
        if (route != null) {
            route.serve(exchange);
        } else if (method.equals("OPTIONS")) {
            exchange.respond(Response.of(Status.NO_CONTENT).with("Allow", allowed));
        } else {
            exchange.respond(Response.methodNotAllowed(allowed));
        }
    }
}
