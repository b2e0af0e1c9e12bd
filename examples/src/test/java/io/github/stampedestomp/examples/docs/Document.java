package io.github.stampedestomp.examples.docs;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A document in Markdown, of which only the fenced blocks count. */
public record Document(String name, List<String> lines) {
    static final Path PROJECT =
            Path.of(System.getProperty("basedir", "")).toAbsolutePath().getParent();

    private static final Pattern FENCE = Pattern.compile("\\s*(`{3,}|~{3,})\\s*(\\w*)[^`]*");

    /** Stands on the line before a block of Java that uses names which the text has introduced. */
    private static final Pattern NOTE = Pattern.compile("\\s*<!-- snippet: given (.+) -->\\s*");

    /** {@return a document of the project by its path} */
    public static Document read(String name) throws IOException {
        return new Document(name, Files.readAllLines(PROJECT.resolve(name)));
    }

    /** {@return the documents for people who use the project or change it} */
    static List<Document> all() throws IOException {
        List<Document> all = new ArrayList<>();
        for (String name : List.of("README.md", "CONTRIBUTING.md", "SECURITY.md")) {
            all.add(read(name));
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(PROJECT.resolve("docs"), "*.md")) {
            for (Path file : files) {
                all.add(read("docs/" + file.getFileName()));
            }
        }
        return all;
    }

    /** {@return the blocks of a language in their order} */
    public List<Block> blocks(String language) {
        return blocks().stream()
                .filter(block -> block.language().equals(language))
                .toList();
    }

    /** {@return all blocks in their order} */
    public List<Block> blocks() {
        List<Block> blocks = new ArrayList<>();
        String given = "";
        for (int i = 0; i < lines.size(); i++) {
            Matcher fence = FENCE.matcher(lines.get(i));
            if (fence.matches()) {
                int end = end(i, fence.group(1));
                blocks.add(new Block(
                        name, i + 1, fence.group(2), given, String.join("\n", lines.subList(i + 1, end)) + "\n"));
                i = end;
            }
            given = given(i);
        }
        return blocks;
    }

    private int end(int start, String mark) {
        for (int i = start + 1; i < lines.size(); i++) {
            if (lines.get(i).strip().equals(mark)) {
                return i;
            }
        }
        throw new IllegalArgumentException(name + ":" + (start + 1) + ": the block has no end");
    }

    /** {@return what a line gives to the block on the next one} */
    private String given(int i) {
        if (!lines.get(i).strip().startsWith("<!-- snippet")) {
            return "";
        }
        Matcher note = NOTE.matcher(lines.get(i));
        if (!note.matches() || !isFenceOfJava(i + 1)) {
            throw new IllegalArgumentException(name + ":" + (i + 1)
                    + ": the note is not '<!-- snippet: given Type name -->' right before ```java");
        }
        return note.group(1);
    }

    private boolean isFenceOfJava(int i) {
        if (i == lines.size()) {
            return false;
        }
        Matcher fence = FENCE.matcher(lines.get(i));
        return fence.matches() && fence.group(2).equals("java");
    }
}
