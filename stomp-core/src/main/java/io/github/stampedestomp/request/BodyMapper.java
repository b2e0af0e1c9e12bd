package io.github.stampedestomp.request;

/**
 * Turns bodies into the application's own types and back, by whatever library the application likes. Called on threads of the
 * application. Bytes, strings and {@link Reply} need no mapper.
 */
public interface BodyMapper {
    /**
     * {@return what a body says}
     *
     * @param body the body's own bytes, which must not be changed
     * @param type what the handler wants
     * @throws io.github.stampedestomp.user.Denied if the client shall be told why the body is refused
     * @throws Exception if the body says nothing of that kind, which is the client's fault too
     */
    <T> T read(byte[] body, Class<T> type) throws Exception;

    /**
     * {@return the body that says a value}
     *
     * @throws Exception if it cannot be said
     */
    byte[] write(Object value) throws Exception;

    /** {@return the media type of the bodies that this writes; {@code application/json} unless it says otherwise} */
    default String contentType() {
        return "application/json";
    }
}
