package io.github.stampedestomp;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.Architectures.LayeredArchitecture;
import java.util.List;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;

/**
 * The floors of this module and what it may stand on. Each rule is shown to hold here, and to be broken by a small building of
 * its own below {@code planted}.
 */
class FloorsTest {
    private static final String STAMPEDE = "io.github.stampedestomp";
    private static final List<String> FLOORS = List.of("frame", "codec", "broker", "user", "request", "session");

    private static final ArchRule NO_SOCKET =
            noClasses().should().dependOnClassesThat().resideInAnyPackage("java.net..", "java.nio.channels..");

    // Executor is no thread: it runs what it is given, where its owner wants.
    private static final ArchRule NO_THREAD = noClasses()
            .should()
            .dependOnClassesThat()
            .haveNameMatching("java\\.(lang\\.Thread(\\$.*)?|util\\.Timer|util\\.concurrent\\."
                    + "(Executors|ThreadFactory|ForkJoin.*|.*ExecutorService|.*ThreadPoolExecutor))");

    private static final JavaClasses BUILT = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(STAMPEDE);

    @Test
    void floorsAreOnlyEnteredFromAbove() {
        floorsAreOnlyEnteredFromAbove(STAMPEDE).check(BUILT);
    }

    @Test
    void anUpwardImportIsFound() {
        assertThatPlanted("planted.upward", FloorsTest::floorsAreOnlyEnteredFromAbove)
                .hasMessageContaining("planted.upward.frame.Upward");
    }

    @Test
    void aClassOnNoFloorIsFound() {
        assertThatPlanted("planted.stranger", FloorsTest::floorsAreOnlyEnteredFromAbove)
                .hasMessageContaining("planted.stranger.helper.Stranger");
    }

    @Test
    void packagesFormNoCycle() {
        packagesFormNoCycle(STAMPEDE).check(BUILT);
    }

    @Test
    void aCycleWithinAFloorIsFound() {
        assertThatPlanted("planted.cycle", FloorsTest::packagesFormNoCycle)
                .hasMessageContaining("broker.queue")
                .hasMessageContaining("broker.tree");
    }

    @Test
    void coreStandsOnTheJdkAndLoggingAlone() {
        coreStandsOnTheJdkAndLoggingAlone(STAMPEDE).check(BUILT);
    }

    @Test
    void anotherLibraryIsFound() {
        assertThatPlanted("planted.library", FloorsTest::coreStandsOnTheJdkAndLoggingAlone)
                .hasMessageContaining("org.assertj");
    }

    @Test
    void coreKnowsNoSocket() {
        NO_SOCKET.check(BUILT);
    }

    @Test
    void aSocketIsFound() {
        assertThatPlanted("planted.socket", building -> NO_SOCKET).hasMessageContaining("java.net.Socket");
    }

    @Test
    void coreKnowsNoThread() {
        NO_THREAD.check(BUILT);
    }

    @Test
    void aThreadIsFound() {
        assertThatPlanted("planted.thread", building -> NO_THREAD).hasMessageContaining("java.lang.Thread");
    }

    @Test
    void aThreadPoolIsFound() {
        assertThatPlanted("planted.pool", building -> NO_THREAD).hasMessageContaining("java.util.concurrent.Executors");
    }

    private static ArchRule floorsAreOnlyEnteredFromAbove(String building) {
        LayeredArchitecture floors =
                layeredArchitecture().consideringOnlyDependenciesInLayers().withOptionalLayers(true);
        for (String floor : FLOORS) {
            floors = floors.layer(floor).definedBy(building + "." + floor + "..");
        }
        for (String floor : FLOORS) {
            floors = mayOnlyBeEntered(floors, floor, above(floor));
        }
        return floors.ensureAllClassesAreContainedInArchitecture().as("floors are only entered from above");
    }

    private static LayeredArchitecture mayOnlyBeEntered(LayeredArchitecture floors, String floor, List<String> above) {
        return above.isEmpty()
                ? floors.whereLayer(floor).mayNotBeAccessedByAnyLayer()
                : floors.whereLayer(floor).mayOnlyBeAccessedByLayers(above.toArray(String[]::new));
    }

    private static List<String> above(String floor) {
        return FLOORS.subList(FLOORS.indexOf(floor) + 1, FLOORS.size());
    }

    private static ArchRule packagesFormNoCycle(String building) {
        return slices().matching(building + ".(**)").should().beFreeOfCycles();
    }

    private static ArchRule coreStandsOnTheJdkAndLoggingAlone(String building) {
        return classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        building + "..",
                        "java..",
                        "org.slf4j..",
                        "org.jspecify.annotations..",
                        "com.google.errorprone.annotations..");
    }

    private static AbstractThrowableAssert<?, ?> assertThatPlanted(String building, Rule rule) {
        JavaClasses planted = new ClassFileImporter().importPackages(building);
        return assertThatThrownBy(() -> rule.in(building).check(planted))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("was violated");
    }

    /** A rule about the building below a package. */
    private interface Rule {
        ArchRule in(String building);
    }
}
