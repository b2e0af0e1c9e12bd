package io.github.stampedestomp.codec;

import io.github.stampedestomp.frame.Command;
import io.github.stampedestomp.frame.HeaderName;
import io.github.stampedestomp.frame.Headers;
import io.github.stampedestomp.frame.Version;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The wire's bytes of one message, made once and sent to all its subscribers. Subscribers of the same carrier, version
 * and subscription id share them all; where the id or an {@code ack} header differs, only the start is made anew.
 *
 * <p>May be used by any thread. Two threads that need the same bytes at the same time may both make them.
 */
public final class EncodedMessage {
    /** How many different forms of one message are kept. Clients of one library and carrier mostly use the same ids. */
    private static final int KEPT_FORMS = 8;
    /** A form of at most this size is joined into one buffer; a longer one keeps its rest shared with other forms. */
    private static final int JOINED_BYTES = 4 * 1024;

    private record Rest(Carrier carrier, Version version, ByteBuffer wire) {}

    private record Form(
            Carrier carrier,
            Version version,
            @Nullable String subscription,
            ByteBuffer first,
            @Nullable ByteBuffer rest) {
        boolean fits(Carrier wantedCarrier, Version wantedVersion, @Nullable String wantedSubscription) {
            return isFor(wantedCarrier, wantedVersion) && Objects.equals(subscription, wantedSubscription);
        }

        boolean isFor(Carrier wantedCarrier, Version wantedVersion) {
            return carrier == wantedCarrier && version == wantedVersion;
        }
    }

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);
    private static final Rest[] NO_RESTS = {};
    private static final Form[] NO_FORMS = {};

    private final Headers serverHeaders;
    private final Headers senderHeaders;
    private final byte[] body;
    private final boolean redelivered;
    private final boolean text;
    private volatile Rest[] rests = NO_RESTS;
    private volatile Form[] forms = NO_FORMS;

    /**
     * Prepares a message; nothing is encoded before the first subscriber asks.
     *
     * @param serverHeaders headers that all subscribers get
     * @param senderHeaders headers that stand behind those
     * @param body the body; kept, not copied
     * @param redelivered whether the message bears the mark of having been delivered before
     */
    public EncodedMessage(Headers serverHeaders, Headers senderHeaders, byte[] body, boolean redelivered) {
        this.serverHeaders = serverHeaders;
        this.senderHeaders = senderHeaders;
        this.body = body;
        this.redelivered = redelivered;
        this.text = Utf8.isValid(body);
    }

    /**
     * Sends the message to one subscriber.
     *
     * @param subscription the client's id of the subscription, or null if it gave none
     * @param ackId the value of the header {@code ack}, or null if the delivery has none
     */
    public void sendTo(
            ByteSink sink, Carrier carrier, Version version, @Nullable String subscription, @Nullable String ackId) {
        if (ackId != null) {
            Rest rest = rest(carrier, version);
            sink.send(first(rest, subscription, ackId), rest.wire);
            return;
        }
        Form form = form(carrier, version, subscription);
        if (form.rest == null) {
            sink.send(form.first);
        } else {
            sink.send(form.first, form.rest);
        }
    }

    private Form form(Carrier carrier, Version version, @Nullable String subscription) {
        Form[] known = forms;
        for (Form form : known) {
            if (form.fits(carrier, version, subscription)) {
                return form;
            }
        }
        Form made = makeForm(known, carrier, version, subscription);
        if (known.length < KEPT_FORMS) {
            Form[] more = Arrays.copyOf(known, known.length + 1);
            more[known.length] = made;
            forms = more;
        }
        return made;
    }

    private Form makeForm(Form[] known, Carrier carrier, Version version, @Nullable String subscription) {
        if (body.length <= JOINED_BYTES && isFirst(known, carrier, version)) {
            return wholeForm(carrier, version, subscription);
        }
        Rest rest = rest(carrier, version);
        return join(carrier, version, subscription, first(rest, subscription, null), rest.wire);
    }

    private static boolean isFirst(Form[] known, Carrier carrier, Version version) {
        for (Form form : known) {
            if (form.isFor(carrier, version)) {
                return false;
            }
        }
        return true;
    }

    /** Most often there is one subscriber, or all have the same form, and no rest needs to be kept for others. */
    private Form wholeForm(Carrier carrier, Version version, @Nullable String subscription) {
        Headers own = ownHeaders(subscription, null);
        ByteBuffer frame = FrameEncoder.encode(Command.MESSAGE, version, body, own, serverHeaders, senderHeaders);
        ByteBuffer end = carrier.rest(NOTHING);
        return join(carrier, version, subscription, carrier.first(frame, end, text), end);
    }

    private static Form join(
            Carrier carrier, Version version, @Nullable String subscription, ByteBuffer first, ByteBuffer rest) {
        int bytes = first.remaining() + rest.remaining();
        if (!rest.hasRemaining()) {
            return new Form(carrier, version, subscription, first, null);
        }
        if (bytes > JOINED_BYTES) {
            return new Form(carrier, version, subscription, first, rest);
        }
        ByteBuffer joined = ByteBuffer.allocate(bytes).put(first.duplicate()).put(rest.duplicate());
        return new Form(carrier, version, subscription, joined.flip(), null);
    }

    private ByteBuffer first(Rest rest, @Nullable String subscription, @Nullable String ackId) {
        Headers own = ownHeaders(subscription, ackId);
        ByteBuffer start = FrameEncoder.encodeStart(Command.MESSAGE, own, rest.version);
        return rest.carrier.first(start, rest.wire, text);
    }

    private Headers ownHeaders(@Nullable String subscription, @Nullable String ackId) {
        Headers.Builder own = new Headers.Builder();
        if (subscription != null) {
            own.add(HeaderName.SUBSCRIPTION, subscription);
        }
        if (ackId != null) {
            own.add(HeaderName.ACK, ackId);
        }
        if (redelivered) {
            own.add(HeaderName.REDELIVERED, "true");
        }
        return own.build();
    }

    private Rest rest(Carrier carrier, Version version) {
        Rest[] known = rests;
        for (Rest rest : known) {
            if (rest.carrier == carrier && rest.version == version) {
                return rest;
            }
        }
        ByteBuffer plain = FrameEncoder.encodeRest(Command.MESSAGE, version, body, serverHeaders, senderHeaders);
        Rest made = new Rest(carrier, version, carrier.rest(plain));
        Rest[] more = Arrays.copyOf(known, known.length + 1);
        more[known.length] = made;
        rests = more;
        return made;
    }
}
