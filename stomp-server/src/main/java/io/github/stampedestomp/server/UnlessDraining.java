package io.github.stampedestomp.server;

import io.github.stampedestomp.server.http.Exchange;
import io.github.stampedestomp.server.http.Response;
import io.github.stampedestomp.server.http.Route;
import io.github.stampedestomp.server.http.Status;
import java.util.function.BooleanSupplier;

/** A route that begins nothing new once the server drains. */
record UnlessDraining(Route route, BooleanSupplier isDraining) implements Route {
    @Override
    public void serve(Exchange exchange) {
        if (isDraining.getAsBoolean()) {
            exchange.respond(route.refusal(Status.SERVICE_UNAVAILABLE, "the server stops")
                    .forLater());
        } else {
            route.serve(exchange);
        }
    }

    @Override
    public int bodyBytes(String subPath, int standard) {
        return route.bodyBytes(subPath, standard);
    }

    @Override
    public Response refusal(Status status, String sentence) {
        return route.refusal(status, sentence);
    }
}
