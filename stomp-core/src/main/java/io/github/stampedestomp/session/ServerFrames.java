package io.github.stampedestomp.session;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.stampedestomp.frame.Command;
import io.github.stampedestomp.frame.Frame;
import io.github.stampedestomp.frame.HeaderName;
import io.github.stampedestomp.frame.Headers;
import io.github.stampedestomp.frame.Version;
import io.github.stampedestomp.user.User;
import org.jspecify.annotations.Nullable;

/** The frames that a server sends of its own accord, all but MESSAGE. */
final class ServerFrames {
    private static final String SERVER = "Stampede";

    private ServerFrames() {}

    static Frame connected(Version version, HeartBeat server, String session, @Nullable User user) {
        Headers.Builder headers = new Headers.Builder()
                .add(HeaderName.VERSION, version.number())
                .add(HeaderName.SESSION, session)
                .add(HeaderName.SERVER, SERVER);
        if (version.isAtLeast(Version.V1_1)) {
            headers.add(HeaderName.HEART_BEAT, server.headerValue());
        }
        if (user != null) {
            headers.add(HeaderName.USER_NAME, user.name());
        }
        return Frame.of(Command.CONNECTED, headers.build());
    }

    static Frame receipt(String id) {
        return Frame.of(Command.RECEIPT, Headers.of(HeaderName.RECEIPT_ID, id));
    }

    /**
     * {@return an ERROR}
     *
     * @param receipt the {@code receipt} of the frame at fault, or null if it asked for none
     * @param versions whether to tell the versions that the server speaks
     */
    static Frame error(String sentence, @Nullable String receipt, boolean versions) {
        Headers.Builder headers = new Headers.Builder().add(HeaderName.MESSAGE, sentence);
        if (versions) {
            headers.add(HeaderName.VERSION, Version.ALL);
        }
        if (receipt != null) {
            headers.add(HeaderName.RECEIPT_ID, receipt);
        }
        headers.add(HeaderName.CONTENT_TYPE, "text/plain;charset=utf-8");
        return Frame.of(Command.ERROR, headers.build(), sentence.getBytes(UTF_8));
    }
}
