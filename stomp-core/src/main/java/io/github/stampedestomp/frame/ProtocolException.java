package io.github.stampedestomp.frame;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A fault of the client. Its message is the sentence that the client gets in an ERROR; all of them stand in this file.
 */
public final class ProtocolException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final int QUOTED_CHARACTERS = 64;

    private static final Set<Limit> TEMPORARY = EnumSet.of(
            Limit.QUEUE_MESSAGES,
            Limit.QUEUE_BYTES,
            Limit.ALL_QUEUES_BYTES,
            Limit.DESTINATIONS,
            Limit.ALL_SUBSCRIPTIONS,
            Limit.UNCONFIRMED_BYTES,
            Limit.ALL_UNCONFIRMED_BYTES,
            Limit.CONFIRM_TIMEOUT,
            Limit.QUEUES);

    private final @Nullable Limit limit;

    private ProtocolException(String sentence) {
        super(sentence, null, false, false);
        this.limit = null;
    }

    private ProtocolException(Limit limit, String sentence) {
        super(limit.named(sentence), null, false, false);
        this.limit = limit;
    }

    /** {@return the limit that was reached, if it is one} */
    public Optional<Limit> limit() {
        return Optional.ofNullable(limit);
    }

    /** {@return whether the same frame may be right at another time, when the server has more room} */
    public boolean isTemporary() {
        return limit != null && TEMPORARY.contains(limit);
    }

    /** {@return the sentence for the client} */
    public String sentence() {
        return String.valueOf(getMessage());
    }

    // ---- the shape of frames ----

    /** {@return the fault of a first line that names no command} */
    public static ProtocolException unknownCommand(String line) {
        return new ProtocolException("unknown command " + quote(line));
    }

    /** {@return the fault of a first line that is longer than any command} */
    public static ProtocolException commandTooLong(int limit) {
        return new ProtocolException(Limit.COMMAND_BYTES, "the command is longer than the " + limit + " bytes allowed");
    }

    /** {@return the fault of a header line that is too long} */
    public static ProtocolException headerLineTooLong(int limit) {
        return new ProtocolException(
                Limit.HEADER_LINE_BYTES, "a header line is longer than the " + limit + " bytes allowed");
    }

    /** {@return the fault of a frame with too many headers} */
    public static ProtocolException tooManyHeaders(int limit) {
        return new ProtocolException(Limit.HEADERS, "the frame has more than the " + limit + " headers allowed");
    }

    /** {@return the fault of a frame whose headers are too long together} */
    public static ProtocolException headersTooLong(int limit) {
        return new ProtocolException(Limit.HEAD_BYTES, "the headers are longer than the " + limit + " bytes allowed");
    }

    /** {@return the fault of a header line without a colon} */
    public static ProtocolException headerWithoutColon(String line) {
        return new ProtocolException("the header line " + quote(line) + " has no colon");
    }

    /** {@return the fault of a header line without a name} */
    public static ProtocolException headerWithoutName(String line) {
        return new ProtocolException("the header line " + quote(line) + " has no name");
    }

    /** {@return the fault of a header with an escape that the version does not know} */
    public static ProtocolException undefinedEscape(String part) {
        return new ProtocolException("undefined escape in a header's name or value, " + quote(part));
    }

    /** {@return the fault of a carriage return that no line feed follows} */
    public static ProtocolException loneCarriageReturn() {
        return new ProtocolException("a carriage return in a header must be followed by a line feed");
    }

    /** {@return the fault of a NUL inside a header line} */
    public static ProtocolException nulInHead() {
        return new ProtocolException("a NUL stands before the end of the headers");
    }

    /** {@return the fault of a line that is not UTF-8} */
    public static ProtocolException notUtf8() {
        return new ProtocolException("command and headers must be UTF-8");
    }

    /** {@return the fault of a {@code content-length} that is no decimal number} */
    public static ProtocolException badContentLength(String value) {
        return new ProtocolException("the header 'content-length' must be a number of bytes, not " + quote(value));
    }

    /** {@return the fault of a body that is too long} */
    public static ProtocolException bodyTooLong(int limit) {
        return new ProtocolException(Limit.BODY_BYTES, "the body is longer than the " + limit + " bytes allowed");
    }

    /** {@return the fault of a body on a frame that may have none} */
    public static ProtocolException bodyNotAllowed(Command command) {
        return new ProtocolException(command + " must not have a body");
    }

    /** {@return the fault of a body that does not end where its {@code content-length} says} */
    public static ProtocolException bodyNotEnded(int contentLength) {
        return new ProtocolException("no NUL follows the " + contentLength
                + " bytes of the body that 'content-length' announces; it counts bytes, not characters");
    }

    // ---- the order of frames ----

    /** {@return the fault of a frame before CONNECT} */
    public static ProtocolException notConnected(Command command) {
        return new ProtocolException(command + " came before CONNECT");
    }

    /** {@return the fault of a client that sends a command of the server} */
    public static ProtocolException notForClients(Command command) {
        return new ProtocolException(command + " is not for clients to send");
    }

    /** {@return the fault of a second CONNECT} */
    public static ProtocolException alreadyConnected(Command command) {
        return new ProtocolException(command + " came although the session is connected");
    }

    /** {@return the fault of a command that the agreed version does not have} */
    public static ProtocolException notInVersion(Command command, Version version) {
        return new ProtocolException("STOMP " + version.number() + " has no command " + command);
    }

    /** {@return the fault of a client that speaks none of our versions} */
    public static ProtocolException noCommonVersion(String acceptVersion) {
        return new ProtocolException(
                "no common version, the server speaks " + Version.ALL + " and the client " + quote(acceptVersion));
    }

    /** {@return the fault of a client that is not let in in time, for whatever reason} */
    public static ProtocolException connectTimeout(long milliseconds) {
        return new ProtocolException(Limit.CONNECT_TIMEOUT, "no session was connected within " + milliseconds + " ms");
    }

    /** {@return the fault of a client that has fallen silent} */
    public static ProtocolException heartBeatMissed(long milliseconds) {
        return new ProtocolException(
                Limit.HEART_BEAT, "nothing came for " + milliseconds + " ms, not even a heart-beat");
    }

    // ---- headers ----

    /** {@return the fault of a frame without a header it needs} */
    public static ProtocolException missingHeader(Command command, String header) {
        return new ProtocolException(command + " needs the header '" + header + "'");
    }

    /** {@return the fault of a {@code heart-beat} that is not two numbers} */
    public static ProtocolException badHeartBeat(String value) {
        return new ProtocolException(
                "the header 'heart-beat' must be two numbers of milliseconds, not " + quote(value));
    }

    /** {@return the fault of an {@code ack} that names no mode of the version} */
    public static ProtocolException unknownAckMode(String value) {
        return new ProtocolException("the header 'ack' must be auto, client or client-individual, not " + quote(value));
    }

    /** {@return the fault of a destination that no part of the server serves} */
    public static ProtocolException unknownDestination(String destination, String... prefixes) {
        return new ProtocolException("the destination " + quote(destination) + " begins with none of the prefixes "
                + String.join(", ", prefixes));
    }

    /** {@return the fault of a destination that is too long} */
    public static ProtocolException destinationTooLong(String destination, int limit) {
        return new ProtocolException(
                Limit.DESTINATION_CHARACTERS,
                "the destination " + quote(destination) + " is longer than the " + limit + " characters allowed");
    }

    /** {@return the fault of a destination that would be one too many in use} */
    public static ProtocolException tooManyDestinations(int limit) {
        return new ProtocolException(Limit.DESTINATIONS, "the server has the " + limit + " destinations allowed");
    }

    /** {@return the fault of a destination that is malformed} */
    public static ProtocolException badDestination(String destination, String reason) {
        return new ProtocolException("the destination " + quote(destination) + " " + reason);
    }

    /** {@return the fault of a destination that begins as one of a user and is none} */
    public static ProtocolException badUserDestination(String destination) {
        return badDestination(destination, "is neither /user/queue/… nor /user/{name}/queue/…");
    }

    /** {@return the fault of a SEND to a destination at which the application answers nothing} */
    public static ProtocolException unknownRequest(Command command, String destination) {
        return new ProtocolException(command + " to " + quote(destination) + " is answered by nobody");
    }

    /** {@return the fault of a {@code reply-to} that is not a destination of the sender's own} */
    public static ProtocolException badReplyTo(String value) {
        return new ProtocolException("the header 'reply-to' must be one of your own destinations, such as "
                + "/user/queue/replies, not " + quote(value));
    }

    /** {@return the refusal of what no rule allows} */
    public static ProtocolException notAllowed(Command command, String destination) {
        return new ProtocolException(command + " to " + quote(destination) + " is not allowed");
    }

    // ---- subscriptions, acknowledgements, transactions ----

    /** {@return the fault of a SUBSCRIBE with an id in use} */
    public static ProtocolException subscriptionExists(String id) {
        return new ProtocolException("a subscription with the id " + quote(id) + " exists already");
    }

    /** {@return the fault of a frame that names no subscription of this session} */
    public static ProtocolException unknownSubscription(Command command, String id) {
        return new ProtocolException(command + " names the unknown subscription " + quote(id));
    }

    /** {@return the fault of too many subscriptions} */
    public static ProtocolException tooManySubscriptions(int limit) {
        return new ProtocolException(Limit.SUBSCRIPTIONS, "the session has the " + limit + " subscriptions allowed");
    }

    /** {@return the fault of too many subscriptions of all sessions} */
    public static ProtocolException tooManySubscriptionsInAll(int limit) {
        return new ProtocolException(Limit.ALL_SUBSCRIPTIONS, "the server has the " + limit + " subscriptions allowed");
    }

    /** {@return the fault of an ACK or NACK for nothing that waits for one} */
    public static ProtocolException nothingToAcknowledge(Command command, String id) {
        return new ProtocolException(command + " names no message that waits for it, " + quote(id));
    }

    /** {@return the fault of a client that leaves too many messages unacknowledged} */
    public static ProtocolException tooManyUnacknowledged(String subscription, int limit) {
        return new ProtocolException(
                Limit.UNACKED_MESSAGES,
                "the subscription " + quote(subscription) + " has left more than the " + limit
                        + " messages allowed unacknowledged");
    }

    /** {@return the fault of a client that leaves too many messages of all its subscriptions unacknowledged} */
    public static ProtocolException tooManyUnacknowledgedInAll(int limit) {
        return new ProtocolException(
                Limit.UNACKED_MESSAGES,
                "the session has left more than the " + limit + " messages allowed unacknowledged");
    }

    /** {@return the fault of an id that is too long} */
    public static ProtocolException idTooLong(Command command, int limit) {
        return new ProtocolException(
                "the header 'id' of " + command + " is longer than the " + limit + " characters allowed");
    }

    /** {@return the fault of a client that sends much before its CONNECT} */
    public static ProtocolException tooMuchBeforeConnect(int limit) {
        return new ProtocolException(
                Limit.CONNECT_BYTES, "more than the " + limit + " bytes allowed came before a CONNECT was complete");
    }

    /** {@return the fault of a client that sends much before it is let in} */
    public static ProtocolException tooMuchBeforeConnected(int frames, long bytes) {
        return new ProtocolException(
                Limit.CONNECT_BYTES,
                "more than the " + frames + " frames or " + bytes
                        + " bytes allowed came before the session was connected");
    }

    /** {@return the fault of a BEGIN with a name in use} */
    public static ProtocolException transactionExists(String name) {
        return new ProtocolException("a transaction " + quote(name) + " has begun already");
    }

    /** {@return the fault of a frame that names no open transaction} */
    public static ProtocolException unknownTransaction(Command command, String name) {
        return new ProtocolException(command + " names the unknown transaction " + quote(name));
    }

    /** {@return the fault of too many open transactions} */
    public static ProtocolException tooManyTransactions(int limit) {
        return new ProtocolException(Limit.TRANSACTIONS, "the session has the " + limit + " open transactions allowed");
    }

    /** {@return the fault of a transaction that holds too many frames} */
    public static ProtocolException transactionTooLong(String name, int frames) {
        return new ProtocolException(
                Limit.TRANSACTION_FRAMES,
                "the transaction " + quote(name) + " holds more than the " + frames + " frames allowed");
    }

    /** {@return the fault of a transaction that holds too much} */
    public static ProtocolException transactionTooLarge(String name, int bytes) {
        return new ProtocolException(
                Limit.TRANSACTION_BYTES,
                "the transaction " + quote(name) + " holds more than the " + bytes + " bytes allowed");
    }

    /** {@return the fault of a SEND to a queue that has as many messages as it may} */
    public static ProtocolException queueTooLong(String destination, int messages) {
        return new ProtocolException(
                Limit.QUEUE_MESSAGES,
                "the queue " + quote(destination) + " is full, it may hold " + messages + " messages");
    }

    /** {@return the fault of a SEND to a queue that has as many bytes as it may} */
    public static ProtocolException queueTooLarge(String destination, long bytes) {
        return new ProtocolException(
                Limit.QUEUE_BYTES, "the queue " + quote(destination) + " is full, it may hold " + bytes + " bytes");
    }

    /** {@return the fault of a SEND to a queue when all queues together have no room} */
    public static ProtocolException queuesFull(long bytes) {
        return new ProtocolException(
                Limit.ALL_QUEUES_BYTES, "the queues are full, all of them together may hold " + bytes + " bytes");
    }

    // ---- an external broker ----

    /** {@return the fault of a client that sends more than the broker takes} */
    public static ProtocolException tooMuchUnconfirmed(long bytes) {
        return new ProtocolException(
                Limit.UNCONFIRMED_BYTES,
                "the broker does not keep up, " + bytes + " bytes of a client may wait for its confirmation");
    }

    /** {@return the fault of a message for which there is no room until the broker takes what waits for it} */
    public static ProtocolException tooMuchUnconfirmedInAll(long bytes) {
        return new ProtocolException(
                Limit.ALL_UNCONFIRMED_BYTES,
                "the broker does not keep up, " + bytes + " bytes of all clients may wait for its confirmation");
    }

    /** {@return the fault of a consumer of one queue too many} */
    public static ProtocolException tooManyQueues(int most) {
        return new ProtocolException(
                Limit.QUEUES, "clients of this server consume from the " + most + " queues of the broker allowed");
    }

    /** {@return the fault of a message of which the broker has said nothing, be it that it has it or not} */
    public static ProtocolException notConfirmed(Duration time) {
        return new ProtocolException(
                Limit.CONFIRM_TIMEOUT,
                "the broker has not confirmed the message within " + time.toMillis() + " ms, and may have it or not");
    }

    /** {@return the fault of something that the broker refuses; what it says about that is for the server's log} */
    public static ProtocolException refusedByBroker(String destination) {
        return new ProtocolException("the broker refuses the destination " + quote(destination));
    }

    private static String quote(String value) {
        StringBuilder quoted = new StringBuilder("'");
        value.codePoints()
                .limit(QUOTED_CHARACTERS)
                .map(c -> ControlCharacters.isOne(c) || c == '\\' ? '?' : c)
                .forEach(quoted::appendCodePoint);
        boolean isCut = value.codePointCount(0, value.length()) > QUOTED_CHARACTERS;
        return quoted.append(isCut ? "…'" : "'").toString();
    }
}
