package io.github.stampedestomp.server.sockjs;

import io.github.stampedestomp.server.http.Request;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How a SockJS service behaves.
 *
 * @param transports how clients may receive
 * @param responseBytes after how many bytes of frames a streaming response ends, so that the browser can forget it
 * @param heartbeat after how long a silence a heartbeat frame is sent
 * @param disconnectDelay how long a session is kept while no request of the client receives
 * @param payloadBytes the most bytes of one payload of messages from a client
 * @param sessions how many sessions there may be at once
 * @param sessionsPerAddress how many of them may come from one address, or one network of 64 bits
 * @param cookie whether the cookie {@code JSESSIONID} is set, by which some load balancers recognise a client
 * @param iframeScript the URL of sockjs-client for the page of the iframe transports, or null for no such page
 * @param owner names who sends a request; a session answers to nobody but its first one
 */
public record SockJsSettings(
        Set<Transport> transports,
        int responseBytes,
        Duration heartbeat,
        Duration disconnectDelay,
        int payloadBytes,
        int sessions,
        int sessionsPerAddress,
        boolean cookie,
        @Nullable String iframeScript,
        Function<Request, String> owner) {
    /**
     * All transports but those for browsers of long ago, 128 KiB a response, a heartbeat after 25 s, 5 s without a request,
     * 1 MiB a payload, 10,000 sessions, no cookie, no iframes; requests belong to whom their header {@code Authorization}
     * names, and the certificate by which they came.
     */
    public static final SockJsSettings DEFAULT = new SockJsSettings(
            EnumSet.complementOf(EnumSet.of(Transport.HTMLFILE, Transport.JSONP_POLLING)),
            128 * 1024,
            Duration.ofSeconds(25),
            Duration.ofSeconds(5),
            1024 * 1024,
            10_000,
            Integer.MAX_VALUE,
            false,
            null,
            SockJsSettings::owner);

    /** Copies the transports. */
    public SockJsSettings {
        transports = Set.copyOf(transports);
    }

    /** An issuer gives each of its certificates another number, RFC 5280, chapter 4.1.2.2. */
    private static String owner(Request request) {
        String named = request.header("Authorization").orElse("");
        return request.certificates().stream()
                .findFirst()
                .map(own -> named + "\n" + own.getSerialNumber() + " of " + own.getIssuerX500Principal())
                .orElse(named);
    }
}
