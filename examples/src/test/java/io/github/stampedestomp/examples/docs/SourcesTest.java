package io.github.stampedestomp.examples.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The classes and tests that documents name as their sources are there. */
class SourcesTest {
    private static final Pattern NAME = Pattern.compile("`([A-Z]\\w+)`");

    @ParameterizedTest
    @ValueSource(strings = {"docs/requests.md", "docs/users.md", "docs/http-api.md"})
    void everySourceIsThere(String document) throws IOException {
        List<String> lines = Document.read(document).lines();
        Set<String> named = lines.subList(lines.indexOf("## Sources"), lines.size()).stream()
                .flatMap(line -> NAME.matcher(line).results())
                .map(name -> name.group(1))
                .collect(Collectors.toSet());
        assertThat(named).isNotEmpty().isSubsetOf(classes());
    }

    private static Set<String> classes() throws IOException {
        try (Stream<Path> modules = Files.list(Document.PROJECT)) {
            return modules.map(module -> module.resolve("src"))
                    .filter(Files::isDirectory)
                    .flatMap(SourcesTest::classes)
                    .collect(Collectors.toSet());
        }
    }

    private static Stream<String> classes(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files
                    .map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".java"))
                    .map(name -> name.substring(0, name.length() - ".java".length()))
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
