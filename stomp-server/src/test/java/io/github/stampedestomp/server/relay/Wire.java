package io.github.stampedestomp.server.relay;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.stampedestomp.broker.Message;
import io.github.stampedestomp.codec.Carrier;
import io.github.stampedestomp.frame.Version;
import java.nio.ByteBuffer;

/** What a client would get. */
final class Wire {
    private static final Carrier PLAIN = new Carrier() {
        @Override
        public ByteBuffer first(ByteBuffer start, ByteBuffer rest, boolean text) {
            return start;
        }

        @Override
        public ByteBuffer rest(ByteBuffer rest) {
            return rest;
        }
    };

    private Wire() {}

    /** {@return whether a message says that it was delivered before} */
    static boolean isMarked(Message message) {
        StringBuilder wire = new StringBuilder();
        message.encoded().sendTo(bytes -> wire.append(UTF_8.decode(bytes.duplicate())), PLAIN, Version.V1_2, "0", null);
        return wire.toString().contains("\nredelivered:true\n");
    }
}
