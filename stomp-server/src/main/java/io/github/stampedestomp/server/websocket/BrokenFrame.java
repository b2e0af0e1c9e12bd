package io.github.stampedestomp.server.websocket;

import org.java_websocket.enums.Opcode;
import org.java_websocket.framing.FramedataImpl1;

/** Stands where a client has broken the protocol, so that all that came before is still received. */
final class BrokenFrame extends FramedataImpl1 {
    private final WebSocketFault fault;

    BrokenFrame(WebSocketFault fault) {
        super(Opcode.CLOSING);
        this.fault = fault;
    }

    WebSocketFault fault() {
        return fault;
    }

    @Override
    public void isValid() {}
}
