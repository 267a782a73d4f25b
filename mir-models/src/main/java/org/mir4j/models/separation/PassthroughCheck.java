// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.separation;

import java.util.Arrays;
import org.mir4j.core.audio.Waveform;
import org.mir4j.core.error.ModelException;

/**
 * Tells over a whole song whether a model has separated nothing: whether each of its stems is the mixture itself, or an
 * equal share of it, to -60 dB. Networks that are not trained and weights of another architecture do that. Of silence there
 * is nothing to tell.
 */
final class PassthroughCheck {

    /** Of energies: -60 dB. */
    private static final double SAME = 1e-6;

    private double mixture;
    private double[] fromWhole = {};
    private double[] fromShare = {};

    /**
     * Adds a piece of the song.
     *
     * @param part the mixture and all stems as the model gives them
     */
    void add(StemAudio part) {
        int stems = part.stems().size();
        fromWhole = Arrays.copyOf(fromWhole, stems);
        fromShare = Arrays.copyOf(fromShare, stems);
        mixture += distance(part.mixture(), 0, part.mixture());
        int index = 0;
        for (Waveform stem : part.stems().values()) {
            fromWhole[index] += distance(stem, 1, part.mixture());
            fromShare[index] += distance(stem, 1.0 / stems, part.mixture());
            index++;
        }
    }

    /** The energy of what a part of the mixture leaves of a stem. */
    private static double distance(Waveform stem, double share, Waveform mixture) {
        double energy = 0;
        for (int c = 0; c < stem.channels().length; c++) {
            float[] one = stem.channels()[c];
            float[] other = mixture.channels()[c];
            for (int n = 0; n < one.length; n++) {
                double difference = one[n] - share * other[n];
                energy += difference * difference;
            }
        }
        return energy;
    }

    /**
     * What was found so far.
     *
     * @return whether nothing has been separated; false for silence
     */
    boolean found() {
        double share = 1.0 / Math.max(1, fromShare.length);
        return mixture > 0 && (within(fromWhole, SAME * mixture) || within(fromShare, SAME * mixture * share * share));
    }

    /**
     * Refuses a model that has separated nothing.
     *
     * @param song its name, for messages
     * @param model the name of the model
     * @throws ModelException if nothing has been separated
     */
    void requireSeparation(Object song, String model) {
        if (found()) {
            throw new ModelException(
                    song + ": the model " + model + " leaves the mixture unchanged: each of its stems is"
                            + " the song itself, or an equal share of it. It has not learned to separate, or has the weights of"
                            + " another network; choose another model.");
        }
    }

    private static boolean within(double[] distances, double most) {
        return Arrays.stream(distances).allMatch(distance -> distance <= most);
    }
}
