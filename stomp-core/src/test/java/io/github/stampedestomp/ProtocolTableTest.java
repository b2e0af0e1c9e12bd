package io.github.stampedestomp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * {@code docs/protocol.md} names for each rule of STOMP the class that keeps it and the test that proves it. All of them
 * exist. Modules whose sources are not there are passed over.
 */
class ProtocolTableTest {
    private static final Path PROJECT =
            Path.of(System.getProperty("basedir", "")).toAbsolutePath().getParent();
    private static final Pattern MODULE = Pattern.compile("`(stomp-\\w+)`");
    private static final Pattern NAME = Pattern.compile("`([A-Z]\\w*)(?:#(\\w+))?`");

    /** One line of a table, and the module that the chapter above it speaks of. */
    private record Row(String module, List<String> cells) {
        boolean isRule() {
            return cells.size() == 4;
        }

        boolean hasSources() {
            return Files.isDirectory(PROJECT.resolve(module).resolve("src"));
        }

        Stream<MatchResult> names() {
            return cells.stream().skip(2).flatMap(cell -> NAME.matcher(cell).results());
        }
    }

    @Test
    void everyClassAndEveryTestExists() throws IOException {
        assertThat(missing(rows(table()))).isEmpty();
    }

    @Test
    void everyRuleHasAClassThatKeepsItAndATestThatProvesIt() throws IOException {
        List<Row> rules = rows(table()).stream()
                .filter(row -> row.isRule() && row.module().equals("stomp-core"))
                .toList();
        assertThat(rules).hasSizeGreaterThan(50).allSatisfy(rule -> {
            assertThat(rule.cells().get(2)).containsPattern(NAME);
            assertThat(rule.cells().get(3)).contains("#");
        });
    }

    @Test
    void whatDoesNotExistIsFound() {
        List<String> planted = List.of(
                "| a rule | 1.2 | `NoSuchClass` | `NoSuchTest#proves` |",
                "| another | 1.2 | `ProtocolTableTest` | `ProtocolTableTest#whatDoesNotExistIsFound` |",
                "| a third | 1.2 | `ProtocolTableTest` | `ProtocolTableTest#noSuchTest` |");
        assertThat(missing(rows(planted)))
                .containsExactly("`NoSuchClass`", "`NoSuchTest#proves`", "`ProtocolTableTest#noSuchTest`");
    }

    @Test
    void modulesThatAreNotThereArePassedOver() {
        List<String> planted =
                List.of("## Elsewhere (`stomp-elsewhere`)", "| a rule | 1.2 | `NoSuchClass` | `No#test` |");
        assertThat(missing(rows(planted))).isEmpty();
    }

    private static List<String> table() throws IOException {
        return Files.readAllLines(PROJECT.resolve("docs/protocol.md"));
    }

    private static List<Row> rows(List<String> lines) {
        List<Row> rows = new ArrayList<>();
        String module = "stomp-core";
        for (String line : lines) {
            if (line.startsWith("## ")) {
                Matcher named = MODULE.matcher(line);
                module = named.find() ? named.group(1) : "stomp-core";
            } else if (line.startsWith("| ")
                    && !line.startsWith("| ---")
                    && NAME.matcher(line).find()) {
                rows.add(new Row(
                        module, List.of(line.substring(2, line.length() - 2).split(" \\| ", -1))));
            }
        }
        return rows;
    }

    private static List<String> missing(List<Row> rows) {
        return rows.stream()
                .filter(Row::hasSources)
                .flatMap(row -> row.names()
                        .filter(name -> sources(row.module(), name.group(1)).noneMatch(source -> holds(source, name)))
                        .map(MatchResult::group))
                .toList();
    }

    private static boolean holds(String source, MatchResult name) {
        return name.group(2) == null || source.contains("void " + name.group(2) + "(");
    }

    /** {@return the sources of all classes of a name, in a module} */
    private static Stream<String> sources(String module, String name) {
        try (Stream<Path> files = Files.walk(PROJECT.resolve(module).resolve("src"))) {
            return files.filter(file -> file.endsWith(name + ".java")).map(ProtocolTableTest::read).toList().stream();
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
