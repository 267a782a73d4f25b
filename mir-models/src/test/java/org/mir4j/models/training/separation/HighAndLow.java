// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.training.separation;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.mir4j.core.audio.Waveform;
import org.mir4j.core.dataset.DatasetCard;
import org.mir4j.core.dataset.DatasetFile;
import org.mir4j.core.dataset.Recording;
import org.mir4j.core.dataset.SeparationDataset;
import org.mir4j.core.dataset.SeparationProtocol;
import org.mir4j.core.dataset.StemSplit;
import org.mir4j.core.dataset.StemTrack;
import org.mir4j.models.tagging.WavFile;

/** Songs of a high voice over a low band, both of a few tones that come and go. */
final class HighAndLow implements SeparationDataset {

    /** In Hz. */
    static final int RATE = 8000;

    private static final int SONGS = 6;
    private static final int LENGTH = 12000;
    private static final List<String> STEMS = List.of("vocals", "accompaniment");

    static void write(Path root) {
        for (int number = 0; number < SONGS; number++) {
            Map<String, Waveform> song = song(number);
            for (String stem : STEMS) {
                WavFile.write(
                        root.resolve(number + "-" + stem + ".wav"),
                        RATE,
                        song.get(stem).channels()[0]);
            }
        }
    }

    static Map<String, Waveform> song(int number) {
        Random random = new Random(number);
        Map<String, Waveform> song = new LinkedHashMap<>();
        song.put("vocals", Waveform.mono(tones(1600, 3200, random), RATE));
        song.put("accompaniment", Waveform.mono(tones(100, 900, random), RATE));
        return song;
    }

    static Waveform mixture(Map<String, Waveform> song) {
        float[] sum = new float[LENGTH];
        for (Waveform stem : song.values()) {
            for (int n = 0; n < sum.length; n++) {
                sum[n] += stem.channels()[0][n];
            }
        }
        return Waveform.mono(sum, RATE);
    }

    private static float[] tones(double lowest, double highest, Random random) {
        float[] samples = new float[LENGTH];
        for (int from = 0; from < LENGTH; from += 1000) {
            double hertz = lowest + (highest - lowest) * random.nextDouble();
            double level = 0.1 + 0.3 * random.nextDouble();
            for (int n = from; n < Math.min(LENGTH, from + 1000); n++) {
                samples[n] = (float) (level * Math.sin(2 * Math.PI * hertz * n / RATE));
            }
        }
        return samples;
    }

    /** The card of tones under a name, without splits. */
    static DatasetCard.Builder described(String name) {
        return DatasetCard.of(name, "Tones")
                .content("tones")
                .citation("none")
                .licence("none")
                .homepage("none")
                .obtaining("none")
                .layout("none");
    }

    @Override
    public DatasetCard card() {
        return described("tones")
                .split("train", "some")
                .split("validation", "others")
                .build();
    }

    @Override
    public List<DatasetFile> files(Path root) {
        return List.of();
    }

    @Override
    public StemSplit load(Path root, String split) {
        boolean train = split.equals("train");
        List<StemTrack> tracks = new ArrayList<>();
        for (int number = train ? 0 : SONGS - 2; number < (train ? SONGS - 2 : SONGS); number++) {
            Map<String, List<Recording>> stems = new LinkedHashMap<>();
            for (String stem : STEMS) {
                stems.put(stem, List.of(Recording.of(root.resolve(number + "-" + stem + ".wav"))));
            }
            tracks.add(new StemTrack(Integer.toString(number), Optional.empty(), stems));
        }
        return new StemSplit(SeparationProtocol.BSS_EVAL_V4, STEMS, tracks);
    }
}
