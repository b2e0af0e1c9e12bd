package io.github.stampedestomp.session;

/** An exception that is broken itself: a log that prints it fails. */
final class Unprintable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    @Override
    public String getMessage() {
        throw new IllegalStateException("no message");
    }
}
