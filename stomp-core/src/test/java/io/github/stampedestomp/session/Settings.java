package io.github.stampedestomp.session;

import io.github.stampedestomp.codec.FrameLimits;
import java.time.Duration;
import java.util.function.Consumer;

/** Session settings that differ from the defaults in what a test is about. */
final class Settings {
    FrameLimits frame = SessionSettings.DEFAULT.frame();
    HeartBeat heartBeat = SessionSettings.DEFAULT.heartBeat();
    Duration connectTimeout = SessionSettings.DEFAULT.connectTimeout();
    int connectBytes = SessionSettings.DEFAULT.connectBytes();
    int framesPerSecond = SessionSettings.DEFAULT.framesPerSecond();
    int framesPerSecondPerAddress = SessionSettings.DEFAULT.framesPerSecondPerAddress();
    int subscriptions = SessionSettings.DEFAULT.subscriptions();
    int transactions = SessionSettings.DEFAULT.transactions();
    int transactionFrames = SessionSettings.DEFAULT.transactionFrames();
    int transactionBytes = SessionSettings.DEFAULT.transactionBytes();
    int unackedMessages = SessionSettings.DEFAULT.unackedMessages();
    Duration answerTimeout = SessionSettings.DEFAULT.answerTimeout();
    int sendBufferBytes = SessionSettings.DEFAULT.sendBufferBytes();
    Duration sendTimeout = SessionSettings.DEFAULT.sendTimeout();
    SlowReaders slowReaders = SessionSettings.DEFAULT.slowReaders();

    private Settings() {}

    static SessionSettings where(Consumer<Settings> change) {
        Settings s = new Settings();
        change.accept(s);
        return new SessionSettings(
                s.frame,
                s.heartBeat,
                s.connectTimeout,
                s.connectBytes,
                s.framesPerSecond,
                s.framesPerSecondPerAddress,
                s.subscriptions,
                s.transactions,
                s.transactionFrames,
                s.transactionBytes,
                s.unackedMessages,
                s.answerTimeout,
                s.sendBufferBytes,
                s.sendTimeout,
                s.slowReaders);
    }
}
