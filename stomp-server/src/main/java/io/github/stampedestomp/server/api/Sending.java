package io.github.stampedestomp.server.api;

import io.github.stampedestomp.frame.Command;
import io.github.stampedestomp.frame.Frame;
import io.github.stampedestomp.frame.HeaderName;
import io.github.stampedestomp.frame.Headers;
import io.github.stampedestomp.frame.ProtocolException;
import io.github.stampedestomp.request.Caller;
import io.github.stampedestomp.request.Failure;
import io.github.stampedestomp.request.Outcome;
import io.github.stampedestomp.request.Reply;
import io.github.stampedestomp.request.Requests;
import io.github.stampedestomp.request.Sender;
import io.github.stampedestomp.server.http.Request;
import io.github.stampedestomp.server.http.Response;
import io.github.stampedestomp.server.http.Status;
import io.github.stampedestomp.user.Attempt;
import io.github.stampedestomp.user.User;
import io.github.stampedestomp.user.UserDestinations;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Sends what callers send: to topics, queues and users, or to the application, whose answer is the response. */
final class Sending {
    /** A header of HTTP that begins so becomes one of STOMP without it, in small letters. */
    private static final String OWN_HEADER = "stomp-";

    private static final String UNKNOWN_TYPE = "application/octet-stream";

    private final ApiParts parts;
    private final ApiSettings settings;

    Sending(ApiParts parts, ApiSettings settings) {
        this.parts = parts;
        this.settings = settings;
    }

    CompletableFuture<Response> send(Call call) {
        Frame frame = allowed(call.caller(), frame(call.request(), call.destination()));
        String destination = String.valueOf(frame.header(HeaderName.DESTINATION));
        if (Requests.isOne(destination)) {
            return ask(call.caller(), frame, destination);
        }
        Headers headers = frame.headers().keeping(name -> !name.equals(HeaderName.DESTINATION));
        List<Sender.Item> items =
                List.of(new Sender.Item(full(destination, call.caller().user()), headers, frame.body()));
        return send(items).thenApply(sent -> Response.of(Status.NO_CONTENT));
    }

    CompletableFuture<Response> batch(Call call) {
        List<Frame> frames = Batch.read(call.request().body(), settings.batchItems());
        List<Sender.Item> items = frames.stream()
                .map(frame -> item(call.caller(), allowed(call.caller(), frame)))
                .toList();
        return send(items).thenApply(sent -> Problem.json(new JsonObject().put("sent", items.size())));
    }

    /** {@return what is done when the broker vouches for what was sent} */
    private CompletableFuture<Void> send(List<Sender.Item> items) {
        try {
            return parts.sender().sendAll(items).toCompletableFuture().exceptionally(error -> {
                Throwable cause = error.getCause() == null ? error : error.getCause();
                throw cause instanceof IllegalArgumentException
                        ? ApiFault.of(Status.BAD_REQUEST, String.valueOf(cause.getMessage()))
                        : ApiFault.of(Status.SERVICE_UNAVAILABLE, String.valueOf(cause.getMessage()));
            });
        } catch (IllegalArgumentException e) {
            throw ApiFault.of(Status.BAD_REQUEST, String.valueOf(e.getMessage()));
        } catch (IllegalStateException e) {
            throw ApiFault.of(Status.SERVICE_UNAVAILABLE, String.valueOf(e.getMessage()));
        }
    }

    private static Sender.Item item(Caller caller, Frame frame) {
        String destination = String.valueOf(frame.header(HeaderName.DESTINATION));
        if (Requests.isOne(destination)) {
            throw ApiFault.requestInBatch();
        }
        Headers headers = frame.headers().keeping(name -> !name.equals(HeaderName.DESTINATION));
        return new Sender.Item(full(destination, caller.user()), headers, frame.body());
    }

    /** The application may do everything; for users the rules hold, and the hooks see what they send. */
    private Frame allowed(Caller caller, Frame frame) {
        User user = caller.user();
        if (user == null) {
            return frame;
        }
        String destination = String.valueOf(frame.header(HeaderName.DESTINATION));
        try {
            String canonical = UserDestinations.ownOrFull(destination, user, caller.session());
            return parts.authority().decide(Attempt.of(frame, canonical, user, caller.session()));
        } catch (ProtocolException e) {
            throw ApiFault.of(Status.BAD_REQUEST, e.sentence());
        }
    }

    private static String full(String destination, @Nullable User user) {
        return user != null && UserDestinations.isOwn(destination)
                ? UserDestinations.of(user.name(), destination.substring(UserDestinations.PREFIX.length() - 1))
                : destination;
    }

    private CompletableFuture<Response> ask(Caller caller, Frame frame, String destination) {
        Requests.Prepared request = parts.requests()
                .send(caller, parts.sender(), destination, frame.headers(), frame.body())
                .orElseThrow(ApiFault::unknownRequest);
        // Not on this thread, which a handler may block for longer than anybody wants to wait.
        return CompletableFuture.completedFuture(request)
                .thenComposeAsync(Requests.Prepared::run, parts.executor())
                .orTimeout(settings.answerTime().toMillis(), TimeUnit.MILLISECONDS)
                .exceptionally(error -> {
                    throw fault(error);
                })
                .thenApply(Sending::response);
    }

    private static RuntimeException fault(Throwable error) {
        if (error instanceof TimeoutException) {
            return ApiFault.tooLate();
        }
        return error.getCause() instanceof RejectedExecutionException
                ? ApiFault.noMoreWork()
                : new IllegalStateException("a request has failed", error);
    }

    private static Response response(Outcome outcome) {
        Failure failure = outcome.failure();
        if (failure != null) {
            Status status = failure.isClients() ? Status.UNPROCESSABLE_CONTENT : Status.INTERNAL_SERVER_ERROR;
            boolean isText = failure.reply().contentType().startsWith("text/");
            return isText ? Problem.of(status, failure.sentence()) : body(status, failure.reply());
        }
        Reply reply = outcome.reply();
        return reply == null ? Response.of(Status.NO_CONTENT) : body(Status.OK, reply);
    }

    private static Response body(Status status, Reply reply) {
        return Problem.guarded(status, reply.contentType(), ByteBuffer.wrap(reply.body()));
    }

    private static Frame frame(Request request, String destination) {
        Headers.Builder headers = new Headers.Builder()
                .add(HeaderName.DESTINATION, destination)
                .add(HeaderName.CONTENT_TYPE, request.header("Content-Type").orElse(UNKNOWN_TYPE));
        request.headers().forEach((name, value) -> {
            String lower = name.toLowerCase(Locale.ROOT);
            if (lower.startsWith(OWN_HEADER) && lower.length() > OWN_HEADER.length()) {
                addOwn(lower.substring(OWN_HEADER.length()), value, headers);
            }
        });
        byte[] body = new byte[request.body().remaining()];
        request.body().duplicate().get(body);
        return Frame.of(Command.SEND, headers.build(), body);
    }

    private static void addOwn(String name, String value, Headers.Builder headers) {
        if (!name.equals(HeaderName.DESTINATION) && !name.equals(HeaderName.CONTENT_TYPE)) {
            headers.add(name, value);
        }
    }
}
