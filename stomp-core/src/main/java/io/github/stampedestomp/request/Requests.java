package io.github.stampedestomp.request;

import io.github.stampedestomp.broker.DestinationPattern;
import io.github.stampedestomp.frame.Headers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The application's answers to what clients ask of it, by patterns of destinations below {@code /app/}. Of two patterns that
 * fit, the one that was given first counts. Immutable.
 */
public final class Requests {
    /** What the destinations of requests begin with. */
    public static final String PREFIX = "/app/";

    private static final Logger LOG = LoggerFactory.getLogger(Requests.class);

    private record Answer(DestinationPattern pattern, RequestAnswer code) {}

    private final List<Answer> sends;
    private final List<Answer> subscribes;
    private final Map<Class<?>, ErrorAnswer<Throwable>> errors;
    private final Bodies bodies;
    private final RequestObserver observer;

    private Requests(Builder builder) {
        sends = List.copyOf(builder.sends);
        subscribes = List.copyOf(builder.subscribes);
        errors = new LinkedHashMap<>(builder.errors);
        bodies = new Bodies(builder.mapper);
        observer = RequestObserver.NONE;
    }

    private Requests(Requests other, RequestObserver observer) {
        sends = other.sends;
        subscribes = other.subscribes;
        errors = other.errors;
        bodies = other.bodies;
        this.observer = observer;
    }

    /** {@return the same answers, of which an observer is told} */
    public Requests observedBy(RequestObserver other) {
        return new Requests(this, other);
    }

    /** {@return a builder without handlers} */
    public static Builder builder() {
        return new Builder();
    }

    /** {@return whether a destination is one of a request, answered or not} */
    public static boolean isOne(String destination) {
        return destination.startsWith(PREFIX);
    }

    Bodies bodies() {
        return bodies;
    }

    /** A request whose handler has been found, ready to run. */
    public final class Prepared {
        private final RequestAnswer code;
        private final Request request;

        private Prepared(RequestAnswer code, Request request) {
            this.code = code;
            this.request = request;
        }

        /** {@return the outcome, which comes when the handler is done; never one that fails} Runs on the thread of the caller. */
        public CompletableFuture<Outcome> run() {
            Consumer<Outcome> end = begin();
            return answer().thenApply(outcome -> {
                tell(end, outcome);
                return outcome;
            });
        }

        private CompletableFuture<Outcome> answer() {
            try {
                Object answer = code.answer(request);
                if (answer instanceof CompletionStage<?> stage) {
                    CompletableFuture<Outcome> later = new CompletableFuture<>();
                    stage.whenComplete((value, error) -> later.complete(error == null ? said(value) : failed(error)));
                    return later;
                }
                return CompletableFuture.completedFuture(said(answer));
            } catch (Throwable e) { // whatever the application does, its client must learn the outcome
                return CompletableFuture.completedFuture(failed(e));
            }
        }

        private Outcome said(@Nullable Object answer) {
            try {
                return new Outcome(answer == null ? null : bodies.write(answer), null);
            } catch (Throwable e) { // the mapper's fault, of which a stage would keep silent
                return failed(e);
            }
        }

        private Outcome failed(Throwable error) {
            Throwable cause = error instanceof java.util.concurrent.CompletionException && error.getCause() != null
                    ? error.getCause()
                    : error;
            try {
                return new Outcome(null, failure(request, cause));
            } catch (Throwable e) { // its message is broken too, so that the log cannot print it
                LOG.error("a handler has failed with a {}", cause.getClass().getName());
                return new Outcome(null, Failure.of(cause));
            }
        }
    }

    /** {@return the answer to a SEND, or nothing if nobody answers it} */
    public Optional<Prepared> send(Asker asker, Sender sender, String destination, Headers headers, byte[] body) {
        return find(sends, asker, sender, destination, headers, body);
    }

    /** {@return the answer to a SUBSCRIBE, or nothing if nobody answers it} */
    public Optional<Prepared> subscribe(Asker asker, Sender sender, String destination, Headers headers) {
        return find(subscribes, asker, sender, destination, headers, new byte[0]);
    }

    private Optional<Prepared> find(
            List<Answer> answers, Asker asker, Sender sender, String destination, Headers headers, byte[] body) {
        for (Answer answer : answers) {
            Optional<Map<String, String>> variables = answer.pattern.match(destination);
            if (variables.isPresent()) {
                Request request = new Request(asker, sender, bodies, destination, variables.get(), headers, body);
                return Optional.of(new Prepared(answer.code, request));
            }
        }
        return Optional.empty();
    }

    private Consumer<Outcome> begin() {
        try {
            return observer.begun();
        } catch (Throwable e) { // that something is not counted must hurt nobody
            LOG.error("the observer of requests has failed", e);
            return outcome -> {};
        }
    }

    private static void tell(Consumer<Outcome> end, Outcome outcome) {
        try {
            end.accept(outcome);
        } catch (Throwable e) {
            LOG.error("the observer of requests has failed", e);
        }
    }

