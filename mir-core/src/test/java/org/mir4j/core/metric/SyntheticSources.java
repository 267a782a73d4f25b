// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.core.metric;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** References and estimates without a file: the twin of signals() in make_separation_goldens.py. */
record SyntheticSources(List<float[][]> references, List<float[][]> estimates) {

    static SyntheticSources of(int sources, int channels, int length, String variation) {
        List<float[][]> references = new ArrayList<>();
        for (int j = 0; j < sources; j++) {
            float[][] reference = new float[channels][];
            for (int c = 0; c < channels; c++) {
                reference[c] = reference(j, c, length, variation.equals("lowpass"));
            }
            references.add(reference);
        }
        varyReferences(references, variation);
        List<float[][]> estimates = new ArrayList<>();
        for (int j = 0; j < sources; j++) {
            float[][] estimate = new float[channels][];
            for (int c = 0; c < channels; c++) {
                float[] leak = references.get((j + 1) % sources)[c];
                estimate[c] = estimate(references.get(j)[c], leak, noise(5000 + 1000 * j + 100 * c + 1, length));
            }
            estimates.add(estimate);
        }
        if (variation.equals("silences")) {
            silence(estimates.get(1), 3000, 4000);
        }
        return new SyntheticSources(references, estimates);
    }

    List<float[]> monoReferences() {
        return references.stream().map(signal -> signal[0]).toList();
    }

    List<float[]> monoEstimates() {
        return estimates.stream().map(signal -> signal[0]).toList();
    }

    private static float[] reference(int j, int c, int length, boolean lowpass) {
        double[] noise = noise(1000 * j + 100 * c + 1, length);
        double gain = lowpass ? 20 : 0.5;
        double[] smooth = lowpass ? smooth(noise, 0.8, 6) : smooth(noise, 0.3 + 0.15 * j, 1);
        float[] reference = new float[length];
        for (int n = 0; n < length; n++) {
            double tone = Math.sin(2 * Math.PI * (200 + 150 * j) * n / 8000.0 + c);
            reference[n] = (float) (gain * smooth[n] + 0.2 * tone);
        }
        return reference;
    }

    private static float[] estimate(float[] reference, float[] leak, double[] hiss) {
        float[] estimate = new float[reference.length];
        for (int n = 0; n < estimate.length; n++) {
            double old = n >= 3 ? reference[n - 3] : 0;
            double other = n >= 1 ? leak[n - 1] : 0;
            estimate[n] = (float) (0.9 * reference[n] + 0.25 * old + 0.15 * other + 0.05 * hiss[n]);
        }
        return estimate;
    }

    private static void varyReferences(List<float[][]> references, String variation) {
        switch (variation) {
            case "silences" -> {
                silence(references.get(0), 1000, 2000);
                float[][] opposite = references.get(1);
                for (int n = 5000; n < 6000; n++) {
                    opposite[1][n] = -opposite[0][n];
                }
                silence(references.get(0), 6500, 7500);
            }
            case "equal" -> references.get(0)[1] = references.get(0)[0].clone();
            case "shared" -> references.get(1)[0] = references.get(0)[1].clone();
            case "one-sided" -> Arrays.fill(references.get(1)[1], 0);
            default -> {}
        }
    }

    private static void silence(float[][] signal, int from, int to) {
        for (float[] channel : signal) {
            Arrays.fill(channel, from, to, 0);
        }
    }

    private static double[] noise(long seed, int length) {
        double[] noise = new double[length];
        long state = seed;
        for (int n = 0; n < length; n++) {
            state = (1103515245 * state + 12345) % (1L << 31);
            noise[n] = state / (double) (1 << 30) - 1;
        }
        return noise;
    }

    private static double[] smooth(double[] signal, double pole, int times) {
        double[] smooth = signal.clone();
        for (int time = 0; time < times; time++) {
            double last = 0;
            for (int n = 0; n < smooth.length; n++) {
                last = pole * last + (1 - pole) * smooth[n];
                smooth[n] = last;
            }
        }
        return smooth;
    }
}
