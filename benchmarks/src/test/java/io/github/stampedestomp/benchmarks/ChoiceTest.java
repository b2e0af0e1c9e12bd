package io.github.stampedestomp.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ChoiceTest {
    @Test
    void everythingIsMeasuredUnlessTold() {
        Choice choice = Choice.parse();
        assertThat(choice.servers()).containsExactly(Peer.values());
        assertThat(choice.loads()).isEqualTo(Load.all());
        assertThat(choice.rounds()).isEqualTo(5);
        assertThat(choice.warmUp()).isEmpty();
        assertThat(choice.round()).isEqualTo(Duration.ofSeconds(2));
        assertThat(choice.ourOptions()).isEmpty();
    }

    @Test
    void whatIsNamedIsMeasuredInTheOrderOfAll() {
        Choice choice = Choice.parse(
                "--loads", "pairs-1,fan-out-64k", "--servers", "java-websocket,stampede", "--seconds", "1");
        assertThat(choice.servers()).containsExactly(Peer.STAMPEDE, Peer.JAVA_WEBSOCKET);
        assertThat(choice.loads()).extracting(Load::name).containsExactly("fan-out-64k", "pairs-1");
        assertThat(choice.round()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void whatNeedsBrokerIsMeasuredIfNamed() {
        Choice choice = Choice.parse("--loads", "relay-1000,steady,relay-1000-steady");
        assertThat(choice.loads()).extracting(Load::needsBroker).containsExactly(false, true, true);
        assertThat(Load.all()).noneMatch(Load::needsBroker);
    }

    @Test
    void roundsAndOptionsAreCountedAndCut() {
        Choice choice = Choice.parse("--rounds", "3", "--warm-up", "0", "--server-options", " -Xint  -Da=b ");
        assertThat(choice.rounds()).isEqualTo(3);
        assertThat(choice.warmUp()).hasValue(0);
        assertThat(choice.ourOptions()).containsExactly("-Xint", "-Da=b");
    }

    @Test
    void wordsThatMeanNothingAreRefused() {
        assertRefused("--servers", "stampede,tomcat");
        assertRefused("--loads", "fan-out");
        assertRefused("--rounds", "0");
        assertRefused("--round", "1");
        assertRefused("--rounds");
    }

    private static void assertRefused(String... words) {
        assertThatIllegalArgumentException().isThrownBy(() -> Choice.parse(words));
    }
}
