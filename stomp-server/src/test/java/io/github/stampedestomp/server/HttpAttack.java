package io.github.stampedestomp.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * A row of the table of attacks by HTTP, whose file explains its columns.
 *
 * @param name the group and the attack
 * @param sends what the client sends, one character per byte
 * @param answers the statuses of all responses
 * @param serves the paths that a route has seen
 */
record HttpAttack(String name, String sends, List<String> answers, List<String> serves) {
    private static final String FILE = "attacks.txt";
    private static final Pattern BYTE = Pattern.compile("\\\\x([0-9a-f]{2})");

    static List<HttpAttack> all() {
        try (InputStream file = HttpAttack.class.getResourceAsStream(FILE)) {
            String text = new String(Objects.requireNonNull(file, FILE).readAllBytes(), UTF_8);
            return text.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(HttpAttack::parse)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static HttpAttack parse(String line) {
        String[] cells = line.split("\\|", -1);
        if (cells.length != 4) {
            throw new AssertionError("four columns are needed: " + line);
        }
        return new HttpAttack(cells[0].strip(), wire(cells[1].strip()), words(cells[2]), words(cells[3]));
    }

    private static List<String> words(String cell) {
        return cell.isBlank() ? List.of() : List.of(cell.strip().split(" ", -1));
    }

    private static String wire(String cell) {
        String whole = cell.startsWith("{file}")
                ? "GET " + cell.substring("{file}".length()) + " HTTP/1.1¶Host: a¶Connection: close¶¶"
                : cell.replace("{get}", "GET /hello HTTP/1.1¶Host: a¶")
                        .replace("{post}", "POST /echo HTTP/1.1¶Host: a¶")
                        .replace("{last}", "GET /last HTTP/1.1¶Host: a¶Connection: close¶¶");
        String bytes = BYTE.matcher(whole).replaceAll(code -> String.valueOf((char) Integer.parseInt(code.group(1), 16))
                .replace("\\", "\\\\"));
        return bytes.replace("¶", "\r\n")
                .replace("\\n", "\n")
                .replace("\\r", "\r")
                .replace("\\t", "\t")
                .replace("\\0", "\0")
                .replace("\\\\", "\\");
    }

    @Override
    public String toString() {
        return name;
    }
}
