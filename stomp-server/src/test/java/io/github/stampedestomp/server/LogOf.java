package io.github.stampedestomp.server;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.slf4j.LoggerFactory;

/** Keeps what a class logs during a test, instead of printing it. */
final class LogOf implements BeforeEachCallback, AfterEachCallback {
    private final Logger logger;
    private final Level level;
    private ListAppender<ILoggingEvent> kept = new ListAppender<>();

    LogOf(Class<?> type) {
        this(type.getName());
    }

    LogOf(String name) {
        this(name, Level.WARN);
    }

    /** Keeps what is logged at a level, and above. */
    LogOf(String name, Level level) {
        this.logger = (Logger) LoggerFactory.getLogger(name);
        this.level = level;
    }

    @Override
    public void beforeEach(ExtensionContext test) {
        kept = new ListAppender<>();
        kept.start();
        logger.setAdditive(false);
        logger.setLevel(level);
        logger.addAppender(kept);
    }

    @Override
    public void afterEach(ExtensionContext test) {
        logger.detachAppender(kept);
        logger.setLevel(null);
        logger.setAdditive(true);
    }

    /** {@return the messages logged so far, each with what was thrown} */
    List<String> lines() {
        return List.copyOf(kept.list).stream().map(LogOf::line).toList();
    }

    private static String line(ILoggingEvent event) {
        String thrown = event.getThrowableProxy() == null
                ? ""
                : ": " + event.getThrowableProxy().getMessage();
        return event.getLevel() + " " + event.getFormattedMessage() + thrown;
    }
}
