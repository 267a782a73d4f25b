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
        for (int bin = 0; bin < bins; bin++) {
            for (int band = 0; band < bands; band++) {
                double difference = Math.abs(stored.values()[bin * bands + band] - described[band][bin]);
                if (!(difference <= TOLERANCE)) {
                    throw contradiction(card, "differs by " + difference + " at band " + band + ", bin " + bin);
                }
            }
        }
    }

    private static ModelException contradiction(ModelCard card, String difference) {
        return new ModelException("The front-end in the card of " + card.name()
                + " is not the one its weights were trained behind: the mel filter bank in the file " + difference
                + ".");
    }
}
