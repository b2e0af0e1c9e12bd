package io.github.stampedestomp.server;

import io.github.stampedestomp.broker.BrokerSettings;
import io.github.stampedestomp.codec.FrameLimits;
import io.github.stampedestomp.server.http.HttpLimits;
import io.github.stampedestomp.server.net.Admission;
import io.github.stampedestomp.server.net.IpRanges;
import io.github.stampedestomp.server.websocket.MessageLimits;
import io.github.stampedestomp.session.HeartBeat;
import io.github.stampedestomp.session.SessionSettings;
import io.github.stampedestomp.session.SlowReaders;
import java.time.Duration;

/**
 * Collects what a server holds its clients to, so that no client can take what others need. To be given to {@link
 * StompServerBuilder#limits}; may be used by one thread at a time. Each limit has a default, and is called by the same name in
 * the error that a client gets, in the log and in the metrics; see {@link io.github.stampedestomp.frame.Limit}.
 *
 * <p>A value that is not positive is refused with an {@link IllegalArgumentException}; a time may be a year at most.
 */
public final class Limits {
    private static final Duration LONGEST = Duration.ofDays(365);

    private int connections = 10_000;
    private int connectionsPerAddress = Integer.MAX_VALUE;
    private Duration handshakeTimeout = Duration.ofSeconds(10);
    private int requestHeadBytes = 16 * 1024;
    private int requestHeaders = 100;
    private Duration requestHeadTimeout = Duration.ofSeconds(10);
    private Duration requestBodyTimeout = Duration.ofSeconds(30);
    private Duration idleTimeout = Duration.ofSeconds(30);
    private Duration connectTimeout = Duration.ofSeconds(10);
    private int connectBytes = 16 * 1024;
    private int framesPerSecond = 100_000;
    private int framesPerSecondPerAddress = Integer.MAX_VALUE;
    private int subscriptions = 1000;
    private int allSubscriptions = 1_000_000;
    private int destinations = 200_000;
    private int destinationCharacters = 255;
    private int transactions = 8;
    private int transactionFrames = 1000;
    private int transactionBytes = 512 * 1024;
    private int unackedMessages = 1000;
    private Duration answerTimeout = Duration.ofSeconds(30);
    private int sendBufferBytes = 512 * 1024;
    private Duration sendTimeout = Duration.ofSeconds(10);
    private int queueMessages = 10_000;
    private long queueBytes = 16L << 20;
    private long allQueuesBytes = 64L << 20;
    private int fragments = MessageLimits.FRAGMENTS;
    private FrameLimits frame = FrameLimits.DEFAULT;

    Limits() {}

    // ---- connections ----

    /** Turns clients away beyond so many connections. Default: 10,000, and no more than the system has descriptors for. */
    public Limits connections(int most) {
        connections = checked("connections", most);
        return this;
    }

    /**
     * Turns clients away beyond so many connections from one address; of version 6, from one network of 64 bits. Behind proxies
     * that are trusted, the client's address counts while a request of its is answered or its WebSocket is open. Default: no
     * limit of its own, as many people may share an address.
     */
    public Limits connectionsPerAddress(int most) {
        connectionsPerAddress = checked("connectionsPerAddress", most);
        return this;
    }

    /** Gives a TLS handshake, and what a proxy says first, so much time each. Default: 10 s. */
    public Limits handshakeTimeout(Duration most) {
        handshakeTimeout = checked("handshakeTimeout", most);
        return this;
    }

    // ---- HTTP ----

    /** Refuses requests whose request line and headers are longer together. Default: 16 KiB. */
    public Limits requestHeadBytes(int most) {
        requestHeadBytes = checked("requestHeadBytes", most);
        return this;
    }

    /** Refuses requests with more headers. Default: 100. */
    public Limits requestHeaders(int most) {
        requestHeaders = checked("requestHeaders", most);
        return this;
    }

    /** Gives request line and headers so much time to arrive, however they trickle. Default: 10 s. */
    public Limits requestHeadTimeout(Duration most) {
        requestHeadTimeout = checked("requestHeadTimeout", most);
        return this;
    }

