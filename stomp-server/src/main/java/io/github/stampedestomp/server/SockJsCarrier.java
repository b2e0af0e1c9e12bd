package io.github.stampedestomp.server;

import io.github.stampedestomp.codec.Carrier;
import io.github.stampedestomp.server.sockjs.MessageFraming;
import io.github.stampedestomp.server.websocket.WebSocketFraming;
import java.nio.ByteBuffer;

/** Makes each STOMP frame a message of SockJS. */
enum SockJsCarrier implements Carrier {
    /** For sessions over plain HTTP. */
    HTTP(MessageFraming.HTTP),
    /** For sessions over server-sent events. */
    EVENTSOURCE(MessageFraming.EVENTSOURCE),
    /** For sessions over WebSocket, ready for the wire. */
    WEBSOCKET(MessageFraming.WEBSOCKET) {
        @Override
        public ByteBuffer first(ByteBuffer start, ByteBuffer wireRest, boolean text) {
            return WebSocketFraming.TEXT.first(super.first(start, wireRest, text), wireRest, true);
        }
    };

    private final MessageFraming framing;

    SockJsCarrier(MessageFraming framing) {
        this.framing = framing;
    }

    static Carrier of(MessageFraming framing) {
        return switch (framing) {
            case HTTP -> HTTP;
            case EVENTSOURCE -> EVENTSOURCE;
            case WEBSOCKET -> WEBSOCKET;
        };
    }

    @Override
    public ByteBuffer first(ByteBuffer start, ByteBuffer wireRest, boolean text) {
        return framing.first(start);
    }

    @Override
    public ByteBuffer rest(ByteBuffer rest) {
        return framing.rest(rest);
    }
}
