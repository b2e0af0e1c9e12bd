package io.github.stampedestomp.faults;

import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Date;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A clock on the wall that jumps: nothing that waits goes by it. */
@Tag("fault")
class ClockTest {
    private static final JavaClasses PRODUCT =
            new ClassFileImporter().importPackages("io.github.stampedestomp").that(isPartOfTheProduct());

    /** Only a moment that people are told, or have named, is one of the clock on the wall. */
    private static final ArchRule NOBODY_ELSE_LOOKS_AT_THE_WALL = noClasses()
            .that()
            .haveNameNotMatching(".*\\.session\\.(Expiry|OpenSession)|.*\\.sockjs\\.Headers")
            .should()
            .callMethodWhere(looksAtTheWall())
            .orShould()
            .callConstructor(Date.class);

    private static DescribedPredicate<com.tngtech.archunit.core.domain.JavaClass> isPartOfTheProduct() {
        return DescribedPredicate.describe(
                "is part of the product", one -> !one.getPackageName().endsWith(".faults"));
    }

    private static DescribedPredicate<JavaMethodCall> looksAtTheWall() {
        DescribedPredicate<JavaMethodCall> millis = target(owner(type(System.class)))
                .and(target(name("currentTimeMillis")))
                .forSubtype();
        DescribedPredicate<JavaMethodCall> now = target(name("now"))
                .and(target(owner(nameMatching("java\\.time\\..*"))))
                .forSubtype();
        DescribedPredicate<JavaMethodCall> clock =
                target(owner(type(java.time.Clock.class))).forSubtype();
        return millis.or(now).or(clock);
    }

    @Test
    void nothingThatWaitsGoesByTheClockOnTheWall() {
        assertThat(PRODUCT).hasSizeGreaterThan(200);
        NOBODY_ELSE_LOOKS_AT_THE_WALL.check(PRODUCT);
    }

    @Test
    void whoLooksAtTheWallIsNoticed() {
        JavaClasses planted = new ClassFileImporter().importClasses(Wall.class);
        assertThat(NOBODY_ELSE_LOOKS_AT_THE_WALL
                        .evaluate(planted)
                        .getFailureReport()
                        .getDetails())
                .hasSize(2);
    }

    /** Looks at the wall in two ways. */
    static final class Wall {
        long now() {
            return System.currentTimeMillis() + java.time.Instant.now().toEpochMilli();
        }
    }
}
