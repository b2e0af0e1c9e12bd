package io.github.stampedestomp.examples.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A configuration of a proxy as the documentation prints it, and what tests make of it. */
public record Configuration(String text) {
    private static final Path DOCUMENTS = Path.of("..", "docs");
    private static final String FIRST_SERVER = "127.0.0.1:8080";
    private static final String SECOND_SERVER = "127.0.0.1:8081";

    static Configuration documented(String document, String language) {
        Pattern block = Pattern.compile("^```" + language + "\n(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE);
        Matcher found = block.matcher(read(document));
        assertThat(found.find()).as("a block of %s in %s", language, document).isTrue();
        return new Configuration(found.group(1));
    }

    private static String read(String document) {
        try {
            return Files.readString(DOCUMENTS.resolve(document));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@return the same for a single server} */
    public Configuration server(int port) {
        return without(SECOND_SERVER).with(FIRST_SERVER, "127.0.0.1:" + port);
    }

    /** {@return the same for two servers} */
    public Configuration servers(int first, int second) {
        return with(FIRST_SERVER, "127.0.0.1:" + first).with(SECOND_SERVER, "127.0.0.1:" + second);
    }

    /** {@return the same with something else in the place of what is documented} */
    public Configuration with(String documented, String other) {
        assertThat(text).containsOnlyOnce(documented);
        return new Configuration(text.replace(documented, other));
    }

    /** {@return the same without the line that holds a text} */
    public Configuration without(String part) {
        assertThat(text).containsOnlyOnce(part);
        return new Configuration(
                text.lines().filter(line -> !line.contains(part)).collect(Collectors.joining("\n", "", "\n")));
    }
}
