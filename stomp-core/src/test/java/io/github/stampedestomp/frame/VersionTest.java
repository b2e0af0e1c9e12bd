package io.github.stampedestomp.frame;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VersionTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            1.0             | V1_0
            1.1             | V1_1
            1.2             | V1_2
            1.0,1.1,1.2     | V1_2
            1.2,1.1,1.0     | V1_2
            1.1,1.0         | V1_1
            1.0,2.0         | V1_0
            '1.0, 1.1'      | V1_1
            ' 1.1 '         | V1_1
            ',,1.0,'        | V1_0
            1.1,1.1         | V1_1
            """)
    void theLatestCommonVersionIsChosen(String acceptVersion, Version latest) {
        assertThat(Version.latestIn(acceptVersion)).contains(latest);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ",", "1", "1.3", "2.0", "1.20", "01.2", "v1.2", "1.0;1.1", "V1_2"})
    void otherVersionsAreNotCommon(String acceptVersion) {
        assertThat(Version.latestIn(acceptVersion)).isEmpty();
    }

    @Test
    void laterVersionsAreAtLeastAsLateAsEarlierOnes() {
        assertThat(Version.V1_2.isAtLeast(Version.V1_1)).isTrue();
        assertThat(Version.V1_1.isAtLeast(Version.V1_1)).isTrue();
        assertThat(Version.V1_0.isAtLeast(Version.V1_1)).isFalse();
    }

    @Test
    void allVersionsAreListedByTheirNumbers() {
        assertThat(Version.ALL)
                .isEqualTo(String.join(",", Version.V1_0.number(), Version.V1_1.number(), Version.V1_2.number()));
    }
}