    /** Gives the body of a request so much time to arrive. Default: 30 s. */
    public Limits requestBodyTimeout(Duration most) {
        requestBodyTimeout = checked("requestBodyTimeout", most);
        return this;
    }

    /** Closes a connection that waits so long for its next request. Default: 30 s. */
    public Limits idleTimeout(Duration most) {
        idleTimeout = checked("idleTimeout", most);
        return this;
    }

    // ---- WebSocket ----

    /** Refuses WebSocket messages of more fragments. Default: 256. */
    public Limits fragments(int most) {
        fragments = checked("fragments", most);
        return this;
    }

    // ---- a client that is not let in yet ----

    /** Disconnects clients that are not let in so long after they have connected. Default: 10 s. */
    public Limits connectTimeout(Duration most) {
        connectTimeout = checked("connectTimeout", most);
        return this;
    }

    /**
     * Refuses clients that send more before their CONNECT is complete, or eight times as much before they are let in.
     * Default: 16 KiB.
     */
    public Limits connectBytes(int most) {
        connectBytes = checked("connectBytes", most);
        return this;
    }

    // ---- frames ----

    /** Refuses frames with a longer command. Default: 32 bytes. */
    public Limits commandBytes(int most) {
        frame = new FrameLimits(most, frame.headerLineBytes(), frame.headers(), frame.headBytes(), frame.bodyBytes());
        return this;
    }

    /** Refuses frames with a longer header line. Default: 8 KiB. */
    public Limits headerLineBytes(int most) {
        frame = new FrameLimits(frame.commandBytes(), most, frame.headers(), frame.headBytes(), frame.bodyBytes());
        return this;
    }

    /** Refuses frames with more headers. Default: 64. */
    public Limits headers(int most) {
        frame = new FrameLimits(
                frame.commandBytes(), frame.headerLineBytes(), most, frame.headBytes(), frame.bodyBytes());
        return this;
    }

    /** Refuses frames whose header lines are longer together. Default: 16 KiB. */
    public Limits headBytes(int most) {
        frame = new FrameLimits(
                frame.commandBytes(), frame.headerLineBytes(), frame.headers(), most, frame.bodyBytes());
        return this;
    }

    /** Refuses frames with a longer body. Default: 64 KiB. */
    public Limits bodyBytes(int most) {
        frame = new FrameLimits(
                frame.commandBytes(), frame.headerLineBytes(), frame.headers(), frame.headBytes(), most);
        return this;
    }

    /**
     * Slows a client down that sends more frames in a second, by not reading from it. It may send at once what it has not sent
     * in the second before. Default: 100,000.
     */
    public Limits framesPerSecond(int most) {
        framesPerSecond = checked("framesPerSecond", most);
        return this;
    }

    /**
     * Slows clients of one address down that send more frames in a second together. Default: no limit of its own, as many
     * people may share an address.
     */
    public Limits framesPerSecondPerAddress(int most) {
        framesPerSecondPerAddress = checked("framesPerSecondPerAddress", most);
        return this;
    }

    // ---- what a client may ask for ----

    /** Refuses more subscriptions of one session. Default: 1,000. */
    public Limits subscriptions(int most) {
        subscriptions = checked("subscriptions", most);
        return this;
    }

    /** Refuses more subscriptions of all sessions together. Default: 1,000,000. Has no effect on a broker of your own. */
    public Limits allSubscriptions(int most) {
        allSubscriptions = checked("allSubscriptions", most);
        return this;
    }

    /**
     * Refuses more distinct destinations that are subscribed to or hold messages. Default: 200,000. Has no effect on a broker
     * of your own.
     */
    public Limits destinations(int most) {
        destinations = checked("destinations", most);
        return this;
    }

    /**
     * Refuses longer destinations; those of users may have 768 characters more. Default: 255. Has no effect on a broker of
     * your own.
     */
    public Limits destinationCharacters(int most) {
        destinationCharacters = checked("destinationCharacters", most);
        return this;
    }

    /** Refuses more open transactions of one session. Default: 8. */
    public Limits transactions(int most) {
        transactions = checked("transactions", most);
        return this;
    }

