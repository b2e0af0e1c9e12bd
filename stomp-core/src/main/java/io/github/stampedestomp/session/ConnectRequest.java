package io.github.stampedestomp.session;

import io.github.stampedestomp.frame.Frame;
import io.github.stampedestomp.frame.HeaderName;
import io.github.stampedestomp.frame.ProtocolException;
import io.github.stampedestomp.frame.Version;

/**
 * What the first frame of a client asks for.
 *
 * @param frame the CONNECT or STOMP, as its version reads it
 * @param version the latest version that both sides speak
 * @param heartBeat what the client can and wants
 */
record ConnectRequest(Frame frame, Version version, HeartBeat heartBeat) {
    /** {@return what a frame asks for; one that is no CONNECT, or cannot be agreed with, is refused} */
    static ConnectRequest of(Frame frame) {
        if (!frame.command().opensSession()) {
            throw ProtocolException.notConnected(frame.command());
        }
        String accepted = frame.header(HeaderName.ACCEPT_VERSION);
        if (accepted == null) {
            // Clients of 1.0 name no version, pad their headers and know no heart-beats.
            Frame stripped = Frame.of(frame.command(), frame.headers().stripped());
            return new ConnectRequest(stripped, Version.V1_0, HeartBeat.NONE);
        }
        Version version = Version.latestIn(accepted).orElseThrow(() -> ProtocolException.noCommonVersion(accepted));
        return new ConnectRequest(frame, version, version == Version.V1_0 ? HeartBeat.NONE : heartBeat(frame));
    }

    private static HeartBeat heartBeat(Frame frame) {
        String wish = frame.header(HeaderName.HEART_BEAT);
        return wish == null ? HeartBeat.NONE : HeartBeat.parse(wish);
    }
}
