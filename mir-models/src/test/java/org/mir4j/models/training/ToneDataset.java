// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.training;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.mir4j.core.dataset.DatasetCard;
import org.mir4j.core.dataset.DatasetFile;
import org.mir4j.core.dataset.Labelling;
import org.mir4j.core.dataset.Recording;
import org.mir4j.core.dataset.TaggedSplit;
import org.mir4j.core.dataset.TaggedTrack;
import org.mir4j.core.dataset.TaggingDataset;
import org.mir4j.models.tagging.WavFile;

/** Low tones, high tones and noise: what any network can learn to tell apart. */
final class ToneDataset implements TaggingDataset {

    static final int RATE = 8000;

    private static final List<String> LABELS = List.of("low", "high", "noise");
    private static final double SECONDS = 1.0;

    private final int tracks;

    ToneDataset(int tracks) {
        this.tracks = tracks;
    }

    /** Writes the recordings of both splits. */
    ToneDataset write(Path root) {
        try {
            Files.createDirectories(root);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        for (String split : List.of("train", "validation")) {
            for (TaggedTrack track : load(root, split).tracks()) {
                WavFile.write(track.recording().file(), RATE, sound(track));
            }
        }
        return this;
    }

    private static float[] sound(TaggedTrack track) {
        Random random = new Random(track.id().hashCode());
        float[] samples = new float[(int) (SECONDS * RATE)];
        double hertz = track.present().contains("low") ? 200 + random.nextInt(200) : 2000 + random.nextInt(1000);
        boolean noise = track.present().contains("noise");
        for (int n = 0; n < samples.length; n++) {
            double tone = Math.sin(2 * Math.PI * hertz * n / RATE);
            samples[n] = (float) (0.3 * (noise ? random.nextGaussian() / 2 : tone));
        }
        return samples;
    }

    @Override
    public DatasetCard card() {
        return DatasetCard.of("tones", "Tones")
                .content("tones and noise")
                .citation("none")
                .licence("CC0")
                .homepage("https://example.org")
                .obtaining("made by a test")
                .layout("ROOT/*.wav")
                .split("train", "to learn from")
                .split("validation", "to validate on")
                .defaultSplit("validation")
                .build();
    }

    @Override
    public TaggedSplit load(Path root, String split) {
        List<TaggedTrack> all = new ArrayList<>();
        for (int i = 0; i < tracks; i++) {
            String id = split + "-" + i + ".wav";
            all.add(TaggedTrack.of(id, Recording.of(root.resolve(id)), Set.of(LABELS.get(i % LABELS.size()))));
        }
        return new TaggedSplit(Labelling.SINGLE, LABELS, all);
    }

    @Override
    public List<DatasetFile> files(Path root) {
        return List.of();
    }
}
