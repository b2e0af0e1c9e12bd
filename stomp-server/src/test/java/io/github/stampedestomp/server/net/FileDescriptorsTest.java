package io.github.stampedestomp.server.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileDescriptorsTest {
    @ParameterizedTest
    @CsvSource({"120,80", "1024,768", "20000,19744", "unlimited,2147483647", "99999999999,2147483647"})
    void someAreKeptForOthers(String limit, int connections) {
        assertThat(FileDescriptors.forConnections(List.of(
                        "Limit                     Soft Limit           Hard Limit           Units     ",
                        "Max processes             127000               127000               processes ",
                        "Max open files            " + limit + "                524288               files     ")))
                .isEqualTo(connections);
    }

    @Test
    void aSystemThatTellsNothingSetsNoLimit() {
        assertThat(FileDescriptors.forConnections(List.of())).isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void thisSystemLeavesSome() {
        assertThat(FileDescriptors.forConnections()).isPositive();
    }
}
