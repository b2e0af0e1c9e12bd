package io.github.stampedestomp.server.api;

import io.github.stampedestomp.server.http.Response;
import java.util.concurrent.CompletableFuture;

/**
 * One thing that the API can do.
 *
 * @param method the method of HTTP
 * @param name the first segment of the path
 * @param rest what else of the path there must be
 * @param code does it
 */
record Operation(String method, String name, Rest rest, Code code) {
    enum Rest {
        NONE,
        SOME,
        EITHER
    }

    /** Runs on a thread of the application. */
    @FunctionalInterface
    interface Code {
        CompletableFuture<Response> run(Call call);
    }

    boolean isAt(String wantedName, String wantedRest) {
        return name.equals(wantedName)
                && switch (rest) {
                    case NONE -> wantedRest.isEmpty();
                    case SOME -> !wantedRest.isEmpty();
                    case EITHER -> true;
                };
    }
}
