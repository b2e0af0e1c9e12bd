package io.github.stampedestomp.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

@Tag("fault")
class SoakTest {
    @Test
    @ResourceLock("processor")
    void nothingIsLostWhileClientsOfAllKindsComeAndGo(@TempDir Path folder) throws Exception {
        Duration duration = Amounts.full() ? Duration.ofSeconds(20) : Duration.ofSeconds(8);
        Soak soak = new Soak(new SoakOptions(duration, 0.5, 60, folder));

        Sample last = soak.run();

        assertThat(last.isFlawless()).as(last.line()).isTrue();
        assertThat(last.reconnects()).isPositive();
        assertThat(last.server().connections()).isZero();
        assertThat(Files.readAllLines(folder.resolve("soak.csv"))).hasSizeGreaterThan(5);
        assertThat(folder.resolve("soak.png")).isNotEmptyFile();
    }
}
