// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.evaluation;

import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;
import org.mir4j.core.audio.Waveform;
import org.mir4j.core.dataset.StemTrack;
import org.mir4j.models.ModelOptions;
import org.mir4j.models.separation.Separator;
import org.mir4j.models.store.InstalledModel;

/** Where estimates of a song's stems come from. */
public abstract class SeparationSystem {

    /** Which masks an oracle takes. */
    public enum Masks {
        /** The ideal ratio mask: the power of a stem over that of all stems. */
        RATIO,
        /** The ideal binary mask: 1 where a stem has at least half of the mixture's magnitude, else 0. */
        BINARY
    }

    SeparationSystem() {}

    /**
     * A separator that is loaded already.
     *
     * @param separator to be closed by the caller, after the evaluation
     * @return the system
     */
    public static SeparationSystem of(Separator separator) {
        return new SeparatorStems(separator);
    }

    /**
     * A model that is loaded when the first song is to be separated, and closed after the last.
     *
     * @param model from the store
     * @param options where its network runs
     * @return the system
     */
    public static SeparationSystem of(InstalledModel model, ModelOptions options) {
        return new SeparatorStems(model, options);
    }

    /**
     * A separator of one's own. Where it gives vocals and no accompaniment, that is the sum of its other stems.
     *
     * @param name what it is called in results; those of another name are not resumed
     * @param separation from a mixture to stems of its rate, channels and length by their names; called from several
     *     threads, each with its own song
     * @return the system
     */
    public static SeparationSystem of(String name, Function<Waveform, Map<String, Waveform>> separation) {
        return new SeparatingFunction(name, separation);
    }

    /**
     * Estimates that another tool wrote: below a directory, or below one of its directories named like the split, one folder
     * per track with one file per target, for example {@code vocals.wav}. As museval does, an estimate longer than the song
     * is cut, and a shorter one filled up with silence; that is said among the warnings.
     *
     * @param directory where the folders lie
     * @param split the split's name
     * @return the system
     * @throws org.mir4j.core.error.DatasetException if there is no such directory
     */
    public static SeparationSystem estimates(Path directory, String split) {
        return new EstimateFolders(directory, split);
    }

    /**
     * What masks of a spectrogram could reach if they knew the true stems: the upper bound for all who estimate masks.
     *
     * @param kind which masks
     * @return the system
     */
    public static SeparationSystem oracle(Masks kind) {
        return new IdealMask(kind);
    }

    /**
     * The unprocessed mixture as the estimate of every target: the lower bound.
     *
     * @return the system
     */
    public static SeparationSystem mixture() {
        return new MixtureBaseline();
    }

    /**
     * What it is called in results.
     *
     * @return in words
     */
    public abstract String name();

    /** What tells it from other systems, by names: results of one that differs in this are not resumed. */
    Map<String, String> identity() {
        return Map.of("estimates", name());
    }

    /** Prepares for the first estimate. */
    void open() {}

    /**
     * Estimates stems; called from several threads, each with its own song and files. The memory it needs does not grow
     * with the song.
     *
     * @param track the song
     * @param song its samples; only ideal masks look at the true stems
     * @param files room for estimates, which is given back with the song
     * @return the estimates
     * @throws org.mir4j.core.error.MirException if there are none for this song
     */
    abstract Estimates estimate(StemTrack track, SongSignals song, SignalFiles files);

    /** Releases what {@link #open} took. */
    void close() {}
}
