package org.mir4j.models.evaluation.separation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.mir4j.core.audio.Waveform;
import org.mir4j.core.dataset.StemTrack;
import org.mir4j.models.separation.StemAudio;

/**
 * What masks of a spectrogram could reach if they knew the true stems: the upper bound for all who estimate masks.
 *
 * <p>As in the oracles of the 2018 Signal Separation Evaluation Campaign (Stöter, Liutkus and Ito 2018): every channel
 * by itself, a periodic Hann window of 2048 samples, hop 1024, the mixture's phase; the accompaniment is the sum of all
 * estimates but the vocals'.
 */
public final class IdealMask implements Estimator {

    /** Which masks. */
    public enum Kind {
        /** The ideal ratio mask: the power of a stem over that of all stems. */
        RATIO,
        /** The ideal binary mask: 1 where a stem has at least half of the mixture's magnitude, else 0. */
        BINARY
    }

    private final Kind kind;

    /**
     * @param kind which masks
     */
    public IdealMask(Kind kind) {
        this.kind = kind;
    }

    @Override
    public Map<String, Waveform> estimate(StemTrack track, StemAudio audio) {
        List<String> names = new ArrayList<>(audio.stems().keySet());
        int channels = audio.mixture().channels().length;
        float[][][] estimates = new float[names.size()][channels][];
        for (int c = 0; c < channels; c++) {
            int channel = c;
            List<float[]> stems = names.stream()
                    .map(name -> audio.stems().get(name).channels()[channel])
                    .toList();
            float[][] masked = new MaskedChannel(kind, audio.mixture().channels()[c], stems).estimates();
            for (int j = 0; j < estimates.length; j++) {
                estimates[j][c] = masked[j];
            }
        }
        Map<String, Waveform> named = new LinkedHashMap<>();
        for (int j = 0; j < estimates.length; j++) {
            named.put(names.get(j), new Waveform(estimates[j], audio.mixture().sampleRate()));
        }
        return Accompaniment.added(named);
    }
}
