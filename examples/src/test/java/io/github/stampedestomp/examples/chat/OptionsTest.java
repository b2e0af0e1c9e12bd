package io.github.stampedestomp.examples.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OptionsTest {
    @Test
    void portIs8080UnlessToldOtherwise() {
        assertThat(Options.parse(List.of())).isEqualTo(new Options(8080));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 9000, 65_535})
    void portIsTaken(int port) {
        assertThat(Options.parse(List.of("--port", String.valueOf(port)))).isEqualTo(new Options(port));
    }

    @ParameterizedTest
    @CsvSource({
        "--port,             --port needs a number",
        "--port 65536,       '--port needs a number from 0 to 65535, not ''65536'''",
        "--port -1,          '--port needs a number from 0 to 65535, not ''-1'''",
        "--port 99999999999, '--port needs a number from 0 to 65535, not ''99999999999'''",
        "--port eighty,      '--port needs a number from 0 to 65535, not ''eighty'''",
        "--prot 80,          unknown option '--prot'",
        "8080,               unknown option '8080'",
    })
    void wrongArgumentsAreNamed(String arguments, String sentence) {
        assertThatThrownBy(() -> Options.parse(List.of(arguments.split(" "))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(sentence);
    }

    @Test
    void helpMayBeAskedForAnywhere() {
        assertThat(Options.askForHelp(List.of("--port", "1", "--help"))).isTrue();
        assertThat(Options.askForHelp(List.of("--port", "1"))).isFalse();
    }
}
