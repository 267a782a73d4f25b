// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.bench;

import java.util.List;
import org.mir4j.core.metric.BssEvalV4;
import org.mir4j.core.metric.BssEvalV4.FrameScores;
import org.mir4j.core.metric.Framing;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** BSS Eval v4 of two stereo stems in frames of a second, as songs are scored. */
public class BssEvalBenchmark extends StageBenchmark {

    private static final int RATE = 44100;

    @Param("7")
    private double seconds;

    private List<float[][]> references;
    private List<float[][]> estimates;

    /** Makes two stems, and estimates in which each hears some of the other and of a third. */
    @Setup
    public void prepare() {
        references = List.of(song(0), song(1));
        float[][] artifacts = song(2);
        estimates = List.of(
                mixed(references.get(0), references.get(1), artifacts),
                mixed(references.get(1), references.get(0), artifacts));
    }

    private float[][] song(long seed) {
        return new GeneratedSong(RATE, 2, seed).next(seconds).channels();
    }

    private static float[][] mixed(float[][] stem, float[][] interference, float[][] artifacts) {
        float[][] mixed = new float[stem.length][stem[0].length];
        for (int c = 0; c < mixed.length; c++) {
            for (int n = 0; n < mixed[c].length; n++) {
                mixed[c][n] = 0.8f * stem[c][n] + 0.15f * interference[c][n] + 0.05f * artifacts[c][n];
            }
        }
        return mixed;
    }

    /**
     * Scores both stems.
     *
     * @return the scores of every frame
     */
    @Benchmark
    public FrameScores bssEvalV4() {
        return BssEvalV4.evaluate(references, estimates, Framing.seconds(RATE));
    }
}
