// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.evaluation.separation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.mir4j.core.dataset.StemTrack;
import org.mir4j.core.signal.Signal;

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
    public Estimates estimate(StemTrack track, SongSignals song, SignalFiles files) {
        int channels = song.mixture().channels();
        List<SignalFile> masked = song.stems().keySet().stream()
                .map(name -> files.create(channels))
                .toList();
        for (int channel = 0; channel < channels; channel++) {
            int c = channel;
            new MaskedChannel(kind, song, channel)
                    .estimate((stem, samples, count) -> masked.get(stem).append(c, samples, count));
        }
        Map<String, Signal> estimates = new LinkedHashMap<>();
        song.stems().keySet().forEach(name -> estimates.put(name, masked.get(estimates.size())));
        return Estimates.of(SongSignals.withAccompaniment(estimates));
    }
}
