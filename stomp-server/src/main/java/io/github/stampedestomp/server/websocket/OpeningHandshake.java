package io.github.stampedestomp.server.websocket;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.github.stampedestomp.server.http.HttpVersion;
import io.github.stampedestomp.server.http.Origins;
import io.github.stampedestomp.server.http.Request;
import io.github.stampedestomp.server.http.Response;
import io.github.stampedestomp.server.http.Status;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** What a request must hold to open a WebSocket, RFC 6455, chapter 4.2.1. */
final class OpeningHandshake {
    private static final String VERSION = "13";
    private static final int KEY_BYTES = 16;
    private static final int KEY_CHARACTERS = 24;
    private static final String ANY_KEY = "AAAAAAAAAAAAAAAAAAAAAA==";

    private final Request request;
    private final List<String> subProtocols;

    /**
     * Looks at a request.
     *
     * @param subProtocols those that we speak, the best first
     */
    OpeningHandshake(Request request, List<String> subProtocols) {
        this.request = request;
        this.subProtocols = subProtocols;
    }

    /** {@return the response to a request that opens no WebSocket, or nothing if it opens one} */
    Optional<Response> refusal(Origins origins) {
        if (!request.method().equals("GET")) {
            return Optional.of(Response.methodNotAllowed("GET").closing());
        }
        if (!request.hasToken("Upgrade", "websocket")) {
            return Optional.of(upgradeRequired("a WebSocket is spoken here"));
        }
        if (!isUpgrade()) {
            return refuse(
                    "an upgrade to a WebSocket needs HTTP/1.1 and the headers 'Upgrade: websocket' and 'Connection: Upgrade'");
        }
        if (!request.headers().getOrDefault("Sec-WebSocket-Version", "").equals(VERSION)) {
            return Optional.of(
                    upgradeRequired("version 13 of WebSocket is spoken here").with("Sec-WebSocket-Version", VERSION));
        }
        if (!isKey(key())) {
            return refuse("the header 'Sec-WebSocket-Key' must be 16 bytes in base64");
        }
        return origins.allow(request)
                ? Optional.empty()
                : Optional.of(Response.sentence(Status.FORBIDDEN, "pages of this origin are not allowed here")
                        .closing());
    }

    /** {@return the best of the sub-protocols that the client offers and we speak, or ""} */
    String subProtocol() {
        List<String> offered = List.of(request.headers()
                .getOrDefault("Sec-WebSocket-Protocol", "")
                .replace(" ", "")
                .replace("\t", "")
                .split(",", -1));
        return subProtocols.stream().filter(offered::contains).findFirst().orElse("");
    }

    /** {@return a request that asks for the same and holds nothing that the client has chosen but the key} */
    ByteBuffer minimalRequest() {
        return minimalRequest(key(), subProtocol());
    }

    /** {@return a request that is right and asks for nothing more} */
    static ByteBuffer anyRequest() {
        return minimalRequest(ANY_KEY, "");
    }

    private static ByteBuffer minimalRequest(String key, String subProtocol) {
        String offer = subProtocol.isEmpty() ? "" : "Sec-WebSocket-Protocol: " + subProtocol + "\r\n";
        String minimal = "GET / HTTP/1.1\r\n"
                + "Upgrade: websocket\r\n"
                + "Connection: Upgrade\r\n"
                + "Sec-WebSocket-Version: " + VERSION + "\r\n"
                + "Sec-WebSocket-Key: " + key + "\r\n"
                + offer
                + "\r\n";
        return ByteBuffer.wrap(minimal.getBytes(US_ASCII));
    }

    private boolean isUpgrade() {
        return request.version() == HttpVersion.HTTP_1_1 && request.hasToken("Connection", "Upgrade");
    }

    private String key() {
        return request.headers().getOrDefault("Sec-WebSocket-Key", "");
    }

    private static boolean isKey(String key) {
        try {
            return key.length() == KEY_CHARACTERS && Base64.getDecoder().decode(key).length == KEY_BYTES;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static Response upgradeRequired(String sentence) {
        return Response.sentence(Status.UPGRADE_REQUIRED, sentence)
                .with("Upgrade", "websocket")
                .with("Connection", "Upgrade")
                .closing();
    }

    private static Optional<Response> refuse(String sentence) {
        return Optional.of(Response.sentence(Status.BAD_REQUEST, sentence).closing());
    }
}
