package io.github.stampedestomp.server.relay;

import static org.assertj.core.api.Assertions.fail;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** Finds what tests need beside Java. */
final class Installed {
    private Installed() {}

    /**
     * {@return a file of a package, which shows that it is installed} Where it is not, the test is skipped with a visible line,
     * but fails if {@code CI} is set.
     */
    static Path require(String test, String name, Path file) {
        return Files.exists(file) ? file : skip(test + " needs " + name);
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
