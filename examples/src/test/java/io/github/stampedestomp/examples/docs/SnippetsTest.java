package io.github.stampedestomp.examples.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every block of Java in the documents compiles as it stands there. What a block takes from the text before it is named on
 * the line before the block, as in {@code <!-- snippet: given Tokens tokens -->}; the types are those of the package {@code
 * given}, and all that blocks may use without an import.
 */
class SnippetsTest {
    private static final SnippetCompiler COMPILER = new SnippetCompiler();

    @AfterAll
    static void closeCompiler() throws IOException {
        COMPILER.close();
    }

    @TestFactory
    Stream<DynamicTest> everyBlockCompiles() throws IOException {
        return Document.all().stream()
                .flatMap(document -> document.blocks("java").stream())
                .map(block -> DynamicTest.dynamicTest(block.toString(), () -> assertCompiles(block)));
    }

    @Test
    void readmeHasABlockOfJava() throws IOException {
        assertThat(Document.read("README.md").blocks("java")).isNotEmpty();
    }

    @Test
    void brokenBlockIsRefusedAtItsLine() {
        Block broken = block("""
                try (StompServer server = StompServer.builder().build()) {
                    server.begin();
                }
                """);
        assertThat(COMPILER.complaints(broken))
                .singleElement()
                .asString()
                .startsWith("planted.md:3: cannot find symbol");
        assertThatThrownBy(() -> assertCompiles(broken))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("method begin()")
                .hasMessageContaining("server.begin();");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "server.send(",
                "record Point(int x) {",
                "List names = new ArrayList<String>();",
                "Thread.currentThread().stop();",
                "while (true) {}\nint never = 0;",
                "...",
            })
    void whatTheCompilerComplainsOfIsRefused(String text) {
        assertThat(COMPILER.complaints(block(text))).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "public record Point(int x, int y) {}",
                "package planted;\n\nimport java.util.List;\n\npublic class Names { List<String> names = List.of(); }",
                "import java.util.function.Supplier;\n\ninterface Clock extends Supplier<Instant> {}",
                "record Point(int x) {}\nPoint origin = new Point(0);\nThread.sleep(origin.x());",
                "private final Map<String, Path> files = Map.of();\n\n@Override\npublic String toString() { return files + \"\"; }",
                "while (true) {\n    Thread.sleep(1000);\n}",
                "// nothing at all",
            })
    void typesStatementsAndMembersCompile(String text) {
        assertCompiles(block(text));
    }

    @Test
    void whatTheTextIntroducesIsGivenToStatements() {
        String text = "User user = tokens.owner(\"secret\").orElseThrow(() -> Denied.because(\"unknown token\"));";
        assertCompiles(block("Tokens tokens", text));
        assertThat(COMPILER.complaints(block(text))).isNotEmpty();
    }

    @Test
    void whatTheTextIntroducesIsGivenToMembersAndTypes() {
        assertCompiles(
                block("Tokens tokens", "boolean isKnown(String token) { return tokens.owner(token).isPresent(); }"));
        assertCompiles(block("Tokens tokens, String token", """
                class Door {
                    boolean isOpen() {
                        return tokens.owner(token).isPresent();
                    }
                }
                """));
    }

    @Test
    void typeThatIsNotThereIsNotGiven() {
        assertThat(COMPILER.complaints(block("NoSuchType name", "name.toString();")))
                .isNotEmpty();
    }

    private static void assertCompiles(Block block) {
        assertThat(COMPILER.complaints(block)).as("%s%n%s", block, block.text()).isEmpty();
    }

    private static Block block(String text) {
        return block("", text);
    }

    private static Block block(String given, String text) {
        return new Block("planted.md", 1, "java", given, text + "\n");
    }
}
