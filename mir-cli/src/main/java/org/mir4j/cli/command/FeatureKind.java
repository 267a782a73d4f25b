// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.cli.command;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.mir4j.audio.feature.FeatureSettings;

/** What {@code mir features} can write: frames of spectra, or what is heard in small blocks. */
enum FeatureKind {
    LOGMEL(FeatureSettings.Kind.LOGMEL),
    MFCC(FeatureSettings.Kind.MFCC),
    STFT(FeatureSettings.Kind.STFT),
    CHROMA(FeatureSettings.Kind.CHROMA),
    LEVEL(null),
    PITCH(null),
    ONSET(null);

    /** The kinds that are made of mel bands. */
    static final Set<FeatureKind> OF_MEL_BANDS = EnumSet.of(LOGMEL, MFCC);

    private final FeatureSettings.Kind spectral;

    FeatureKind(FeatureSettings.Kind spectral) {
        this.spectral = spectral;
    }

    /** The feature of spectra, for those that are one. */
    Optional<FeatureSettings.Kind> spectral() {
        return Optional.ofNullable(spectral);
    }

    /** As it is typed. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
