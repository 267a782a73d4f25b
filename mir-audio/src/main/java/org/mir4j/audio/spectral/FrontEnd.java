// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.audio.spectral;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;

/** Samples in, log-mel spectrogram out, as one model's card wants it; or the samples themselves. */
public final class FrontEnd {

    private static final double DECIBELS_OF_AMPLITUDE = 20;
    private static final double DECIBELS_OF_POWER = 10;

    private final FrontEndSettings settings;
    private final Stft stft;
    private final NDArray mel; // (bands, bins); null, as is the transform, for samples themselves

    /**
     * @param settings all numbers of the front-end
     * @param manager where window and filter bank live; the front-end can be used until it is closed
     */
    public FrontEnd(FrontEndSettings settings, NDManager manager) {
        this.settings = settings;
        stft = settings.isSamples() ? null : new Stft(settings.stft(), manager);
        mel = settings.isSamples() ? null : Matrices.create(manager, filters(settings));
    }

    private static double[][] filters(FrontEndSettings settings) {
        return MelFilterBank.weights(
                settings.mel(), settings.sampleRate(), settings.stft().fftSize());
    }

    /**
     * Computes the spectrogram.
     *
     * @param samples {@code (B, N)} at the settings' rate, nominally in [-1, 1]
     * @return {@code (B, 1, F, T)} with {@code F} mel bands, or {@code (B, 1, 1, N)} for the samples themselves,
     *     attached to the manager of {@code samples}
     */
    public NDArray apply(NDArray samples) {
        try (NDManager scope = samples.getManager().newSubManager()) {
            samples.tempAttach(scope);
            NDArray emphasised = emphasized(samples);
            // scaling is in place, and must not reach the samples
            NDArray levels = settings.isSamples() ? emphasised.mul(1).expandDims(1) : levels(emphasised, scope);
            NDArray scaled = scaled(levels).expandDims(1);
            scope.ret(samples);
            return scope.ret(scaled);
        }
    }

    private NDArray levels(NDArray samples, NDManager scope) {
        NDArray spectrum = stft.forward(samples).abs();
        NDArray powers = settings.power() == 2 ? spectrum.square() : spectrum;
        NDArray bands = mel.matMul(powers.toType(mel.getDataType(), false));
        bands.attach(scope); // a result goes to the manager of the left operand, which here outlives this call
        return settings.log().apply(bands);
    }

    /**
     * What would come out if the samples were louder.
     *
     * @param features {@code (B, 1, F, T)}, as {@link #apply} makes them
     * @param gains {@code (B)}, in dB; negative for softer
     * @return the same shape, attached to the manager of {@code features}
     */
    public NDArray amplified(NDArray features, NDArray gains) {
        double decibels = settings.isSamples() || settings.power() == 1 ? DECIBELS_OF_AMPLITUDE : DECIBELS_OF_POWER;
        try (NDManager scope = features.getManager().newSubManager()) {
            features.tempAttach(scope);
            NDArray factors = gains.mul(Math.log(10) / decibels);
            factors.attach(scope);
            NDArray levels = features.div(settings.scale()).subi(settings.shift());
            NDArray powers = settings.isSamples() ? levels : settings.log().undo(levels);
            NDArray louder = powers.mul(factors.exp().reshape(-1, 1, 1, 1));
            NDArray scaled =
                    scaled(settings.isSamples() ? louder : settings.log().apply(louder));
            scope.ret(features);
            return scope.ret(scaled);
        }
    }

    private NDArray emphasized(NDArray samples) {
        if (settings.preEmphasis() == 0) {
            return samples;
        }
        NDArray earlier = samples.get(new NDIndex(":, :-1"));
        return samples.get(new NDIndex(":, 1:")).sub(earlier.mul(settings.preEmphasis()));
    }

    private NDArray scaled(NDArray levels) {
        if (settings.shift() == 0 && settings.scale() == 1) {
            return levels;
        }
        return levels.addi(settings.shift()).muli(settings.scale());
    }
}
