// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.cli;

/** A recipe that tells folders of short sounds apart, in a few steps. */
public final class ToneRecipe {

    public static final String TEXT =
            """
            name: tones
            data: {dataset: tag-folders, train: [all], holdOut: 0.4}
            window: 0.5
            frontEnd:
              sampleRate: 16000
              preEmphasis: 0
              stft: {fftSize: 256, windowLength: 256, hop: 128, window: hann-periodic, padding: reflect}
              power: 2
              mel: {bands: 16, minHertz: 0, maxHertz: 8000, scale: htk, norm: none, triangles: hertz}
              log: {form: decibels, constant: 1e-10, range: 0}
              shift: 40
              scale: 0.05
            network:
              encoder: {type: fcn, channels: [4], pooling: [[16, 8]]}
              pooling: mean
              classifier: {hidden: 0, norm: false}
            loss: {type: cross-entropy}
            optimiser: {type: adam, rate: 0.02}
            batch: 4
            epochs: 4
            seed: 3
            """;

    private ToneRecipe() {}
}
