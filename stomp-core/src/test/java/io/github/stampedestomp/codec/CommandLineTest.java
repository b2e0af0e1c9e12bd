package io.github.stampedestomp.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stampedestomp.frame.Command;
import io.github.stampedestomp.frame.Version;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineTest {
    @ParameterizedTest
    @EnumSource
    void everyCommandIsKnownInEveryVersion(Command command) {
        assertThat(Decoding.by(null).frame(command + "\n\n^@").command()).isEqualTo(command);
        for (Version version : Version.values()) {
            assertThat(Decoding.by(version).frame(command + "\n\n^@").command()).isEqualTo(command);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"SENT", "send", "Send", "SUB", "SENDS", " SEND", "SEND ", "SEND:", "GET / HTTP/1.1", "🐎", "\\c"
            })
    void otherCommandsAreRefused(String line) {
        String sentence = "unknown command '" + line.replace('\\', '?') + "'";
        Decoding.by(null).isRefused(line + "\n", sentence);
        for (Version version : Version.values()) {
            Decoding.by(version).isRefused(line + "\n", sentence);
        }
    }

    @Test
    void anUnknownCommandIsRefusedAtTheEndOfItsLine() {
        Decoding.by(Version.V1_2).isUnfinished("SENT");
        Decoding.by(Version.V1_2).isRefused("SENT\n", "unknown command 'SENT'");
    }
}
