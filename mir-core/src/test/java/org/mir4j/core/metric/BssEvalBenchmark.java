// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.core.metric;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.mir4j.core.metric.BssEvalV4.FrameScores;

/**
 * How long BSS Eval version 4 of four stereo sources takes; run by hand.
 *
 * <p>{@code java -cp mir-core/target/classes:mir-core/target/test-classes
 * org.mir4j.core.metric.BssEvalBenchmark [seconds of sound] [runs]}
 */
final class BssEvalBenchmark {

    private static final int RATE = 44100;

    private BssEvalBenchmark() {}

    /** Noise, and the same with some of the other sources' noise. */
    public static void main(String[] arguments) {
        int seconds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 30;
        int runs = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 4;
        Random random = new Random(1);
        List<float[][]> references = new ArrayList<>();
        for (int source = 0; source < 4; source++) {
            references.add(noise(random, seconds * RATE));
        }
        List<float[][]> estimates = new ArrayList<>();
        for (int source = 0; source < 4; source++) {
            estimates.add(mixed(references.get(source), references.get(3 - source), random));
        }
        for (int run = 0; run < runs; run++) {
            long start = System.nanoTime();
            FrameScores scores = BssEvalV4.evaluate(references, estimates, Framing.seconds(RATE));
            System.out.printf(
                    "%d s of sound in %.2f s, SDR %.2f dB%n",
                    seconds,
                    (System.nanoTime() - start) / 1e9,
                    scores.medians().get(0).sdr());
        }
    }

    private static float[][] noise(Random random, int length) {
        float[][] noise = new float[2][length];
        for (float[] channel : noise) {
            for (int n = 0; n < length; n++) {
                channel[n] = (float) (0.1 * random.nextGaussian());
            }
        }
        return noise;
    }

    private static float[][] mixed(float[][] source, float[][] other, Random random) {
        float[][] mixed = noise(random, source[0].length);
        for (int c = 0; c < mixed.length; c++) {
            for (int n = 0; n < mixed[c].length; n++) {
                mixed[c][n] = source[c][n] + 0.3f * other[c][n] + 0.1f * mixed[c][n];
            }
        }
        return mixed;
    }
}
