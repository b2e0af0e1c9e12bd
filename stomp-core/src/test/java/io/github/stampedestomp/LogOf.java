package io.github.stampedestomp;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.slf4j.LoggerFactory;

/** Keeps what a class logs during a test, instead of printing it. */
public final class LogOf implements BeforeEachCallback, AfterEachCallback {
    private final Logger logger;
    private final ListAppender<ILoggingEvent> kept = new ListAppender<>();
    private @Nullable Level level;

    /** Listens to what a class logs. */
    public LogOf(Class<?> type) {
        this.logger = (Logger) LoggerFactory.getLogger(type);
    }

    /** Keeps also what is logged of what goes well. */
    public LogOf andOfInfo() {
        level = Level.INFO;
        return this;
    }

    @Override
    public void beforeEach(ExtensionContext test) {
        kept.start();
        logger.setLevel(level);
        logger.setAdditive(false);
        logger.addAppender(kept);
    }

    @Override
    public void afterEach(ExtensionContext test) {
        logger.detachAppender(kept);
        logger.setAdditive(true);
        logger.setLevel(null);
    }

    /** {@return the messages logged so far, each with its level and what was thrown} */
    public List<String> lines() {
        return kept.list.stream().map(LogOf::line).toList();
    }

    private static String line(ILoggingEvent event) {
        String thrown = event.getThrowableProxy() == null
                ? ""
                : ": " + event.getThrowableProxy().getMessage();
        return event.getLevel() + " " + event.getFormattedMessage() + thrown;
    }
}
