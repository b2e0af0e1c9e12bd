package io.github.stampedestomp.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * A row of the table of authority, whose file explains its columns.
 *
 * @param who the name of a user, or "-" for a client that has not signed in
 * @param frame SEND, SUBSCRIBE, or SEND in a transaction
 * @param destination where to
 * @param rules the name of a set of rules
 * @param outcome what comes of it by STOMP
 * @param http the status that it has over the HTTP API, or "-" if it cannot be said there
 * @param broker what the broker calls the destination that is meant
 */
record AuthorityRow(
        String who, String frame, String destination, String rules, Outcome outcome, String http, String broker) {
    private static final String FILE = "authority.txt";

    enum Outcome {
        ALLOWED,
        REFUSED,
        MALFORMED
    }

    static List<AuthorityRow> all() {
        try (InputStream file = AuthorityRow.class.getResourceAsStream(FILE)) {
            String text = new String(Objects.requireNonNull(file, FILE).readAllBytes(), UTF_8);
            return text.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(AuthorityRow::parse)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static AuthorityRow parse(String line) {
        List<String> cells = Arrays.stream(line.split("\\|", -1))
                .map(cell -> cell.strip().replace('\u00b7', ' '))
                .toList();
        if (cells.size() != 7) {
            throw new AssertionError("seven columns are needed: " + line);
        }
        return new AuthorityRow(
                cells.get(0),
                cells.get(1),
                cells.get(2),
                cells.get(3),
                Outcome.valueOf(cells.get(4).toUpperCase(Locale.ROOT)),
                cells.get(5),
                cells.get(6).isEmpty() ? cells.get(2) : cells.get(6));
    }

    boolean isAnonymous() {
        return who.equals("-");
    }

    boolean isSend() {
        return frame.startsWith("SEND");
    }

    boolean isInTransaction() {
        return frame.equals("SEND in tx");
    }

    boolean isRequest() {
        return destination.startsWith("/app/");
    }

    boolean isRefused() {
        return outcome == Outcome.REFUSED;
    }

    /** {@return the row of a client whose session has an id} */
    AuthorityRow of(String session, String sessionOfBen) {
        return new AuthorityRow(
                who,
                frame,
                named(destination, session, sessionOfBen),
                rules,
                outcome,
                http,
                named(broker, session, sessionOfBen));
    }

    private static String named(String text, String session, String sessionOfBen) {
        return text.replace("{me}", session).replace("{ben}", sessionOfBen);
    }

    @Override
    public String toString() {
        return who + " " + frame + " " + destination + ", " + rules + ": " + outcome;
    }
}
