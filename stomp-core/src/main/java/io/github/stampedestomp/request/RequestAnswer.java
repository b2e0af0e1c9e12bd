package io.github.stampedestomp.request;

import org.jspecify.annotations.Nullable;

/** Answers what a client asks for. Called on a thread of the application; may block. */
@FunctionalInterface
public interface RequestAnswer {
    /**
     * {@return a string, bytes, a {@link Reply} or what the mapper writes; null for no answer; or a {@link
     * java.util.concurrent.CompletionStage} of one of these, if the answer takes a while}
     *
     * @throws Exception if there is no answer, see {@link Requests.Builder#onError}
     */
    @Nullable
    Object answer(Request request) throws Exception;
}
