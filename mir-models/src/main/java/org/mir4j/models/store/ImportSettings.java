// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.store;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What is said of weights that are imported, where the model that they are like and the files do not say it. Which of it
 * can be said depends on the files.
 *
 * @param labels the tags of a tagger; else those of the model that it is like
 * @param stems of a separator, in its order; else the files tell
 * @param sampleRate that a separator operates at, in Hz; else that of the model that it is like, or 44100
 * @param hop of a separator's transform, in samples; else that of the model that it is like, or a quarter of the
 *     transform
 * @param residual whether what a separator's stems leave of the mixture is a stem of its own; it always is where there
 *     is one stem
 * @param key under which the weights stand in the files, such as {@code ema.state_dict}; else they are looked for
 * @param config a file of the network's settings as its authors' code reads them, beside the weights
 * @param card a file that says of a model what its file does not
 */
public record ImportSettings(
        Optional<List<String>> labels,
        Optional<List<String>> stems,
        OptionalInt sampleRate,
        OptionalInt hop,
        boolean residual,
        Optional<String> key,
        Optional<Path> config,
        Optional<Path> card) {

    /** Each of them, by the words that tell it. */
    enum Setting {
        LABELS,
        STEMS,
        RATE,
        HOP,
        RESIDUAL,
        KEY,
        CONFIG,
        CARD;

        /** In a sentence. */
        static String listed(Set<Setting> settings) {
            return Arrays.stream(values())
                    .filter(settings::contains)
                    .map(Setting::toString)
                    .collect(Collectors.joining(", "));
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Keeps its own lists. */
    public ImportSettings {
        labels = labels.map(List::copyOf);
        stems = stems.map(List::copyOf);
    }

    /**
     * Without files beside the weights.
     *
     * @param labels the tags of a tagger
     * @param stems of a separator
     * @param sampleRate of a separator, in Hz
     * @param hop of a separator's transform, in samples
     * @param residual whether what a separator's stems leave is a stem
     * @param key under which the weights stand
     */
    public ImportSettings(
            Optional<List<String>> labels,
            Optional<List<String>> stems,
            OptionalInt sampleRate,
            OptionalInt hop,
            boolean residual,
            Optional<String> key) {
        this(labels, stems, sampleRate, hop, residual, key, Optional.empty(), Optional.empty());
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

    /**
     * Nothing at all.
     *
     * @return the settings
     */
    public static ImportSettings none() {
        return labelled(Optional.empty());
    }

    /**
     * The same with a key.
     *
     * @param name under which the weights stand in the files
     * @return the settings
     */
    public ImportSettings withKey(String name) {
        return new ImportSettings(labels, stems, sampleRate, hop, residual, Optional.of(name), config, card);
    }

    /**
     * The same with a file of the network's settings.
     *
     * @param file as the authors' code reads it
     * @return the settings
     */
    public ImportSettings withConfig(Path file) {
        return new ImportSettings(labels, stems, sampleRate, hop, residual, key, Optional.of(file), card);
    }

    /**
     * The same with a card.
     *
     * @param file that says of a model what its file does not
     * @return the settings
     */
    public ImportSettings withCard(Path file) {
        return new ImportSettings(labels, stems, sampleRate, hop, residual, key, config, Optional.of(file));
    }

    /** Which of all are said. */
    Set<Setting> said() {
        Set<Setting> said = EnumSet.noneOf(Setting.class);
        add(said, Setting.LABELS, labels.isPresent());
        add(said, Setting.STEMS, stems.isPresent());
        add(said, Setting.RATE, sampleRate.isPresent());
        add(said, Setting.HOP, hop.isPresent());
        add(said, Setting.RESIDUAL, residual);
        add(said, Setting.KEY, key.isPresent());
        add(said, Setting.CONFIG, config.isPresent());
        add(said, Setting.CARD, card.isPresent());
        return said;
    }

    private static void add(Set<Setting> said, Setting setting, boolean isSaid) {
        if (isSaid) {
            said.add(setting);
        }
    }
}
