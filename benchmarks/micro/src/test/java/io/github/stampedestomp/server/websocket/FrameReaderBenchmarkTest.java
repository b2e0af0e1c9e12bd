package io.github.stampedestomp.server.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameReaderBenchmarkTest {
    private final FrameReaderBenchmark benchmark = new FrameReaderBenchmark();

    @ParameterizedTest
    @ValueSource(ints = {64, 65_536})
    void wholeFrameIsReadAgainAndAgain(int payloadBytes) {
        benchmark.payloadBytes = payloadBytes;
        benchmark.write();
        for (int i = 0; i < 3; i++) {
            assertThat(benchmark.read()).isEqualTo(payloadBytes);
        }
    }
}
