package io.github.stampedestomp.micro;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

class BenchmarksTest {
    @Test
    void everyBenchmarkRuns() throws RunnerException {
        assertThat(namesOf(runOnce())).contains("io.github.stampedestomp.codec.FrameDecoderBenchmark.connect");
    }

    private static Collection<RunResult> runOnce() throws RunnerException {
        return new Runner(new OptionsBuilder()
                        .mode(Mode.SingleShotTime)
                        .forks(0)
                        .warmupIterations(0)
                        .measurementIterations(1)
                        .shouldFailOnError(true)
                        .verbosity(VerboseMode.SILENT)
                        .build())
                .run();
    }

    private static Set<String> namesOf(Collection<RunResult> results) {
        return results.stream().map(each -> each.getParams().getBenchmark()).collect(Collectors.toSet());
    }
}
