package io.github.stampedestomp.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.stampedestomp.request.Caller;
import io.github.stampedestomp.server.api.ApiSettings;
import io.github.stampedestomp.server.http.Origins;
import io.github.stampedestomp.server.http.Request;
import io.github.stampedestomp.session.Handshake;
import io.github.stampedestomp.user.Denied;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Function;

/**
 * Collects how the server's own API is served by HTTP: sending, asking the application, looking at users, sessions and
 * destinations, ending sessions. To be given to {@link StompServerBuilder#api}; may be used by one thread at a time. Each setting
 * has a default.
 *
 * <p>At {@code openapi.json} below its path the API describes itself. The allowed origins of the server hold for it, and it
 * answers no questions of pages of other origins (CORS).
 */
public final class HttpApi {
    private static final int SHORTEST_KEY = 16;
    private static final String SCHEME = "bearer ";
    private static final Duration LONGEST = Duration.ofDays(1);

    private final ApiSettings.Access access;
    private String path = "/api";
    private int bodyBytes = 64 * 1024;
    private int batchBytes = 128 * 1024;
    private int batchItems = 1000;
    private Duration answerTime = Duration.ofSeconds(30);

    private HttpApi(ApiSettings.Access access) {
        this.access = access;
    }

    /**
     * {@return an API for whoever has a key, and so may do everything} The key comes in the header {@code Authorization: Bearer}.
     *
     * @throws IllegalArgumentException if the key has less than 16 characters
     */
    public static HttpApi withKey(String key) {
        if (key.length() < SHORTEST_KEY) {
            throw new IllegalArgumentException("a key must have at least " + SHORTEST_KEY + " characters");
        }
        byte[] expected = digest(key);
        return new HttpApi(request -> {
            // Digests are equally long, so that the time tells nothing about the key, not even its length.
            if (!MessageDigest.isEqual(expected, digest(bearer(request)))) {
                throw Denied.because("a valid key must come as 'Authorization: Bearer'");
            }
            return Caller.application();
        });
    }

    /**
     * {@return an API whose callers the program tells apart} {@link Caller#application} may do everything; {@link Caller#user} may
     * send what the rules let that user send, and nothing else. Runs on a thread of the application, so it may block.
     *
     * @param own is told what the caller said, and throws {@link Denied} for whom it does not know
     */
    public static HttpApi authorizedBy(Function<Handshake, Caller> own) {
        Objects.requireNonNull(own, "own");
        return new HttpApi(
                request -> Objects.requireNonNull(own.apply(StompOverSockJs.told(request)), "the caller of the API"));
    }

    /** Serves the API below a path. Default: {@code /api}. */
    public HttpApi at(String absolute) {
        Setting.require(absolute.startsWith("/") && !absolute.endsWith("/"), "path", absolute);
        path = absolute;
        return this;
    }

    /** Refuses messages with a longer body. Default: 64 KiB. */
    public HttpApi bodyBytes(int most) {
        Setting.require(most > 0, "bodyBytes", most);
        bodyBytes = most;
        return this;
    }

    /**
     * Refuses batches of more messages, or longer ones. A body is read before anybody knows whose it is, so whoever can connect
     * can make each connection keep so many bytes. Default: 1,000 messages or 128 KiB.
     */
    public HttpApi batch(int messages, int bytes) {
        Setting.require(messages > 0, "messages", messages);
        Setting.require(bytes > 0, "bytes", bytes);
        batchItems = messages;
        batchBytes = bytes;
        return this;
    }

    /** Gives the application so much time to answer a request; then the caller gets status 504. Default: 30 s. */
    public HttpApi answerTime(Duration most) {
        Setting.require(!most.isNegative() && !most.isZero() && most.compareTo(LONGEST) <= 0, "answerTime", most);
        answerTime = most;
        return this;
    }

    String path() {
        return path;
    }

    ApiSettings settings(Origins origins) {
        return new ApiSettings(path, access, origins, bodyBytes, batchBytes, batchItems, answerTime);
    }

    private static String bearer(Request request) {
        String given = request.header("Authorization").orElse("");
        return given.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                ? given.substring(SCHEME.length()).strip()
                : "";
    }

    private static byte[] digest(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }
}
