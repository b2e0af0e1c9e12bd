package io.github.stampedestomp.request;

import org.jspecify.annotations.Nullable;

/**
 * How a request has ended.
 *
 * @param reply the answer, or null if there is none
 * @param failure what went wrong, or null if nothing did
 */
public record Outcome(@Nullable Reply reply, @Nullable Failure failure) {}
