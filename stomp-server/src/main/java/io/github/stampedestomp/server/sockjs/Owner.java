package io.github.stampedestomp.server.sockjs;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.stampedestomp.server.http.Request;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Who has opened a session: a page of an origin, and whoever the application takes the sender of a request for. Browsers
 * leave the origin out of some requests; the first that names one decides. May be used by any thread.
 */
final class Owner {
    private final Function<Request, String> names;
    private final byte[] name;
    private final AtomicReference<@Nullable String> origin;

    Owner(Request first, SockJsSettings settings) {
        this.names = settings.owner();
        this.name = names.apply(first).getBytes(UTF_8);
        this.origin = new AtomicReference<>(first.header("Origin").orElse(null));
    }

    /** {@return whether a request comes from the same owner} */
    boolean hasSent(Request request) {
        return MessageDigest.isEqual(name, names.apply(request).getBytes(UTF_8)) && hasSameOrigin(request);
    }

    /** Asked about the owner only, as the answer may decide which origin it will be. */
    private boolean hasSameOrigin(Request request) {
        Optional<String> named = request.header("Origin");
        return named.isEmpty()
                || origin.compareAndSet(null, named.get())
                || named.get().equals(origin.get());
    }
}
