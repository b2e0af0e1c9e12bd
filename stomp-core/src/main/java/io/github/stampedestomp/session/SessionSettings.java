package io.github.stampedestomp.session;

import io.github.stampedestomp.codec.FrameLimits;
import java.time.Duration;

/**
 * What every session of a server is told.
 *
 * @param frame how much one frame may hold
 * @param heartBeat what the server can and wants; it is agreed on with each client
 * @param connectTimeout how long a client may take until its CONNECT
 * @param connectBytes how many bytes may come until the CONNECT is complete; eight times as many until it is let in
 * @param framesPerSecond how many frames of a session are carried out in a second
 * @param framesPerSecondPerAddress how many frames of all sessions from one address are carried out in a second
 * @param subscriptions the most subscriptions of a session
 * @param transactions the most open transactions of a session
 * @param transactionFrames the most frames in a transaction
 * @param transactionBytes the most bytes in a transaction
 * @param unackedMessages the most messages that a subscription may leave unacknowledged
 * @param answerTimeout how long the application may take to answer a request, unless a thread of it is busy with that
 * @param sendBufferBytes how many bytes may wait for a client before it is cut off as too slow
 * @param sendTimeout how long a client may take none of the bytes that wait for it before it is cut off
 * @param slowReaders which clients are not cut off then, but lose messages
 */
public record SessionSettings(
        FrameLimits frame,
        HeartBeat heartBeat,
        Duration connectTimeout,
        int connectBytes,
        int framesPerSecond,
        int framesPerSecondPerAddress,
        int subscriptions,
        int transactions,
        int transactionFrames,
        int transactionBytes,
        int unackedMessages,
        Duration answerTimeout,
        int sendBufferBytes,
        Duration sendTimeout,
        SlowReaders slowReaders) {
    /**
     * The frame's own defaults, heart-beats of 10 s both ways, CONNECT within 10 s and 16 KiB, 100,000
     * frames a second, 1,000 subscriptions, 8 transactions of
     * 1,000 frames or 512 KiB, 1,000 messages unacknowledged, answers within 30 s, 512 KiB waiting, 10 s without progress, all
     * slow readers cut off.
     */
    public static final SessionSettings DEFAULT = new SessionSettings(
            FrameLimits.DEFAULT,
            new HeartBeat(Duration.ofSeconds(10), Duration.ofSeconds(10)),
            Duration.ofSeconds(10),
            16 * 1024,
            100_000,
            Integer.MAX_VALUE,
            1000,
            8,
            1000,
            512 * 1024,
            1000,
            Duration.ofSeconds(30),
            512 * 1024,
            Duration.ofSeconds(10),
            SlowReaders.DEFAULT);
}
