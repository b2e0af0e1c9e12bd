package io.github.stampedestomp.session;

/**
 * What becomes of the messages of a topic for a client that reads them more slowly than they come.
 *
 * <p>Until then every client gets everything: it has to <em>lag</em>, which is not to have taken within half a second what
 * waited for it, or to be sixteen times the limit {@code sendBufferBytes} behind. From there on, and until it has caught up, no
 * more than that limit waits for it.
 */
public enum SlowReader {
    /**
     * Cuts the client off, with close code 1008, once more than the limit waits for it, or once it has taken nothing for
     * {@code sendTimeout}. For messages none of which may be missed, such as those of a chat: the client connects again and
     * asks for what it has missed. This is the default.
     */
    CLOSE,

    /**
     * Drops the oldest messages that wait. For what is of interest while it is new, and whose gaps do no harm, such as
     * positions or measurements that are drawn as they come.
     */
    DROP_OLDEST,

    /**
     * Drops new messages, so that what the client gets begins without a gap and breaks off. For what a client should read
     * from where it stands, such as a log, and can ask for again.
     */
    DROP_NEWEST,

    /**
     * Keeps the last message of each destination that a subscription gets: a new one takes the place of the one that waits. A
     * client also has to do with the last ones while more than the limit waits for it. For what each message tells anew,
     * such as prices or a state. Destinations so many that the last messages of all are too much for the limit lose the
     * oldest.
     */
    CONFLATE
}
