// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/** That every benchmark runs: once, in this process, with little input, and whatever time it takes. */
class BenchmarksTest {

    @Test
    void everyBenchmarkRunsOnce() throws RunnerException {
        Options once = new OptionsBuilder()
                .mode(Mode.SingleShotTime)
                .forks(0)
                .warmupIterations(0)
                .measurementIterations(1)
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT)
                .param("tagger", "mir-tagger-1") // comes with mir, as the separator does
                .param("segments", "0.1")
                .param("seconds", "1")
                .build();
        Collection<RunResult> results = new Runner(once).run();
        assertEquals(
                new TreeSet<>(List.of(
                        "BssEvalBenchmark.bssEvalV4",
                        "DecodingBenchmark.decoded",
                        "DecodingBenchmark.resampled",
                        "FrontEndBenchmark.frontEnd",
                        "SeparationBenchmark.stems",
                        "TaggingNetworkBenchmark.scores")),
                results.stream()
                        .map(result -> result.getParams().getBenchmark().replaceFirst(".*\\.(\\w+\\.\\w+)$", "$1"))
                        .collect(Collectors.toCollection(TreeSet::new)));
    }
}
