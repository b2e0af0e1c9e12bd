package io.github.stampedestomp.examples.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Links from one document to another, or to a heading, lead somewhere. */
class LinksTest {
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:\\s]*)(?:#([^)\\s]+))?\\)");

    @Test
    void everyLinkInsideTheProjectLeadsSomewhere() throws IOException {
        for (Document document : Document.all()) {
            assertThat(broken(document)).as(document.name()).isEmpty();
        }
    }

    @Test
    void documentsLinkToHeadings() throws IOException {
        assertThat(Document.all()).anySatisfy(document -> assertThat(document.lines())
                .anySatisfy(line -> assertThat(line).containsPattern("\\]\\([^)#:]+#")));
    }

    @Test
    void brokenLinkIsFound() throws IOException {
        Document planted = new Document(
                "docs/planted.md",
                List.of(
                        "[a](nowhere.md)",
                        "# One, two: `three`",
                        "[b](#one-two-three) [c](#four) [d](../README.md#nothing)"));
        assertThat(broken(planted)).containsExactly("nowhere.md", "#four", "../README.md#nothing");
    }

    private static List<String> broken(Document document) throws IOException {
        List<String> broken = new ArrayList<>();
        for (String line : document.lines()) {
            Matcher link = LINK.matcher(line);
            while (link.find()) {
                if (!leadsSomewhere(document, link.group(1), link.group(2))) {
                    broken.add(link.group().substring(2, link.group().length() - 1));
                }
            }
        }
        return broken;
    }

    private static boolean leadsSomewhere(Document from, String file, String heading) throws IOException {
        Path here = Document.PROJECT.resolve(from.name());
        Path target = here.resolveSibling(file);
        if (!file.isEmpty() && !Files.exists(target)) {
            return false;
        }
        List<String> lines = file.isEmpty() ? from.lines() : heading == null ? List.of() : Files.readAllLines(target);
        return heading == null
                || lines.stream()
                        .filter(line -> line.startsWith("#"))
                        .map(LinksTest::anchor)
                        .anyMatch(heading::equals);
    }

    /** {@return what a heading is called in links: small letters, digits and hyphens} */
    private static String anchor(String heading) {
        return heading.replaceFirst("^#+ ", "")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N} -]", "")
                .replace(' ', '-');
    }
}