    /** Refuses more frames in a transaction. Default: 1,000. */
    public Limits transactionFrames(int most) {
        transactionFrames = checked("transactionFrames", most);
        return this;
    }

    /** Refuses more bytes in a transaction. Default: 512 KiB. */
    public Limits transactionBytes(int most) {
        transactionBytes = checked("transactionBytes", most);
        return this;
    }

    /** Lets a subscription leave so many messages unacknowledged. Default: 1,000. */
    public Limits unackedMessages(int most) {
        unackedMessages = checked("unackedMessages", most);
        return this;
    }

    /**
     * Gives the stage of a handler so much time; then the client is told that its request has failed, and its next one is asked.
     * A handler that blocks cannot be left behind: its client waits as long as its thread does. Default: 30 s.
     */
    public Limits answerTimeout(Duration most) {
        answerTimeout = checked("answerTimeout", most);
        return this;
    }

    // ---- what waits ----

    /**
     * Takes a client for too slow for which more bytes wait, if it has not taken within half a second what waited, and in any case
     * once sixteen times as many wait. A single message may be longer. Default: 512 KiB.
     */
    public Limits sendBufferBytes(int most) {
        sendBufferBytes = checked("sendBufferBytes", most);
        return this;
    }

    /** Cuts a client off that takes nothing of what waits for it for so long. Default: 10 s. */
    public Limits sendTimeout(Duration most) {
        sendTimeout = checked("sendTimeout", most);
        return this;
    }

    /** Refuses messages to a queue that holds so many. Default: 10,000. Has no effect on a broker of your own. */
    public Limits queueMessages(int most) {
        queueMessages = checked("queueMessages", most);
        return this;
    }

    /** Refuses messages to a queue that holds so many bytes. Default: 16 MiB. Has no effect on a broker of your own. */
    public Limits queueBytes(long most) {
        queueBytes = checked("queueBytes", most);
        return this;
    }

    /** Refuses messages to queues that hold so many bytes together. Default: 64 MiB. Has no effect on a broker of your own. */
    public Limits allQueuesBytes(long most) {
        allQueuesBytes = checked("allQueuesBytes", most);
        return this;
    }

    // ---- what the parts of a server are told ----

    Admission admission(IpRanges proxyProtocol, IpRanges trustedProxies) {
        return new Admission(connections, connectionsPerAddress, proxyProtocol, trustedProxies, handshakeTimeout);
    }

    int fragments() {
        return fragments;
    }

    Duration handshakeTimeout() {
        return handshakeTimeout;
    }

    HttpLimits http() {
        return new HttpLimits(
                requestHeadBytes,
                requestHeaders,
                HttpLimits.STANDARD.bodyBytes(),
                requestHeadTimeout,
                requestBodyTimeout,
                idleTimeout);
    }

    SessionSettings session(HeartBeat heartBeat, SlowReaders slowReaders) {
        return new SessionSettings(
                frame,
                heartBeat,
                connectTimeout,
                connectBytes,
                framesPerSecond,
                framesPerSecondPerAddress,
                subscriptions,
                transactions,
                transactionFrames,
                transactionBytes,
                unackedMessages,
                answerTimeout,
                sendBufferBytes,
                sendTimeout,
                slowReaders);
    }

    BrokerSettings broker() {
        BrokerSettings defaults = BrokerSettings.DEFAULT;
        return new BrokerSettings(
                defaults.topicPrefix(),
                defaults.queuePrefix(),
                destinationCharacters,
                queueMessages,
                queueBytes,
                allQueuesBytes,
                unackedMessages,
                defaults.unackedBytes(),
                destinations,
                allSubscriptions);
    }

    private static int checked(String name, int most) {
        Setting.require(most > 0, name, most);
        return most;
    }

    private static long checked(String name, long most) {
        Setting.require(most > 0, name, most);
        return most;
    }

    private static Duration checked(String name, Duration most) {
        Setting.require(!most.isNegative() && !most.isZero() && most.compareTo(LONGEST) <= 0, name, most);
        return most;
    }
}
