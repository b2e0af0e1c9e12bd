package io.github.stampedestomp.examples.docs;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.source.util.JavacTask;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;

/**
 * Compiles blocks of Java for Java 17 against the class path of the tests. Nothing is forgiven: a warning is a complaint. As
 * blocks leave imports out, those of the packages that they speak of are put before them.
 */
final class SnippetCompiler implements AutoCloseable {
    private static final List<String> OPTIONS = List.of("--release", "17", "-proc:none", "-Xlint:all");
    private static final List<String> PACKAGES_OF_THE_JDK =
            List.of("java.nio.file", "java.time", "java.util", "java.util.concurrent");
    private static final List<String> PACKAGES_OF_STAMPEDE = List.of(
            "io.github.stampedestomp.broker",
            "io.github.stampedestomp.frame",
            "io.github.stampedestomp.request",
            "io.github.stampedestomp.server",
            "io.github.stampedestomp.session",
            "io.github.stampedestomp.user",
            "io.github.stampedestomp.examples.docs.given");

    private final JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
    private final StandardJavaFileManager files = javac.getStandardFileManager(null, null, UTF_8);
    private final String imports = Stream.concat(
                    PACKAGES_OF_THE_JDK.stream(), PACKAGES_OF_STAMPEDE.stream().filter(this::hasClasses))
            .map(name -> "import " + name + ".*; ")
            .collect(Collectors.joining());

    /** {@return what the compiler has to say of a block, each with its place in the document} */
    List<String> complaints(Block block) {
        Shape shape = Shape.fitting(block)
                .filter(possible -> parses(possible.source(block, imports)))
                .findFirst()
                .orElse(Shape.STATEMENTS);
        return diagnostics(shape.source(block, imports), JavacTask::analyze).stream()
                .map(diagnostic -> complaint(block, diagnostic))
                .toList();
    }

    @Override
    public void close() throws IOException {
        files.close();
    }

    private boolean parses(String source) {
        return diagnostics(source, JavacTask::parse).stream()
                .noneMatch(diagnostic -> diagnostic.getKind() == Diagnostic.Kind.ERROR);
    }

    private static String complaint(Block block, Diagnostic<?> diagnostic) {
        // The first line of the source is ours; what has no line is said of the fence.
        long lineOfText = Math.max(0, diagnostic.getLineNumber() - 1);
        return block.place(lineOfText) + ": " + diagnostic.getMessage(Locale.ROOT);
    }

    private List<Diagnostic<?>> diagnostics(String source, Work work) {
        DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
        JavaFileObject unit = new Source(source);
        try {
            work.on((JavacTask) javac.getTask(null, files, diagnostics, OPTIONS, null, List.of(unit)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return List.copyOf(diagnostics.getDiagnostics());
    }

    private boolean hasClasses(String name) {
        try {
            return files.list(StandardLocation.CLASS_PATH, name, Set.of(JavaFileObject.Kind.CLASS), false)
                    .iterator()
                    .hasNext();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private interface Work {
        void on(JavacTask task) throws IOException;
    }

    /** A source in memory, in which a public class of any name may stand. */
    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(String text) {
            super(URI.create("memory:/Snippet.java"), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }

        @Override
        public boolean isNameCompatible(String simpleName, Kind kind) {
            return kind == Kind.SOURCE;
        }
    }
}
