package io.github.stampedestomp.session;

import io.github.stampedestomp.frame.Version;
import io.github.stampedestomp.user.User;
import org.jspecify.annotations.Nullable;

/** Tells the application what happens to one session, in order and on the application's threads. */
final class SessionNews implements Commands.SubscriptionListener {
    private final String session;
    private final SessionListener listener;
    private final SerialTasks tasks;
    private @Nullable User user;

    SessionNews(String session, SessionListener listener, SerialTasks tasks) {
        this.session = session;
        this.listener = listener;
        this.tasks = tasks;
    }

    void connected(@Nullable User who, Version version, Handshake handshake) {
        user = who;
        tell(new SessionEvent.Connected(session, user, version, handshake));
    }

    @Override
    public void subscribed(Subscription subscription) {
        tell(new SessionEvent.Subscribed(session, user, subscription.name(), subscription.destination()));
    }

    @Override
    public void unsubscribed(Subscription subscription) {
        tell(new SessionEvent.Unsubscribed(session, user, subscription.name(), subscription.destination()));
    }

    void disconnected(String reason) {
        tell(new SessionEvent.Disconnected(session, user, reason));
    }

    private void tell(SessionEvent event) {
        tasks.add(() -> listener.on(event));
    }
}
