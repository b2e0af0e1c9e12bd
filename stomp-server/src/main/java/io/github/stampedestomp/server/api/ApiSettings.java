package io.github.stampedestomp.server.api;

import io.github.stampedestomp.request.Caller;
import io.github.stampedestomp.server.http.Origins;
import io.github.stampedestomp.server.http.Request;
import java.time.Duration;

/**
 * How the API is served.
 *
 * @param prefix what its paths begin with, such as {@code /api}
 * @param access tells who calls
 * @param origins the web pages that may call
 * @param bodyBytes the most bytes of a body to send
 * @param batchBytes the most bytes of a batch
 * @param batchItems the most messages of a batch
 * @param answerTime how long the application may take to answer a request
 */
public record ApiSettings(
        String prefix,
        Access access,
        Origins origins,
        int bodyBytes,
        int batchBytes,
        int batchItems,
        Duration answerTime) {
    /** Tells who calls. */
    @FunctionalInterface
    public interface Access {
        /**
         * {@return who calls} Runs on a thread of the application; may block.
         *
         * @throws io.github.stampedestomp.user.Denied if nobody whom the API knows; the caller is told the sentence
         */
        Caller of(Request request);
    }
}
