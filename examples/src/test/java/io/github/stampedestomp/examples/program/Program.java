package io.github.stampedestomp.examples.program;

import static org.assertj.core.api.Assertions.fail;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Finds programs that tests drive. */
public final class Program {
    /** Servers are installed where the PATH of a user need not lead. */
    private static final List<String> FOLDERS_OF_SERVERS = List.of("/usr/local/sbin", "/usr/sbin", "/sbin");

    private Program() {}

    /**
     * {@return a program by the first of some names that there is} Where there is none, the test class is skipped with a
     * visible line, but fails if {@code CI} is set.
     */
    public static Path require(ExtensionContext test, String... names) {
        return Stream.of(names)
                .flatMap(name -> folders().map(folder -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseGet(() -> skip(test.getDisplayName() + " needs " + String.join(" or ", names)));
    }

    private static Stream<String> folders() {
        String path = System.getenv().getOrDefault("PATH", "");
        return Stream.concat(Stream.of(path.split(File.pathSeparator)), FOLDERS_OF_SERVERS.stream());
    }

    private static Path skip(String need) {
        String sentence = need + ", which is not installed";
        if (System.getenv("CI") != null) {
            fail(sentence);
        }
        System.out.println("SKIPPED: " + sentence);
        return Assumptions.abort(sentence);
    }
}
