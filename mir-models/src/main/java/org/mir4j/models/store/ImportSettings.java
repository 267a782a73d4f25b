// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.store;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What is said of weights that are imported, where the model that they are like and the files do not say it.
 *
 * @param labels the tags of a tagger; else those of the model that it is like
 * @param stems of a separator, one a file; else the files' names tell
 * @param sampleRate at which a separator hears, in Hz; else that of the model that it is like, or 44100
 * @param hop of a separator's transform, in samples; else that of the model that it is like, or a quarter of the
 *     transform
 * @param residual whether what a separator's stems leave of the mixture is a stem of its own; it always is where there
 *     is one stem
 * @param key under which the weights stand in the files, such as {@code ema.state_dict}; else they are looked for
 */
public record ImportSettings(
        Optional<List<String>> labels,
        Optional<List<String>> stems,
        OptionalInt sampleRate,
        OptionalInt hop,
        boolean residual,
        Optional<String> key) {

    /** Keeps its own lists. */
    public ImportSettings {
        labels = labels.map(List::copyOf);
        stems = stems.map(List::copyOf);
    }

    /**
     * Nothing but tags.
     *
     * @param labels of a tagger, if they are said
     * @return the settings
     */
    public static ImportSettings labelled(Optional<List<String>> labels) {
        return new ImportSettings(
                labels, Optional.empty(), OptionalInt.empty(), OptionalInt.empty(), false, Optional.empty());
    }

    /** Whether something is said that only separators have. */
    boolean ofSeparator() {
        return stems.isPresent() || sampleRate.isPresent() || hop.isPresent() || residual;
    }
}
