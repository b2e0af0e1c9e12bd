package io.github.stampedestomp.server.monitor;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.stampedestomp.codec.JsonText;
import io.github.stampedestomp.server.http.Methods;
import io.github.stampedestomp.server.http.Response;
import io.github.stampedestomp.server.http.Routes;
import io.github.stampedestomp.server.http.Status;
import io.github.stampedestomp.server.metrics.Metric;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** What whoever watches a server may ask by HTTP. Every answer is made at once, from what is known at that moment. */
public final class MonitoringRoutes {
    private static final String JSON = "application/json";
    private static final String UP = "{\"status\":\"up\"}";

    private final List<Metric> metrics;
    private final Health health;

    /** Prepares the routes. */
    public MonitoringRoutes(List<Metric> metrics, Health health) {
        this.metrics = metrics;
        this.health = health;
    }

    /** Adds the routes below a prefix, which may be empty. */
    public void addTo(Routes.Builder routes, String prefix) {
        add(
                routes,
                prefix + "/metrics",
                () -> answer(Status.OK, PrometheusText.MEDIA_TYPE, PrometheusText.of(metrics)));
        add(routes, prefix + "/health/live", this::live);
        add(routes, prefix + "/health/ready", this::ready);
    }

    private static void add(Routes.Builder routes, String path, Supplier<Response> answer) {
        routes.at(path, Methods.get(exchange -> exchange.respond(answer.get())));
    }

    private Response live() {
        List<String> hanging = health.hangingLoops();
        return hanging.isEmpty()
                ? answer(Status.OK, JSON, UP)
                : down("{\"status\":\"down\",\"reason\":\"loops hang\",\"loops\":" + JsonText.array(hanging) + "}");
    }

    private Response ready() {
        Optional<String> why = health.whyNotReady();
        return why.isEmpty()
                ? answer(Status.OK, JSON, UP)
                : down("{\"status\":\"down\",\"reason\":" + JsonText.quote(why.get()) + "}");
    }

    private static Response down(String json) {
        return answer(Status.SERVICE_UNAVAILABLE, JSON, json);
    }

    private static Response answer(Status status, String mediaType, String body) {
        return Response.of(status, mediaType, ByteBuffer.wrap(body.getBytes(UTF_8)))
                .with("Cache-Control", "no-store");
    }
}
