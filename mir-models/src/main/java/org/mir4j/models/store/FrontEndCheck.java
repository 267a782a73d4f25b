// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.store;

import java.util.Map;
import org.mir4j.audio.spectral.FrontEndSettings;
import org.mir4j.audio.spectral.MelFilterBank;
import org.mir4j.core.error.ModelException;
import org.mir4j.models.card.ModelCard;
import org.mir4j.models.checkpoint.Tensor;

/**
 * Holds the mel filter bank that a checkpoint carries against the one that its card describes: the same weights behind
 * another filter bank give wrong tags, and no error.
 */
final class FrontEndCheck {

    /** Filter banks that were computed in single precision differ by this much. */
    private static final double TOLERANCE = 1e-4;

    /** The bits of single precision that halves of either kind do not have. */
    private static final int MISSING_IN_HALF = (1 << 13) - 1;

    private static final int MISSING_IN_BFLOAT16 = (1 << 16) - 1;

    private FrontEndCheck() {}

    static void requireSame(ModelCard card, Map<String, Tensor> tensors) {
        String name = card.source().filterBank();
        Tensor stored = name == null ? null : tensors.get(name);
        if (stored == null || card.tagging().frontEnd().isSamples()) {
            return;
        }
        FrontEndSettings frontEnd = card.tagging().frontEnd();
        double[][] described = MelFilterBank.weights(
                frontEnd.mel(), frontEnd.sampleRate(), frontEnd.stft().fftSize());
        int bands = described.length;
        int bins = described[0].length;
        if (stored.values().length != bands * bins) {
            throw contradiction(card, "has " + stored.values().length + " weights, expected " + bands * bins);
        }
        double rounding = rounding(stored.values());
        for (int bin = 0; bin < bins; bin++) {
            for (int band = 0; band < bands; band++) {
                double difference = Math.abs(stored.values()[bin * bands + band] - described[band][bin]);
                if (!(difference <= TOLERANCE + rounding * Math.abs(described[band][bin]))) {
                    throw contradiction(card, "differs by " + difference + " at band " + band + ", bin " + bin);
                }
            }
        }
    }

    /**
     * By how much numbers may have been rounded, as a part of each. That they were, they show themselves, even if they
     * have been widened again: half precision has 11 bits, bfloat16 has 8.
     */
    private static double rounding(float[] values) {
        int bits = 0;
        for (float value : values) {
            bits |= Float.floatToRawIntBits(value);
        }
        if ((bits & MISSING_IN_BFLOAT16) == 0) {
            return 0x1p-8;
        }
        return (bits & MISSING_IN_HALF) == 0 ? 0x1p-11 : 0;
    }

    private static ModelException contradiction(ModelCard card, String difference) {
        return new ModelException("The front-end in the card of " + card.name()
                + " is not the one its weights were trained behind: the mel filter bank in " + WeightsCheck.files(card)
                + " " + difference
                + ".");
    }
}
