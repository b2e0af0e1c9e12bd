package io.github.stampedestomp.session;

import io.github.stampedestomp.frame.Version;
import io.github.stampedestomp.user.User;
import org.jspecify.annotations.Nullable;

/** Tells what happens to one session: to whoever watches users and destinations at once, to the application in its turn. */
final class SessionNews implements Commands.SubscriptionListener {
    private final OpenSession session;
    private final @Nullable User user;
    private final Audience audience;
    private final SessionListener listener;
    private final SerialTasks tasks;

    SessionNews(OpenSession session, Audience audience, SessionListener listener, SerialTasks tasks) {
        this.session = session;
        this.user = session.user().orElse(null);
        this.audience = audience;
        this.listener = listener;
        this.tasks = tasks;
    }

    void connected(Version version, Handshake handshake) {
        audience.users().add(session);
        tell(new SessionEvent.Connected(session.id(), user, version, handshake));
    }

    @Override
    public void subscribed(Subscription subscription) {
        session.subscribed(subscription);
        audience.presence().entered(subscription.shown(), user);
        tell(new SessionEvent.Subscribed(session.id(), user, subscription.name(), subscription.shown()));
    }

    @Override
    public void unsubscribed(Subscription subscription) {
        session.unsubscribed(subscription);
        audience.presence().left(subscription.shown(), user);
        tell(new SessionEvent.Unsubscribed(session.id(), user, subscription.name(), subscription.shown()));
    }

    void disconnected(String reason) {
        audience.users().remove(session);
        tell(new SessionEvent.Disconnected(session.id(), user, reason));
    }

    private void tell(SessionEvent event) {
        tasks.add(() -> listener.on(event));
    }
}
