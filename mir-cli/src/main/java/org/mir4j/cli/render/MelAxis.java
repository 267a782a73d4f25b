package org.mir4j.cli.render;

import java.util.ArrayList;
import java.util.List;

/**
 * Where frequencies are on an axis of mel bands.
 *
 * @param centres of the bands, in Hz, rising
 */
record MelAxis(double[] centres) {

    /** In Hz. */
    static final int[] ROUND = {
        50, 100, 200, 300, 500, 700, 1000, 1500, 2000, 3000, 4000, 5000, 6000, 8000, 10_000, 12_000, 15_000, 20_000
    };

    /** A frequency and where it is: 0 at the lower edge of the lowest band, 1 at the upper edge of the highest. */
    record Tick(String label, double part) {}

    /** The round frequencies of the axis that are no nearer to each other than so. */
    List<Tick> ticks(double nearest) {
        List<Tick> ticks = new ArrayList<>();
        double last = Double.NEGATIVE_INFINITY;
        for (int hertz : ROUND) {
            double part = part(hertz);
            if (hertz >= centres[0] && hertz <= centres[centres.length - 1] && part - last >= nearest) {
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
        while (band < centres.length - 2 && centres[band + 1] <= hertz) {
            band++;
        }
        double between = centres.length == 1 ? 0 : (hertz - centres[band]) / (centres[band + 1] - centres[band]);
        return (band + 0.5 + between) / centres.length;
    }
}
