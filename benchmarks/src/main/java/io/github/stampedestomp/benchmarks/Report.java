package io.github.stampedestomp.benchmarks;

/** What is told while it is measured, and kept. */
final class Report {
    /** Tells a paragraph. */
    void say(String text) {
        System.out.printf("%s%n%n", text.stripTrailing());
    }
}
