// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.training.tagging;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.mir4j.core.dataset.DatasetCard;
import org.mir4j.core.dataset.DatasetFile;
import org.mir4j.core.dataset.Labelling;
import org.mir4j.core.dataset.Recording;
import org.mir4j.core.dataset.TaggedSplit;
import org.mir4j.core.dataset.TaggedTrack;
import org.mir4j.core.dataset.TaggingDataset;

/** A dataset of songs that are made up, whose recordings are files {@code ID.wav} below its root. */
public final class MadeUpSongs implements TaggingDataset {

    private final Labelling labelling;
    private final List<String> labels;
    private final Map<String, List<TaggedTrack>> splits = new LinkedHashMap<>();

    /** A dataset without splits. */
    public MadeUpSongs(Labelling labelling, String... labels) {
        this.labelling = labelling;
        this.labels = List.of(labels);
    }

    /** A song all of whose labels are known. */
    public static TaggedTrack song(String id, String... present) {
        return TaggedTrack.of(id, Recording.of(Path.of(id + ".wav")), Set.of(present));
    }

    /** Adds a split. */
    public MadeUpSongs split(String name, TaggedTrack... tracks) {
        splits.put(name, List.of(tracks));
        return this;
    }

    @Override
    public DatasetCard card() {
        DatasetCard.Builder card = DatasetCard.of("songs", "Made-up Songs")
                .content("songs")
                .citation("nobody")
                .licence("CC0-1.0")
                .homepage("https://example.org")
                .obtaining("make them up")
                .layout("*.wav");
        splits.keySet().forEach(split -> card.split(split, split));
        return card.build();
    }

    @Override
    public List<DatasetFile> files(Path root) {
        return List.of();
    }

    @Override
    public TaggedSplit load(Path root, String split) {
        List<TaggedTrack> tracks = splits.get(card().requireSplit(split)).stream()
                .map(track -> new TaggedTrack(
                        track.id(),
                        new Recording(
                                root.resolve(track.recording().file()),
                                track.recording().stream(),
                                track.recording().channel()),
                        track.present(),
                        track.unknown()))
                .toList();
        return new TaggedSplit(labelling, labels, tracks);
    }
}
