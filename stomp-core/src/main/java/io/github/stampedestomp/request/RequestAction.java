package io.github.stampedestomp.request;

/** Does what a client asks for. Called on a thread of the application; may block. */
@FunctionalInterface
public interface RequestAction {
    /**
     * Does it. If the client has asked for a receipt, it gets it when this returns.
     *
     * @throws Exception if it cannot be done, see {@link Requests.Builder#onError}
     */
    void run(Request request) throws Exception;
}
