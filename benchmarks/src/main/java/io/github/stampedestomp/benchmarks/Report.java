package io.github.stampedestomp.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** What is told while it is measured: on the console, in a page of Markdown, and as bars. */
final class Report {
    private static final String PAGE = "results.md";
    private static final Map<Figure, String> PICTURES = Map.of(
            Figure.CPU_PER_DELIVERY, "cpu-per-delivery.png", Figure.DELIVERIES_PER_SECOND, "deliveries-per-second.png");

    private final Path folder;
    private final StringBuilder page = new StringBuilder();
    private final Map<String, Comparison> comparisonsByLoad = new LinkedHashMap<>();

    /**
     * Starts with an empty page.
     *
     * @param folder where page and pictures are put
     */
    Report(Path folder) {
        this.folder = folder;
    }

    /** Tells a paragraph. */
    void say(String text) {
        System.out.printf("%s%n%n", text.stripTrailing());
        page.append(text.stripTrailing()).append("\n\n");
    }

    /** Tells what one load has shown; page and pictures hold all up to now. */
    void show(Load load, Comparison comparison) throws IOException {
        say("## " + load.name() + ": " + load);
        say(comparison.table());
        comparisonsByLoad.put(load.name(), comparison);
        Files.writeString(folder.resolve(PAGE), page);
        for (Map.Entry<Figure, String> picture : PICTURES.entrySet()) {
            new Bars(picture.getKey(), comparisonsByLoad).write(folder.resolve(picture.getValue()));
        }
    }

    /** Tells where all of it is. */
    void end() {
        System.out.printf("All of it is in %s, as bars in %s%n", folder.resolve(PAGE), PICTURES.values());
    }
}
