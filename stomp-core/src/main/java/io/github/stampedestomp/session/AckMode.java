package io.github.stampedestomp.session;

import io.github.stampedestomp.frame.ProtocolException;
import io.github.stampedestomp.frame.Version;
import org.jspecify.annotations.Nullable;

/** How the messages of a subscription are acknowledged (STOMP 1.2, SUBSCRIBE ack Header). */
enum AckMode {
    /** By having been sent. */
    AUTO,
    /** By the client, each ACK counting for all messages before it too. */
    CLIENT,
    /** By the client, one by one. */
    CLIENT_INDIVIDUAL;

    static AckMode parse(@Nullable String header, Version version) {
        if (header == null || header.equals("auto")) {
            return AUTO;
        }
        if (header.equals("client")) {
            return CLIENT;
        }
        if (header.equals("client-individual") && version.isAtLeast(Version.V1_1)) {
            return CLIENT_INDIVIDUAL;
        }
        throw ProtocolException.unknownAckMode(header);
    }
}
