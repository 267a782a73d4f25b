// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.waveform;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.mir4j.audio.spectral.MelFilterBank;
import org.mir4j.audio.spectral.MelSettings;

/**
 * Which frequency bins belong to which band.
 *
 * @param widths how many bins each band has
 * @param bins those of each band, one band after the other
 * @param overlap whether bins belong to several bands
 */
record RoformerBands(List<Integer> widths, long[] bins, boolean overlap) {

    /** Bands that share no bin. */
    static RoformerBands sideBySide(List<Integer> widths) {
        int bins = widths.stream().mapToInt(Integer::intValue).sum();
        return new RoformerBands(widths, LongStream.range(0, bins).toArray(), false);
    }

    /**
     * The bins that each filter of a bank of mel filters lets through, as librosa lays them out: Slaney's scale, from 0 Hz
     * to half the sample rate. The first band also has the first bin, and the last one the last.
     *
     * @param bands how many
     * @param sampleRate in Hz
     * @param fftSize of the spectrum
     * @return the bands
     * @throws IllegalArgumentException if a band has no bin, or a bin no band
     */
    static RoformerBands mel(int bands, int sampleRate, int fftSize) {
        MelSettings settings = new MelSettings(
                bands,
                0,
                sampleRate / 2.0,
                MelSettings.Scale.SLANEY,
                MelSettings.Norm.SLANEY,
                MelSettings.Triangles.HERTZ);
        double[][] weights = MelFilterBank.weights(settings, sampleRate, fftSize);
        int last = fftSize / 2;
        weights[0][0] = 1;
        weights[bands - 1][last] = 1;
        List<Integer> widths = new ArrayList<>();
        LongStream.Builder bins = LongStream.builder();
        boolean[] covered = new boolean[last + 1];
        for (int band = 0; band < bands; band++) {
            double[] filter = weights[band];
            int[] inside = IntStream.rangeClosed(0, last)
                    .filter(bin -> filter[bin] > 0)
                    .toArray();
            if (inside.length == 0) {
                throw new IllegalArgumentException("mel band " + (band + 1) + " of " + bands
                        + " lies between two bins of a transform of " + fftSize + " samples");
            }
            widths.add(inside.length);
            for (int bin : inside) {
                bins.add(bin);
                covered[bin] = true;
            }
        }
        for (int bin = 0; bin <= last; bin++) {
            if (!covered[bin]) {
                throw new IllegalArgumentException("bin " + bin + " of a transform of " + fftSize
                        + " samples is in none of " + bands + " mel bands");
            }
        }
        return new RoformerBands(List.copyOf(widths), bins.build().toArray(), true);
    }

    /** How many bands each bin belongs to. */
    float[] bandsOfBins() {
        float[] counts = new float[(int) LongStream.of(bins).max().orElseThrow() + 1];
        for (long bin : bins) {
            counts[(int) bin]++;
        }
        return counts;
    }
}
