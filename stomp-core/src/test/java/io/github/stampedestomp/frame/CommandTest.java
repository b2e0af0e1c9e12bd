package io.github.stampedestomp.frame;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class CommandTest {
    @Test
    void clientsSendElevenCommandsAndServersFour() {
        assertThat(commands(Command::isFromClient))
                .isEqualTo("CONNECT STOMP SEND SUBSCRIBE UNSUBSCRIBE ACK NACK BEGIN COMMIT ABORT DISCONNECT");
        assertThat(commands(command -> !command.isFromClient())).isEqualTo("CONNECTED MESSAGE RECEIPT ERROR");
    }

    @Test
    void onlySendMessageAndErrorMayHaveABody() {
        assertThat(commands(Command::mayHaveBody)).isEqualTo("SEND MESSAGE ERROR");
    }

    @Test
    void connectAndStompOpenASession() {
        assertThat(commands(Command::opensSession)).isEqualTo("CONNECT STOMP");
    }

    @Test
    void theCommandsThatOpenASessionAreNotEscaped() {
        assertThat(commands(command -> !command.escapesHeaders())).isEqualTo("CONNECT STOMP CONNECTED");
    }

    private static String commands(Predicate<Command> wanted) {
        return String.join(
                " ",
                Arrays.stream(Command.values())
                        .filter(wanted)
                        .map(Command::name)
                        .toList());
    }
}
