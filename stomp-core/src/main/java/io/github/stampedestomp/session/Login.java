package io.github.stampedestomp.session;

import io.github.stampedestomp.frame.Frame;
import io.github.stampedestomp.frame.HeaderName;
import java.util.Optional;

/** A client's wish to be let in: its CONNECT and the handshake before it. */
public final class Login {
    private final Frame connect;
    private final Handshake handshake;

    Login(Frame connect, Handshake handshake) {
        this.connect = connect;
        this.handshake = handshake;
    }

    /** {@return the header {@code login}, or "" if there is none} */
    public String name() {
        return header(HeaderName.LOGIN).orElse("");
    }

    /** {@return the header {@code passcode}, or "" if there is none} */
    public String passcode() {
        return header(HeaderName.PASSCODE).orElse("");
    }

    /** {@return a header of the CONNECT} */
    public Optional<String> header(String name) {
        return Optional.ofNullable(connect.header(name));
    }

    /** {@return what the client said when it opened its connection: its cookies, its query and so on} */
    public Handshake handshake() {
        return handshake;
    }

    /** {@return the name and the handshake, without secrets} */
    @Override
    public String toString() {
        return name() + " at " + handshake;
    }
}
