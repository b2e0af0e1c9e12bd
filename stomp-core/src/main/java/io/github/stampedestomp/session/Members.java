package io.github.stampedestomp.session;

import io.github.stampedestomp.broker.Broker;
import io.github.stampedestomp.frame.Limit;
import io.github.stampedestomp.frame.Version;
import io.github.stampedestomp.request.Sender;
import java.util.concurrent.Executor;

/** Makes members of clients that are let in, in the same way for all sessions of a server. May be used by any thread. */
final class Members {
    private final Broker broker;
    private final SessionSettings settings;
    private final Application application;
    private final Audience audience;

    Members(Broker broker, SessionSettings settings, Application application, Audience audience) {
        this.broker = broker;
        this.settings = settings;
        this.application = application;
        this.audience = audience;
    }

    /**
     * {@return a client that may send what its version knows}
     *
     * @param line brings its frames, and is held back where the client has to be
     * @param backlog takes what is delivered to it
     * @param tasks run in turn what it causes in the application
     * @param ownThread runs what comes of that
     */
    Member member(
            OpenSession session,
            Version version,
            FrameLine line,
            Backlog backlog,
            Journal journal,
            SerialTasks tasks,
            Executor ownThread) {
        Identity identity = session.identity();
        BackPressure pressure = line.pressure();
        Sender sender = new Sender(broker, application.requests(), application.announcer());
        ErrorMessages errors = new ErrorMessages(identity, sender);
        SessionNews news = new SessionNews(session, audience, application.listener(), tasks);
        RequestLine requests = new RequestLine(
                session,
                application.requests(),
                sender.on(pressure.holds()),
                tasks,
                errors,
                settings.answerTimeout(),
                () -> journal.limitReached(Limit.ANSWER_TIMEOUT),
                ownThread);
        Confirmations confirmations = new Confirmations(line, ownThread, settings.subscriptions());
        Commands commands = new Commands(
                identity,
                version,
                broker,
                settings,
                backlog.outbox(),
                pressure.holds(),
                requests,
                news,
                journal,
                confirmations);
        Gate gate = new Gate(application.authority(), application.executor(), ownThread, pressure.applicationHolds());
        return new Member(identity, commands, requests, confirmations, errors, news, gate, line);
    }
}
