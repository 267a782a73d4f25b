package org.mir4j.audio.feature;

import org.mir4j.audio.spectral.Chroma;
import org.mir4j.audio.spectral.FrontEndSettings;
import org.mir4j.audio.spectral.LogScale;

/**
 * Which feature, and how it is computed.
 *
 * @param kind the feature
 * @param frontEnd rate, transform, filter bank and log scale, of which each kind uses what it needs
 * @param coefficients how many cepstral coefficients {@code MFCC} keeps
 */
public record FeatureSettings(Kind kind, FrontEndSettings frontEnd, int coefficients) {

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

    /** Refuses cepstral coefficients that there are not, and levels that depend on frames still to come. */
    public FeatureSettings {
        if (kind == Kind.MFCC
                && (coefficients < 1 || coefficients > frontEnd.mel().bands())) {
            throw new IllegalArgumentException(frontEnd.mel().bands() + " mel bands give 1 to "
                    + frontEnd.mel().bands() + " coefficients, asked for " + coefficients);
        }
        LogScale log = frontEnd.log();
        if (log.range() != 0) {
            throw new IllegalArgumentException("a range below the loudest frame is known only at the end of a file;"
                    + " features are computed while it is read, so the range has to be 0, got " + log.range() + " dB");
        }
        if (frontEnd.preEmphasis() != 0 && kind != Kind.LOGMEL) {
            throw new IllegalArgumentException("pre-emphasis belongs to log-mel levels, not to " + kind);
        }
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
