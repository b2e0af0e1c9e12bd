package io.github.stampedestomp.server;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
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
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;

/**
 * The floors of this module. Each rule is shown to hold here, and to be broken by a small building of its own below
 * {@code planted}.
 */
class FloorsTest {
    private static final String SERVER = "io.github.stampedestomp.server";
    private static final String ROOF = "roof";
    private static final String[] CORE = Stream.of("frame", "codec", "broker", "user", "request", "session")
            .map(floor -> "io.github.stampedestomp." + floor + "..")
            .toArray(String[]::new);

    /** Each floor below the roof, and the floors that may import it. */
    private static final Map<String, List<String>> ENTRANCES = Map.of(
            "websocket", List.of(ROOF),
            "sockjs", List.of(ROOF),
            "api", List.of(ROOF),
            "page", List.of(ROOF),
            "monitor", List.of(ROOF),
            "metrics", List.of("monitor", ROOF),
            "http", List.of("websocket", "sockjs", "api", "page", "monitor", ROOF),
            "relay", List.of("monitor", ROOF),
            "net", List.of("http", "relay", "websocket", "sockjs", "api", "page", "monitor", ROOF));

    private static final JavaClasses BUILT = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(SERVER);

    @Test
    void floorsAreOnlyEnteredFromAbove() {
        floorsAreOnlyEnteredFromAbove(SERVER).check(BUILT);
    }

    @Test
    void anUpwardImportIsFound() {
        assertThatPlanted("planted.upward", FloorsTest::floorsAreOnlyEnteredFromAbove)
                .hasMessageContaining("planted.upward.net.Upward");
    }

    @Test
    void siblingsThatSeeEachOtherAreFound() {
        assertThatPlanted("planted.sideways", FloorsTest::floorsAreOnlyEnteredFromAbove)
                .hasMessageContaining("planted.sideways.sockjs.Sideways");
    }

    @Test
    void aClassOnNoFloorIsFound() {
        assertThatPlanted("planted.stranger", FloorsTest::floorsAreOnlyEnteredFromAbove)
                .hasMessageContaining("planted.stranger.helper.Stranger");
    }

    @Test
    void packagesFormNoCycle() {
        packagesFormNoCycle(SERVER).check(BUILT);
    }

    @Test
    void aCycleWithinAFloorIsFound() {
        assertThatPlanted("planted.cycle", FloorsTest::packagesFormNoCycle)
                .hasMessageContaining("net.loop")
                .hasMessageContaining("net.tls");
    }

    @Test
    void javaWebSocketStaysInItsPackage() {
        javaWebSocketStaysInItsPackage(SERVER).check(BUILT);
    }

    @Test
    void javaWebSocketElsewhereIsFound() {
        assertThatPlanted("planted.leak", FloorsTest::javaWebSocketStaysInItsPackage)
                .hasMessageContaining("planted.leak.http.Leak");
    }

    @Test
    void sockJsAndWhatItStandsOnKnowNoStomp() {
        sockJsAndWhatItStandsOnKnowNoStomp(SERVER).check(BUILT);
    }

    @Test
    void stompInSockJsIsFound() {
        assertThatPlanted("planted.stomp", FloorsTest::sockJsAndWhatItStandsOnKnowNoStomp)
                .hasMessageContaining("planted.stomp.sockjs.Stomp");
    }

    private static ArchRule floorsAreOnlyEnteredFromAbove(String building) {
        LayeredArchitecture floors =
                layeredArchitecture().consideringOnlyDependenciesInLayers().withOptionalLayers(true);
        floors = floors.layer(ROOF).definedBy(building);
        for (String floor : ENTRANCES.keySet()) {
            floors = floors.layer(floor).definedBy(building + "." + floor + "..");
        }
        floors = floors.whereLayer(ROOF).mayNotBeAccessedByAnyLayer();
        for (String floor : ENTRANCES.keySet()) {
            String[] above = ENTRANCES.get(floor).toArray(String[]::new);
            floors = floors.whereLayer(floor).mayOnlyBeAccessedByLayers(above);
        }
        return floors.ensureAllClassesAreContainedInArchitecture().as("floors are only entered from above");
    }

    private static ArchRule packagesFormNoCycle(String building) {
        return slices().matching(building + ".(**)").should().beFreeOfCycles();
    }

    private static ArchRule javaWebSocketStaysInItsPackage(String building) {
        return noClasses()
                .that()
                .resideOutsideOfPackage(building + ".websocket..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.java_websocket..")
                .allowEmptyShould(true);
    }

    /** But they may call a limit by the name that it is set by. */
    private static ArchRule sockJsAndWhatItStandsOnKnowNoStomp(String building) {
        return noClasses()
                .that()
                .resideInAnyPackage(building + ".sockjs..", building + ".http..", building + ".net..")
                .should()
                .dependOnClassesThat(resideInAnyPackage(CORE).and(not(simpleName("Limit"))))
                .allowEmptyShould(true);
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
