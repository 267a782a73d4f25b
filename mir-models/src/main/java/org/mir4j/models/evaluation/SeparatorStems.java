// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.evaluation;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.mir4j.core.audio.Signal;
import org.mir4j.core.audio.Waveform;
import org.mir4j.core.dataset.StemNames;
import org.mir4j.core.dataset.StemTrack;
import org.mir4j.core.error.DatasetException;
import org.mir4j.models.ModelOptions;
import org.mir4j.models.card.ModelCard;
import org.mir4j.models.separation.Separator;
import org.mir4j.models.separation.StemSelection;
import org.mir4j.models.store.InstalledModel;

/**
 * What a model separates the mixture into. Where it gives vocals and no accompaniment, all but the vocals is that: the sum
 * of its other stems, or what a single stem leaves of the mixture.
 */
final class SeparatorStems extends SeparationSystem {

    /** How many samples are separated at once. */
    private static final int BLOCK = 1 << 16;

    private final ModelCard card;
    private final Supplier<Separator> loader; // null if it is the caller's
    private Separator separator;

    SeparatorStems(Separator separator) {
        this.separator = separator;
        card = separator.card();
        loader = null;
    }

    SeparatorStems(InstalledModel model, ModelOptions options) {
        card = model.card();
        loader = () -> Separator.load(model, options);
    }

    @Override
    public String name() {
        return card.name();
    }

    @Override
    Map<String, String> identity() {
        return ModelIdentity.of(card);
    }

    @Override
    void open() {
        if (loader != null) {
            separator = loader.get();
        }
    }

    @Override
    void close() {
        if (loader != null && separator != null) {
            separator.close();
        }
    }

    @Override
    Estimates estimate(StemTrack track, SongSignals song, SignalFiles files) {
        List<String> outputs = separator.card().separation().outputs();
        Optional<StemSelection> rest = StemNames.lackAccompaniment(outputs)
                ? Optional.of(StemSelection.two(outputs, StemNames.VOCALS, false))
                : Optional.empty();
        Set<String> given = new LinkedHashSet<>(outputs);
        rest.ifPresent(two -> given.addAll(two.names()));
        Set<String> targets = song.targets().keySet();
        Map<String, SignalFile> estimates = new LinkedHashMap<>();
        given.stream()
                .filter(targets::contains)
                .forEach(name -> estimates.put(name, files.create(song.mixture().channels())));
        if (estimates.isEmpty()) {
            throw new DatasetException("The model " + card.name() + " gives the stems "
                    + String.join(", ", given) + ", and the track " + track.id() + " has " + String.join(", ", targets)
                    + "; expected at least one that is the same.");
        }
        separator.separate(track.id(), blocks(song), part -> {
            Map<String, Waveform> stems = new LinkedHashMap<>(part.stems());
            rest.ifPresent(two -> stems.putAll(two.of(part).stems()));
            keep(stems, estimates);
        });
        return Estimates.of(new LinkedHashMap<>(estimates));
    }

    private static Supplier<Optional<Waveform>> blocks(SongSignals song) {
        Signal mixture = song.mixture();
        long[] given = {0};
        return () -> {
            int count = (int) Math.min(BLOCK, mixture.length() - given[0]);
            if (count == 0) {
                return Optional.empty();
            }
            float[][] rows = new float[mixture.channels()][count];
            for (int c = 0; c < rows.length; c++) {
                mixture.read(c, given[0], rows[c], count);
            }
            given[0] += count;
            return Optional.of(new Waveform(rows, song.sampleRate()));
        };
    }

    private static void keep(Map<String, Waveform> stems, Map<String, SignalFile> estimates) {
        stems.forEach((name, stem) -> {
            if (estimates.containsKey(name)) {
                estimates.get(name).append(stem.channels());
            }
        });
    }
}
