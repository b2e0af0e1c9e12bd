package io.github.stampedestomp.user;

/** What the rules say about an attempt. */
public sealed interface Verdict {
    /** It may be carried out. */
    record Allowed() implements Verdict {}

    /** It may not. */
    record Refused() implements Verdict {}

    /**
     * The application has to be asked, on one of its own threads.
     *
     * @param condition what to ask
     * @param attempt what to ask it about
     */
    record Asked(Condition condition, Attempt attempt) implements Verdict {}
}
