package io.github.stampedestomp.server.api;

import io.github.stampedestomp.request.Caller;
import io.github.stampedestomp.server.http.Exchange;
import io.github.stampedestomp.server.http.Request;
import io.github.stampedestomp.server.http.Response;
import io.github.stampedestomp.server.http.Route;
import io.github.stampedestomp.server.http.Status;
import io.github.stampedestomp.user.Denied;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The route of the API. Each call runs on a thread of the application; nothing of it is shown to whom it does not know but its
 * description.
 */
public final class Api implements Route {
    private static final Logger LOG = LoggerFactory.getLogger(Api.class);
    private static final String DESCRIPTION = "openapi.json";

    private final ApiParts parts;
    private final ApiSettings settings;
    private final List<Operation> operations;
    private final Response description;

    /** Prepares the API. */
    public Api(ApiParts parts, ApiSettings settings) {
        this.parts = parts;
        this.settings = settings;
        this.description = Description.of(settings.prefix());
        Sending sending = new Sending(parts, settings);
        Looking looking = new Looking(parts);
        Ending ending = new Ending(parts.users());
        this.operations = List.of(
                new Operation("POST", "send", Operation.Rest.EITHER, sending::send),
                new Operation("POST", "batch", Operation.Rest.NONE, sending::batch),
                look("GET", "users", Operation.Rest.NONE, looking::users),
                look("GET", "users", Operation.Rest.SOME, looking::user),
                look("DELETE", "users", Operation.Rest.SOME, ending::user),
                look("GET", "sessions", Operation.Rest.NONE, looking::sessions),
                look("GET", "sessions", Operation.Rest.SOME, looking::session),
                look("DELETE", "sessions", Operation.Rest.SOME, ending::session),
                look("DELETE", "subscriptions", Operation.Rest.SOME, ending::subscription),
                look("PUT", "expiry", Operation.Rest.SOME, ending::renew),
                look("GET", "destinations", Operation.Rest.NONE, looking::destinations),
                look("GET", "presence", Operation.Rest.EITHER, looking::presence));
    }

    /** {@return an operation that only the application may call, and that is done at once} */
    private static Operation look(String method, String name, Operation.Rest rest, Function<Call, Response> code) {
        return new Operation(method, name, rest, call -> {
            if (!call.caller().isApplication()) {
                throw ApiFault.applicationOnly();
            }
            return CompletableFuture.completedFuture(code.apply(call));
        });
    }

    @Override
    public int bodyBytes(String subPath, int standard) {
        return subPath.equals("/batch") ? settings.batchBytes() : settings.bodyBytes();
    }

    @Override
    public Response refusal(Status status, String sentence) {
        return Problem.of(status, sentence);
    }

    @Override
    public void serve(Exchange exchange) {
        Request request = exchange.request();
        if (exchange.subPath().equals("/" + DESCRIPTION) && isGet(request)) {
            exchange.respond(description);
            return;
        }
        try {
            parts.executor().execute(() -> call(exchange));
        } catch (RejectedExecutionException e) {
            exchange.respond(problem(ApiFault.noMoreWork()));
        }
    }

    private static boolean isGet(Request request) {
        return request.method().equals("GET") || request.method().equals("HEAD");
    }

    /** Runs on a thread of the application. */
    @SuppressWarnings("FutureReturnValueIgnored") // its last step hands the response over
    private void call(Exchange exchange) {
        CompletableFuture<Response> response;
        try {
            response = run(exchange.request(), exchange.subPath());
        } catch (Throwable e) { // the caller must get an answer whatever happens
            response = CompletableFuture.failedFuture(e);
        }
        response.handle((done, error) -> error == null ? done : problem(error))
                .thenAccept(answer -> exchange.execute(() -> exchange.respond(answer)));
    }

    private CompletableFuture<Response> run(Request request, String subPath) {
        if (!settings.origins().allow(request)) {
            throw ApiFault.foreignOrigin();
        }
        Caller caller = caller(request);
        String path = subPath.startsWith("/") ? subPath.substring(1) : subPath;
        int slash = path.indexOf('/');
        String name = slash < 0 ? path : path.substring(0, slash);
        String rest = slash < 0 ? "" : path.substring(slash + 1);
        List<Operation> here = operations.stream()
                .filter(operation -> operation.isAt(name, rest))
                .toList();
        if (here.isEmpty()) {
            throw ApiFault.notFound("operation by this path");
        }
        String method = request.method().equals("HEAD") ? "GET" : request.method();
        return here.stream()
                .filter(operation -> operation.method().equals(method))
                .findFirst()
                .map(operation -> operation.code().run(new Call(request, rest, caller)))
                .orElseGet(() -> CompletableFuture.completedFuture(otherMethod(here)));
    }

    private Caller caller(Request request) {
        try {
            return settings.access().of(request);
        } catch (Denied denied) {
            throw ApiFault.of(Status.UNAUTHORIZED, denied.sentence());
        }
    }

    private static Response otherMethod(List<Operation> here) {
        String allowed = here.stream()
                .map(Operation::method)
                .map(method -> method.equals("GET") ? "GET, HEAD" : method)
                .sorted()
                .collect(Collectors.joining(", "));
        return Problem.of(Status.METHOD_NOT_ALLOWED, "the methods known here are: " + allowed)
                .with("Allow", allowed);
    }

    private static Response problem(Throwable error) {
        Throwable cause = error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
        if (cause instanceof ApiFault fault) {
            return Problem.of(fault.status(), fault.sentence());
        }
        if (cause instanceof Denied denied) {
            return Problem.of(Status.FORBIDDEN, denied.sentence());
        }
        LOG.error("a call of the API has failed", cause);
        return Problem.of(Status.INTERNAL_SERVER_ERROR, "internal error");
    }
}
