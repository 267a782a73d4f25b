// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.audio.spectral;

import java.util.OptionalDouble;

/**
 * Which feature, and how it is computed.
 *
 * @param kind the feature
 * @param frontEnd rate, transform, filter bank and log scale, of which each kind uses what it needs
 * @param coefficients how many cepstral coefficients {@code MFCC} keeps
 * @param range of {@code LOGMEL} and {@code MFCC}: how many dB below the highest level of the recording are kept
 *     ({@code top_db} of librosa); infinite to keep all
 * @param tuning of {@code CHROMA}: by how many semitones the music is higher than concert pitch; empty to estimate it from
 *     the recording
 */
public record FeatureSettings(
        Kind kind, FrontEndSettings frontEnd, int coefficients, double range, OptionalDouble tuning) {

    private static final double MOST_TUNING = 12;

    /** The features. */
    public enum Kind {
        /** Magnitudes of the short-time Fourier transform. */
        STFT,
        /** Log-mel levels, exactly as the front-end of a model computes them. */
        LOGMEL,
        /** Cepstral coefficients of the log-mel levels. */
        MFCC,
        /** Strength of the twelve pitch classes, from C. */
        CHROMA
    }

    /** Refuses cepstral coefficients that there are not, and ranges of what is not in decibels. */
    public FeatureSettings {
        if (kind == Kind.MFCC
                && (coefficients < 1 || coefficients > frontEnd.mel().bands())) {
            throw new IllegalArgumentException(frontEnd.mel().bands() + " mel bands give 1 to "
                    + frontEnd.mel().bands() + " coefficients, asked for " + coefficients);
        }
        LogScale log = frontEnd.log();
        if (log.range() != 0) {
            throw new IllegalArgumentException(
                    "the log scale's own range is below the highest level of what is computed"
                            + " at once, and a recording is computed in parts, so it has to be 0, got " + log.range()
                            + " dB");
        }
        if (!(range > 0)) {
            throw new IllegalArgumentException("a range is more than 0 dB, got " + range);
        }
        if (Double.isFinite(range) && (log.form() != LogScale.Form.DECIBELS || frontEnd.scale() != 1)) {
            throw new IllegalArgumentException("a range of " + range + " dB goes with unscaled decibels, got "
                    + log.form() + " times " + frontEnd.scale());
        }
        if (tuning.isPresent() && !(Math.abs(tuning.getAsDouble()) <= MOST_TUNING)) {
            throw new IllegalArgumentException("a tuning is at most " + MOST_TUNING
                    + " semitones away from concert pitch, got " + tuning.getAsDouble());
        }
        if (frontEnd.preEmphasis() != 0 && kind != Kind.LOGMEL) {
            throw new IllegalArgumentException("pre-emphasis belongs to log-mel levels, not to " + kind);
        }
    }

    /**
     * A feature that is the same for a part of a recording as for the whole: all levels, at concert pitch.
     *
     * @param kind the feature
     * @param frontEnd rate, transform, filter bank and log scale
     * @param coefficients how many cepstral coefficients {@code MFCC} keeps
     */
    public FeatureSettings(Kind kind, FrontEndSettings frontEnd, int coefficients) {
        this(kind, frontEnd, coefficients, Double.POSITIVE_INFINITY, OptionalDouble.of(0));
    }

    /**
     * How many numbers a frame has.
     *
     * @return bins, bands, coefficients or pitch classes
     */
    public int dimensions() {
        return switch (kind) {
            case STFT -> frontEnd.stft().bins();
            case LOGMEL -> frontEnd.mel().bands();
            case MFCC -> coefficients;
            case CHROMA -> Chroma.CLASSES;
        };
    }
}
