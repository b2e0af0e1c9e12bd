package io.github.stampedestomp.measured;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * How the process of a server is started.
 *
 * @param prefix what its command line begins with, before {@code java}
 * @param options for its JVM
 * @param program its class path and main class, or its jar, and its arguments
 * @param complaints where its standard error goes
 */
public record ServerProgram(List<String> prefix, List<String> options, List<String> program, Redirect complaints) {
    /** A program that is on our own class path; it starts soon rather than run fast, as a test wants it to. */
    public static ServerProgram tested(Class<?> main, String... arguments) {
        List<String> ours = List.of("-cp", System.getProperty("java.class.path"), main.getName());
        return new ServerProgram(
                List.of(),
                List.of("-Xmx256m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"),
                concat(ours, List.of(arguments)),
                Redirect.INHERIT);
    }

    /** {@return the same program, whose standard error is added to a file} */
    public ServerProgram complainingTo(Path log) throws IOException {
        Files.createDirectories(log.toAbsolutePath().resolveSibling(""));
        return new ServerProgram(prefix, options, program, Redirect.appendTo(log.toFile()));
    }

    /** Starts it, and waits until it listens. */
    public ServerProcess start() throws IOException {
        List<String> java =
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        List<String> command = concat(concat(prefix, java), concat(options, program));
        return new ServerProcess(
                new ProcessBuilder(command).redirectError(complaints).start());
    }

    private static List<String> concat(List<String> first, List<String> second) {
        return Stream.concat(first.stream(), second.stream()).toList();
    }
}
