package io.github.stampedestomp.user;

/** The application's refusal of what a client asks for. The client is told the sentence. */
public final class Denied extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private Denied(String sentence) {
        super(sentence, null, false, false);
    }

    /** {@return a refusal, to be thrown} */
    public static Denied because(String sentence) {
        return new Denied(sentence);
    }

    /** {@return the sentence for the client} */
    public String sentence() {
        return String.valueOf(getMessage());
    }
}
