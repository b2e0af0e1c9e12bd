package io.github.stampedestomp.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code docs/sockjs.md} names for each rule the class that keeps it and the test that proves it. All of them exist. */
class SockJsTableTest {
    private static final Path MODULE =
            Path.of(System.getProperty("basedir", "")).toAbsolutePath();
    private static final Path TABLE = MODULE.resolveSibling("docs/sockjs.md");
    private static final Pattern NAME = Pattern.compile("`([A-Z]\\w*)(?:#(\\w+))?`");
    private static final int CELLS = 4;

    private final Map<String, String> sourcesByName = sources();

    @Test
    void everyRuleHasAClassThatKeepsItAndATestThatProvesIt() throws IOException {
        List<List<String>> rules = rules(Files.readAllLines(TABLE));
        assertThat(rules).hasSizeGreaterThan(50).allSatisfy(rule -> {
            assertThat(rule.get(2)).containsPattern(NAME).doesNotContain("#");
            assertThat(rule.get(3)).contains("#");
            assertThat(missing(rule)).isEmpty();
        });
    }

    @Test
    void whatDoesNotExistIsFound() {
        List<List<String>> planted = rules(List.of(
                "| a rule | 0.3.3 | `NoSuchClass` | `NoSuchTest#proves` |",
                "| another | 0.3.3 | `SockJsTableTest` | `SockJsTableTest#whatDoesNotExistIsFound` |",
                "| a third | 0.3.3 | `SockJsTableTest` | `SockJsTableTest#noSuchTest` |"));
        assertThat(planted.stream().flatMap(rule -> missing(rule).stream()))
                .containsExactly("`NoSuchClass`", "`NoSuchTest#proves`", "`SockJsTableTest#noSuchTest`");
    }

    /** {@return the cells of the lines that are rules} */
    private static List<List<String>> rules(List<String> lines) {
        return lines.stream()
                .filter(line -> line.startsWith("| ") && !line.startsWith("| ---") && !line.startsWith("| Rule"))
                .map(line -> List.of(line.substring(2, line.length() - 2).split(" \\| ", -1)))
                .filter(cells -> cells.size() == CELLS)
                .toList();
    }

    private List<String> missing(List<String> rule) {
        return rule.stream()
                .skip(2)
                .flatMap(cell -> NAME.matcher(cell).results())
                .filter(name -> !exists(name))
                .map(MatchResult::group)
                .toList();
    }

    private boolean exists(MatchResult name) {
        String source = sourcesByName.get(name.group(1));
        return source != null && (name.group(2) == null || source.contains("void " + name.group(2) + "("));
    }

    /** {@return the texts of all classes of a name, one behind the other} */
    private static Map<String, String> sources() {
        try (Stream<Path> files = Files.walk(MODULE.resolve("src"))) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .collect(Collectors.toMap(
                            file -> file.getFileName().toString().replace(".java", ""),
                            SockJsTableTest::read,
                            String::concat));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
