package io.github.stampedestomp.server.relay;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.stampedestomp.user.ClientSession;
import io.github.stampedestomp.user.Users;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What one server asks another to do to a session: a word for what, the session, and what else is needed. */
final class Order {
    private static final Logger LOG = LoggerFactory.getLogger(Order.class);

    private Order() {}

    static String of(String what, String... words) {
        return what
                + Arrays.stream(words)
                        .map(word -> " " + URLEncoder.encode(word, UTF_8))
                        .collect(Collectors.joining());
    }

    /** Does what is asked for, if the session is still here. */
    static void carryOut(String text, Users users) {
        try {
            List<String> words = Arrays.stream(text.strip().split(" ", -1))
                    .map(word -> URLDecoder.decode(word, UTF_8))
                    .toList();
            users.session(words.get(1)).filter(ClientSession::isHere).ifPresent(session -> carryOut(words, session));
        } catch (RuntimeException e) { // an order of a newer version, or a session that has nobody to renew
            LOG.warn("an order of another server cannot be carried out: {}", e.toString());
        }
    }

    private static void carryOut(List<String> words, ClientSession session) {
        switch (words.get(0)) {
            case "close" -> session.close(words.get(2));
            case "unsubscribe" -> session.unsubscribe(words.get(2), words.get(3));
            case "renew" -> session.renew(Instant.ofEpochMilli(Long.parseLong(words.get(2))));
            case "log" -> session.logFrames(Boolean.parseBoolean(words.get(2)));
            default -> LOG.warn("an order of another server is not understood: {}", words.get(0));
        }
    }
}
