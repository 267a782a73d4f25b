// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.mir4j.audio.spectral.MelFilterBank;
import org.mir4j.audio.spectral.MelSettings;

/**
 * Where frequencies are on an axis of bands or bins, each as high as the others.
 *
 * @param centres of the bands or bins, in Hz, rising
 * @param round the frequencies to be named where there is room, in Hz, rising
 */
public record FrequencyAxis(List<Double> centres, List<Integer> round) {

    /** Round ones for the ear, in Hz. */
    static final List<Integer> ROUND = List.of(
            50, 100, 200, 300, 500, 700, 1000, 1500, 2000, 3000, 4000, 5000, 6000, 8000, 10_000, 12_000, 15_000,
            20_000);

    private static final int MOST_OF_BINS = 12;

    /** A frequency and where it is: 0 at the lower edge of the lowest band, 1 at the upper edge of the highest. */
    record Tick(String label, double part) {}

    /**
     * An axis of mel bands.
     *
     * @param mel the bands
     * @return the axis
     */
    public static FrequencyAxis of(MelSettings mel) {
        return new FrequencyAxis(
                Arrays.stream(MelFilterBank.centres(mel)).boxed().toList(), ROUND);
    }

    /**
     * An axis of the bins of a Fourier transform, up to half the sample rate.
     *
     * @param sampleRate in Hz
     * @param fftSize in samples
     * @return the axis
     */
    public static FrequencyAxis ofBins(int sampleRate, int fftSize) {
        List<Integer> round = ValueAxis.covering(0, sampleRate / 2.0, MOST_OF_BINS).ticks().stream()
                .map(Double::intValue)
                .distinct()
                .toList();
        return new FrequencyAxis(
                IntStream.rangeClosed(0, fftSize / 2)
                        .mapToObj(bin -> (double) bin * sampleRate / fftSize)
                        .toList(),
                round);
    }

    /** The round frequencies of the axis that are no nearer to each other than so. */
    List<Tick> ticks(double nearest) {
        List<Tick> ticks = new ArrayList<>();
        double last = Double.NEGATIVE_INFINITY;
        for (int hertz : round) {
            double part = part(hertz);
            if (hertz >= centres.get(0) && hertz <= centres.get(centres.size() - 1) && part - last >= nearest) {
                ticks.add(new Tick(label(hertz), part));
                last = part;
            }
        }
        return ticks;
    }

    static String label(int hertz) {
        return hertz < 1000 ? hertz + " Hz" : ScoreScale.label(hertz / 1000.0) + " kHz";
    }

    /** Bands lie side by side, each with its centre in its middle. */
    double part(double hertz) {
        int band = 0;
        while (band < centres.size() - 2 && centres.get(band + 1) <= hertz) {
            band++;
        }
        double between =
                centres.size() == 1 ? 0 : (hertz - centres.get(band)) / (centres.get(band + 1) - centres.get(band));
        return (band + 0.5 + between) / centres.size();
    }
}
