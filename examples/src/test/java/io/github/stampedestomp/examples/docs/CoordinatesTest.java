package io.github.stampedestomp.examples.docs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The dependencies that the README tells people to copy are what the POMs publish. */
class CoordinatesTest {
    @Test
    void readmeNamesTheCoordinatesOfThePoms() throws Exception {
        assertThat(Coordinates.of(Document.read("README.md"))).isNotEmpty().isSubsetOf(Coordinates.published());
    }

    @Test
    void librariesArePublishedAndProgramsAreNot() throws Exception {
        assertThat(Coordinates.published())
                .extracting(Coordinates::artifactId)
                .containsExactlyInAnyOrder("stomp-core", "stomp-server");
    }

    @Test
    void otherVersionIsFound() throws Exception {
        Document planted = new Document("planted.md", """
                ```xml
                <dependency>
                    <groupId>io.github.stampede-stomp</groupId>
                    <artifactId>stomp-server</artifactId>
                    <version>0.0.1</version>
                </dependency>
                ```
                """.lines().toList());
        assertThat(Coordinates.of(planted))
                .containsExactly(new Coordinates("io.github.stampede-stomp", "stomp-server", "0.0.1"))
                .doesNotContainAnyElementsOf(Coordinates.published());
    }
}
