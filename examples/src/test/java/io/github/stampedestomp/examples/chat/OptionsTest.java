package io.github.stampedestomp.examples.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OptionsTest {
    @Test
    void portIs8080UnlessToldOtherwise() {
        assertThat(parse()).isEqualTo(new Options(8080, null));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 9000, 65_535})
    void portIsTaken(int port) {
        assertThat(parse("--port", String.valueOf(port))).isEqualTo(new Options(port, null));
    }

    @ParameterizedTest
    @CsvSource({
        "--port,             --port needs a number",
        "--port 65536,       '--port needs a number from 0 to 65535, not ''65536'''",
        "--port -1,          '--port needs a number from 0 to 65535, not ''-1'''",
        "--port 99999999999, '--port needs a number from 0 to 65535, not ''99999999999'''",
        "--port eighty,      '--port needs a number from 0 to 65535, not ''eighty'''",
        "--api-key,          --api-key needs a key",
        "--relay,            --relay needs a URL",
        "--relay-login app,  --relay-login needs --relay",
        "--relay stomp://a --relay-login app, --relay-login needs the environment variable STAMPEDE_RELAY_PASSCODE",
        "--prot 80,          unknown option '--prot'",
        "8080,               unknown option '8080'",
    })
    void wrongArgumentsAreNamed(String arguments, String sentence) {
        assertThatThrownBy(() -> parse(arguments.split(" ")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(sentence);
    }

    @Test
    void keyIsThatOfTheEnvironmentUnlessToldOtherwise() {
        Map<String, String> environment = Map.of("STAMPEDE_API_KEY", "key of the environment");
        assertThat(Options.parse(List.of(), environment).apiKey()).isEqualTo("key of the environment");
        assertThat(Options.parse(List.of("--api-key", "another"), environment).apiKey())
                .isEqualTo("another");
        assertThat(Options.parse(List.of(), Map.of("STAMPEDE_API_KEY", "")).apiKey())
                .isNull();
    }

    @Test
    void keyIsNotPrinted() {
        assertThat(parse("--api-key", "a long secret key")).asString().isEqualTo("port 8080");
    }

    @Test
    void brokerMayBeFoundInSeveralPlaces() {
        List<String> urls = List.of("stomp://a:61613", "stomp://b:61613");
        assertThat(parse("--relay", "stomp://a:61613,stomp://b:61613").broker())
                .isEqualTo(new SharedBroker(urls, null, null));
        assertThat(parse("--relay", "stomp://a:61613", "--relay", "stomp://b:61613")
                        .broker())
                .isEqualTo(new SharedBroker(urls, null, null));
    }

    @Test
    void passcodeOfTheBrokerIsThatOfTheEnvironmentAndNotPrinted() {
        Options options = Options.parse(
                List.of("--relay", "stomp://a", "--relay-login", "app"),
                Map.of("STAMPEDE_RELAY_PASSCODE", "a long secret"));
        assertThat(options.broker()).isEqualTo(new SharedBroker(List.of("stomp://a"), "app", "a long secret"));
        assertThat(options).asString().isEqualTo("port 8080, relay stomp://a");
    }

    @Test
    void helpMayBeAskedForAnywhere() {
        assertThat(Options.askForHelp(List.of("--port", "1", "--help"))).isTrue();
        assertThat(Options.askForHelp(List.of("--port", "1"))).isFalse();
    }

    private static Options parse(String... arguments) {
        return Options.parse(List.of(arguments), Map.of());
    }
}