    private Failure failure(Request request, Throwable error) {
        Failure plain = Failure.of(error);
        for (Map.Entry<Class<?>, ErrorAnswer<Throwable>> each : errors.entrySet()) {
            if (each.getKey().isInstance(error)) {
                return described(each.getValue(), request, error, plain);
            }
        }
        if (!plain.isClients()) {
            LOG.error("the handler of a {} has failed", request, error);
        }
        return plain;
    }

    private Failure described(ErrorAnswer<Throwable> code, Request request, Throwable error, Failure plain) {
        try {
            Object answer = Objects.requireNonNull(code.answer(request, error), "an error's answer");
            Reply reply = bodies.write(answer);
            return new Failure(answer instanceof String text ? text : plain.sentence(), reply, true);
        } catch (Throwable e) { // the client must learn that something went wrong all the same
            LOG.error("the answer to an error of a {} has failed", request, e);
            return plain;
        }
    }

    /** Collects handlers. May be used by one thread at a time. */
    public static final class Builder {
        private final List<Answer> sends = new ArrayList<>();
        private final List<Answer> subscribes = new ArrayList<>();
        private final Map<Class<?>, ErrorAnswer<Throwable>> errors = new LinkedHashMap<>();
        private @Nullable BodyMapper mapper;

        private Builder() {}

        /** Reads and writes bodies that are neither bytes nor strings. Default: there are only these. */
        public Builder bodies(BodyMapper own) {
            mapper = Objects.requireNonNull(own, "mapper");
            return this;
        }

        /**
         * Does what clients ask for with a SEND. A receipt is sent when the handler is done.
         *
         * @param pattern below {@code /app/}, such as <code>/app/room/{id}</code>; see {@link DestinationPattern}
         * @throws IllegalArgumentException if the pattern is malformed, stands elsewhere or was given before
         */
        public Builder onSend(String pattern, RequestAction code) {
            return onRequest(pattern, request -> {
                code.run(request);
                return null;
            });
        }

        /** Does what clients ask for with a SEND whose body is read as a type, as {@link #onSend(String, RequestAction)} does. */
        public <T> Builder onSend(String pattern, Class<T> type, BodyAction<T> code) {
            return onSend(pattern, request -> code.run(request, request.as(type)));
        }

        /**
         * Answers what clients ask for with a SEND. The answer goes to the session that asks, at {@code /user/queue/replies}
         * or another destination of its own that its header {@code reply-to} names, with its {@code correlation-id}.
         *
         * @param pattern below {@code /app/}, such as {@code /app/search}; see {@link DestinationPattern}
         * @throws IllegalArgumentException if the pattern is malformed, stands elsewhere or was given before
         */
        public Builder onRequest(String pattern, RequestAnswer code) {
            return add(sends, pattern, code);
        }

        /** Answers what clients ask for with a body of a type, as {@link #onRequest(String, RequestAnswer)} does. */
        public <T> Builder onRequest(String pattern, Class<T> type, BodyAnswer<T> code) {
            return onRequest(pattern, request -> code.answer(request, request.as(type)));
        }

        /**
         * Answers a SUBSCRIBE with one message. Nothing else is ever delivered to that subscription.
         *
         * @param pattern below {@code /app/}, such as {@code /app/rooms}; see {@link DestinationPattern}
         * @throws IllegalArgumentException if the pattern is malformed, stands elsewhere or was given before
         */
        public Builder onSubscribe(String pattern, RequestAnswer code) {
            return add(subscribes, pattern, code);
        }

        /**
         * Says to clients what went wrong when a handler throws something of a type, or its stage fails with it. The client gets
         * the answer at {@code /user/queue/errors} and keeps its session; a string also becomes the header {@code message}. Of
         * two types that fit, the one that was given first counts. Default: the sentence of a {@link
         * io.github.stampedestomp.user.Denied}, and "internal error" for everything else, which is logged.
         *
         * @throws IllegalArgumentException if the type was given before
         */
        public <E extends Throwable> Builder onError(Class<E> type, ErrorAnswer<? super E> code) {
            Objects.requireNonNull(code, "answer");
            if (errors.putIfAbsent(type, (request, error) -> code.answer(request, type.cast(error))) != null) {
                throw new IllegalArgumentException("errors of " + type.getName() + " are answered already");
            }
            return this;
        }

        /** {@return the handlers collected so far} */
        public Requests build() {
            return new Requests(this);
        }

        private Builder add(List<Answer> answers, String text, RequestAnswer code) {
            DestinationPattern pattern = DestinationPattern.of(text);
            if (!pattern.isBelow(PREFIX)) {
                throw new IllegalArgumentException("requests stand below " + PREFIX + ", not at '" + text + "'");
            }
            if (answers.stream().anyMatch(answer -> answer.pattern.toString().equals(text))) {
                throw new IllegalArgumentException("'" + text + "' is answered already");
            }
            answers.add(new Answer(pattern, Objects.requireNonNull(code, "handler")));
            return this;
        }
    }
}
