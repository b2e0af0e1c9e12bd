package io.github.stampedestomp.examples.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DocumentTest {
    @Test
    void blocksOfALanguageAreFoundWithTheirLines() {
        assertThat(document("""
                        # Title
                        ```java
                        first();

                        third();
                        ```
                        ```sh
                        ```java
                        ```

                          ~~~~ java title="Second"
                          ```
                          ~~~~
                        Words in ```java``` are no block.
                        """).blocks("java"))
                .containsExactly(
                        new Block("planted.md", 2, "java", "", "first();\n\nthird();\n"),
                        new Block("planted.md", 11, "java", "", "  ```\n"));
    }

    @Test
    void noteGivesNamesToTheNextBlockAlone() {
        assertThat(document("""
                        <!-- snippet: given Tokens tokens, String token -->
                        ```java
                        ```
                        ```java
                        ```
                        """).blocks("java"))
                .extracting(Block::given)
                .containsExactly("Tokens tokens, String token", "");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!-- snippet: given Tokens tokens -->",
                "<!-- snippet: given Tokens tokens -->\n\n```java\n```",
                "<!-- snippet: given Tokens tokens -->\n```sh\n```",
                "<!-- snippet given Tokens tokens -->\n```java\n```",
            })
    void noteThatWouldBeOverlookedIsRefused(String text) {
        assertThatThrownBy(() -> document("First\n" + text).blocks("java"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("planted.md:2: the note is not");
    }

    @Test
    void blockWithoutAnEndIsRefused() {
        assertThatThrownBy(() -> document("First\n```java\ncall();\n").blocks("java"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("planted.md:2: the block has no end");
    }

    @Test
    void documentsOfTheProjectAreRead() throws IOException {
        assertThat(Document.all())
                .extracting(Document::name)
                .contains("README.md", "CONTRIBUTING.md", "SECURITY.md", "docs/architecture.md", "docs/protocol.md");
    }

    private static Document document(String text) {
        return new Document("planted.md", text.lines().toList());
    }
}
