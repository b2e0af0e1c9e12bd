package io.github.stampedestomp.server.sockjs;

/** A client's payload that is not an array of strings in JSON. */
final class BrokenJson extends Exception {
    private static final long serialVersionUID = 1L;

    BrokenJson() {
        super("Broken JSON encoding.", null, false, false);
    }
}
