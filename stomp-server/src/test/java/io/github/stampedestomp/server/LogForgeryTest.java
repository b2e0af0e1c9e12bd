package io.github.stampedestomp.server;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.AppenderBase;
import io.github.stampedestomp.request.BodyMapper;
import io.github.stampedestomp.server.http.HttpLimits;
import io.github.stampedestomp.server.http.HttpServer;
import io.github.stampedestomp.server.http.Routes;
import io.github.stampedestomp.server.net.Admission;
import io.github.stampedestomp.server.net.RawClient;
import io.github.stampedestomp.server.net.RunningLoops;
import io.github.stampedestomp.user.User;
import java.io.IOException;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Whatever a client sends, no line of the log is broken by it, at whatever level. */
class LogForgeryTest {
    /** What a program that shows a log may take for the end of a line or for a command. */
    private static final List<String> BREAKS =
            List.of("\n", "\r", "\r\n", "\t", "\u001b[31m", "\u0007", "\u0085", "\u009b31m", "\u2028", "\u2029");

    private static final String FORGED = "ERROR all is lost";

    private final Logger logger = (Logger) LoggerFactory.getLogger("io.github.stampedestomp");
    private final Lines lines = new Lines();

    @BeforeEach
    void listen() {
        logger.setLevel(Level.DEBUG);
        logger.setAdditive(false);
        lines.start();
        logger.addAppender(lines);
    }

    @AfterEach
    void listenNoMore() {
        logger.detachAppender(lines);
        logger.setAdditive(true);
        logger.setLevel(null);
    }

    @Test
    void noFrameForgesALine() {
        try (StompServer server = StompServer.builder()
                .port(0)
                .authenticate(login -> {
                    if (login.name().startsWith("broken")) {
                        throw new IllegalStateException("the authenticator is broken");
                    }
                    return User.named("anna");
                })
                .rules(OpenRules::allow)
                .hook(attempt -> {
                    if (attempt.destination().startsWith("/topic/broken")) {
                        throw new IllegalStateException("the hook is broken");
                    }
                    return attempt;
                })
                .requests(requests -> requests.bodies(new Unreadable())
                        .onSend("/app/broken/**", asked -> {
                            throw new IllegalStateException("the handler is broken");
                        })
                        .onSend("/app/number", Integer.class, (asked, number) -> {}))
                .build()) {
            server.start();
            for (String each : BREAKS) {
                String forged = each + FORGED;
                String written = forged.replace("\n", "\\n").replace("\r", "\\r");
                for (String frame : List.of(
                        "SEND\ndestination:/topic/broken/" + written + "\n\n^@",
                        "SEND\ndestination:/app/broken/" + written + "\n\n^@",
                        "SEND\ndestination:/app/number\n\n" + forged + "^@",
                        "SEND\ndestination:/nowhere/" + written + "\n\n^@",
                        "SEND\ndestination:/topic/a\ntransaction:" + written + "\n\n^@",
                        "SUBSCRIBE\nid:" + written + "\ndestination:/topic/broken/" + written + "\n\n^@",
                        "SUBSCRIBE\nid:" + written + "\ndestination:/queue/*/" + written + "\n\n^@",
                        "UNSUBSCRIBE\nid:" + written + "\n\n^@",
                        "ACK\nid:" + written + "\n\n^@",
                        "SEND" + forged + "\n\n^@",
                        "SEND\n" + forged + "\n\n^@",
                        "SEND\na:\\x" + forged + "\n\n^@",
                        "SEND\ncontent-length:1" + written + "\n\n^@")) {
                    converse(server, "CONNECT\naccept-version:1.2\nhost:a\n\n^@" + frame);
                }
                converse(server, "CONNECT\naccept-version:1.2\nhost:a\nlogin:broken" + forged + "\n\n^@");
                converse(server, "CONNECT\naccept-version:9" + forged + "\nhost:a\n\n^@");
                converse(server, "CONNECT\naccept-version:1.2\nheart-beat:1" + forged + "\nhost:a\n\n^@");
            }
        }
        assertThat(lines.all).as("so that this proves something").hasSizeGreaterThan(BREAKS.size() * 10);
        assertNoneIsBroken();
    }

    @Test
    void noRequestForgesALine() throws IOException {
        try (RunningLoops running = new RunningLoops()) {
            Routes routes = Routes.builder()
                    .below("/", exchange -> {
                        throw new IllegalStateException("the route is broken");
                    })
                    .build();
            int port = HttpServer.start(
                            RunningLoops.anyPort(), running.loops, routes, HttpLimits.STANDARD, Admission.upTo(100))
                    .port();
            for (String each : List.of("%c2%85", "%c2%9b", "%e2%80%a8", "%e2%80%a9", "%0a", "%1b")) {
                try (RawClient client = RawClient.to(port)) {
                    client.send("GET /" + each + "ERROR%20all%20is%20lost HTTP/1.1\r\nHost: a\r\n\r\n");
                    assertThat(client.readToEnd()).containsAnyOf("HTTP/1.1 500 ", "HTTP/1.1 400 ");
                }
            }
        }
        assertThat(lines.all).hasSize(2 * 4);
        assertNoneIsBroken();
    }

    private void assertNoneIsBroken() {
        assertThat(lines.all.stream().filter(line -> line.codePoints().anyMatch(LogForgeryTest::breaksLines)))
                .isEmpty();
    }

    private static boolean breaksLines(int c) {
        return Character.isISOControl(c)
                || Character.getType(c) == Character.LINE_SEPARATOR
                || Character.getType(c) == Character.PARAGRAPH_SEPARATOR;
    }

    /** Sends frames and awaits the end. */
    private static void converse(StompServer server, String frames) {
        try (StompClient client = Transport.WEBSOCKET.open(server.port())) {
            client.send(frames + "DISCONNECT\n\n^@"); // if it was taken after all
            String answer = client.next();
            while (!answer.equals(StompClient.CLOSED)) {
                answer = client.next();
            }
        }
    }

    /** Finds fault with all that clients send, and quotes it. */
    private static final class Unreadable implements BodyMapper {
        @Override
        public <T> T read(byte[] body, Class<T> type) {
            throw new IllegalArgumentException(
                    "no number: " + new String(body, java.nio.charset.StandardCharsets.UTF_8));
        }

        @Override
        public byte[] write(Object value) {
            return new byte[0];
        }
    }

    /** What a pattern would print of each event, but for the places in the code that an error has come by. */
    private static final class Lines extends AppenderBase<ILoggingEvent> {
        final Queue<String> all = new ConcurrentLinkedQueue<>();

        @Override
        protected void append(ILoggingEvent event) {
            all.add(event.getFormattedMessage());
            for (IThrowableProxy each = event.getThrowableProxy(); each != null; each = each.getCause()) {
                all.add(String.valueOf(each.getMessage()));
            }
        }
    }
}
