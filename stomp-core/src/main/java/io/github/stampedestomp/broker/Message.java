package io.github.stampedestomp.broker;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.stampedestomp.codec.EncodedMessage;
import io.github.stampedestomp.frame.HeaderName;
import io.github.stampedestomp.frame.Headers;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** What was sent to a destination, on its way to the subscribers. Immutable. */
public final class Message {
    /** Headers that the server sets or consumes; a sender's own of these names are not passed on. */
    private static final Set<String> RESERVED = Set.of(
            HeaderName.ACK,
            HeaderName.CONTENT_LENGTH,
            HeaderName.DESTINATION,
            HeaderName.MESSAGE_ID,
            HeaderName.RECEIPT,
            HeaderName.RECEIPT_ID,
            HeaderName.REDELIVERED,
            HeaderName.SESSION,
            HeaderName.SUBSCRIPTION,
            HeaderName.TRANSACTION,
            HeaderName.USER_NAME);

    /** What an entry of a queue costs beside the bytes of the message. */
    private static final int OVERHEAD_BYTES = 128;

    /** Sets apart the ids of this run of the program from those of earlier ones. */
    private static final String RUN = HexFormat.of().formatHex(randomBytes(6));

    private static final AtomicLong IDS = new AtomicLong();

    private final String id;
    private final String destination;
    /** The destination on the wire. */
    private final String shown;

    private final Headers headers;
    private final byte[] body;
    private final @Nullable Publisher publisher;
    private final EncodedMessage encoded;
    private final int weight;

    private Message(
            String id,
            String destination,
            String shown,
            Headers headers,
            byte[] body,
            @Nullable Publisher publisher,
            boolean redelivered) {
        this.id = id;
        this.destination = destination;
        this.shown = shown;
        this.headers = headers;
        this.body = body;
        this.publisher = publisher;
        Headers own = Headers.of(HeaderName.DESTINATION, shown, HeaderName.MESSAGE_ID, id);
        this.encoded = new EncodedMessage(own, headers, body, redelivered);
        this.weight = OVERHEAD_BYTES + body.length + headers.characters();
    }

    /**
     * {@return a message of the application, with a new id}
     *
     * @param headers passed on to the subscribers, but for those that the server sets itself
     * @param body kept, not copied; must not change any more
     */
    public static Message of(String destination, Headers headers, byte[] body) {
        return of(destination, headers, body, null);
    }

    /** {@return a message of the application that is plain text, with a new id} */
    public static Message of(String destination, String text) {
        Headers headers = Headers.of(HeaderName.CONTENT_TYPE, "text/plain;charset=utf-8");
        return of(destination, headers, text.getBytes(UTF_8), null);
    }

    /**
     * {@return a message with a new id}
     *
     * @param publisher who is held back while subscribers cannot keep up, or null if nobody can be
     */
    public static Message of(String destination, Headers headers, byte[] body, @Nullable Publisher publisher) {
        // Readers of STOMP 1.0 strip blanks, which from 1.1 on are part of a name.
        Headers passedOn = headers.keeping(name -> !RESERVED.contains(name.strip()));
        String id = RUN + "-" + IDS.incrementAndGet();
        return new Message(id, destination, destination, passedOn, body, publisher, false);
    }

    /** {@return the same message, which its receivers see under another destination than the broker} */
    public Message shownAs(String shown) {
        return new Message(id, destination, shown, headers, body, publisher, false);
    }

    /** {@return the same message, bearing the mark that it was delivered before} */
    public Message redelivered() {
        return new Message(id, destination, shown, headers, body, null, true);
    }

    /** {@return the id that the server gave it, unlike that of any other message} */
    public String id() {
        return id;
    }

    /** {@return where it was sent to} */
    public String destination() {
        return destination;
    }

    /** {@return where its receivers see that it was sent to} */
    public String shown() {
        return shown;
    }

    /** {@return the sender's headers that subscribers get too} */
    public Headers headers() {
        return headers;
    }

    /** {@return the body's own bytes, which must not be changed} */
    public byte[] body() {
        return body;
    }

    /** {@return who is held back while subscribers cannot keep up, or null if nobody can be} */
    public @Nullable Publisher publisher() {
        return publisher;
    }

    /** {@return the wire's bytes} */
    public EncodedMessage encoded() {
        return encoded;
    }

    /** {@return roughly how many bytes it takes in a queue} */
    public int weight() {
        return weight;
    }

    private static byte[] randomBytes(int count) {
        byte[] bytes = new byte[count];
        new SecureRandom().nextBytes(bytes);
        return bytes;
    }
}
