package io.github.stampedestomp.benchmarks;

import java.nio.file.Path;

/** The jar that the benchmarks are run from, as the build has put it. */
final class OurJar {
    private OurJar() {}

    /** {@return the folder in which it is, and what is measured is put} */
    static Path folder() {
        return Path.of(System.getProperty("java.class.path")).toAbsolutePath().resolveSibling("");
    }
}
