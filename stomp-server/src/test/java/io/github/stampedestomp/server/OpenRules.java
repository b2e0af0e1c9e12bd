package io.github.stampedestomp.server;

import io.github.stampedestomp.broker.Broker;
import io.github.stampedestomp.request.Announcer;
import io.github.stampedestomp.request.Requests;
import io.github.stampedestomp.session.Application;
import io.github.stampedestomp.session.Audience;
import io.github.stampedestomp.session.Authenticator;
import io.github.stampedestomp.session.Authority;
import io.github.stampedestomp.session.SessionListener;
import io.github.stampedestomp.session.SessionObserver;
import io.github.stampedestomp.session.SessionSettings;
import io.github.stampedestomp.session.Sessions;
import io.github.stampedestomp.user.Presence;
import io.github.stampedestomp.user.PresenceSettings;
import io.github.stampedestomp.user.Rules;
import io.github.stampedestomp.user.Users;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** For tests that are about something else: every client may send and subscribe everywhere. */
public final class OpenRules {
    private OpenRules() {}

    /** Allows everything. */
    public static void allow(Rules.Builder rules) {
        rules.send("**").allow().subscribe("**").allow();
    }

    /** {@return sessions whose application allows everything, and runs on the thread of the connection} */
    public static Sessions sessions(
            Broker broker, @Nullable Authenticator authenticator, SessionListener listener, LongSupplier clock) {
        return sessions(broker, authenticator, listener, SessionSettings.DEFAULT, clock);
    }

    /** {@return sessions of which not only the clock is set, but all settings} */
    static Sessions sessions(
            Broker broker,
            @Nullable Authenticator authenticator,
            SessionListener listener,
            SessionSettings settings,
            LongSupplier clock) {
        Rules.Builder rules = Rules.builder();
        allow(rules);
        Application application = new Application(
                authenticator,
                new Authority(rules.build(), List.of()),
                Requests.builder().build(),
                listener,
                Runnable::run,
                new Announcer(Runnable::run, Runnable::run));
        Presence presence = new Presence(PresenceSettings.DEFAULT, broker, (time, task) -> {});
        return new Sessions(
                broker, settings, application, new Audience(new Users(), presence, SessionObserver.NONE), clock);
    }
}
