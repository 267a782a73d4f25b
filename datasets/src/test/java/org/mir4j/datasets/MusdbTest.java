// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.datasets;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.mir4j.core.dataset.Recording;
import org.mir4j.core.dataset.SeparationDataset;
import org.mir4j.core.dataset.StemTrack;

class MusdbTest {

    private static final Path MINIATURES = Path.of("src", "test", "resources", "miniatures");

    private static List<StemTrack> tracks(SeparationDataset dataset, String split) {
        return dataset.load(MINIATURES.resolve(dataset.card().name()), split).tracks();
    }

    private static Set<String> names(SeparationDataset dataset, String split) {
        return tracks(dataset, split).stream().map(StemTrack::id).collect(Collectors.toSet());
    }

    private static StemTrack track(SeparationDataset dataset, String name) {
        return tracks(dataset, "all").stream()
                .filter(track -> track.id().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void hasTheSplitsOfTheAuthors() {
        for (SeparationDataset dataset : List.of(new Musdb18(), new Musdb18Hq())) {
            assertAll(
                    () -> assertEquals(50, names(dataset, "test").size()),
                    () -> assertEquals(86, names(dataset, "train").size()),
                    () -> assertEquals(14, names(dataset, "validation").size()),
                    () -> assertEquals(150, names(dataset, "all").size()),
                    () -> assertTrue(names(dataset, "validation").contains("Meaxic - Take A Step")));
        }
    }

    @Test
    void theSampleLacksSixSongsOfTheTrainingSplit() {
        Musdb18Sample sample = new Musdb18Sample();
        assertEquals(names(new Musdb18(), "test"), names(sample, "test"));
        assertEquals(names(new Musdb18(), "validation"), names(sample, "validation"));
        assertEquals(80, names(sample, "train").size());
        assertEquals(144, sample.files(MINIATURES).size());
    }

    @Test
    void stemsAreTheStreamsOfAFile() {
        StemTrack track = track(new Musdb18(), "Actions - Devil's Words");
        Path file = MINIATURES.resolve("musdb18").resolve("train").resolve("Actions - Devil's Words.stem.mp4");
        assertTrue(Files.exists(file));
        assertEquals(Recording.of(file), track.mixture().orElseThrow());
        assertEquals(
                Map.of("drums", 1, "bass", 2, "other", 3, "vocals", 4),
                track.stems().entrySet().stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, stem -> stem.getValue().get(0).stream())));
        assertTrue(track.recordings().stream()
                .allMatch(recording -> recording.file().equals(file) && recording.channel() == Recording.ALL_CHANNELS));
    }

    @Test
    void stemsOfTheUncompressedSongsAreFiles() {
        StemTrack track = track(new Musdb18Hq(), "Al James - Schoolboy Facination");
        assertEquals(5, track.recordings().size());
        assertTrue(track.recordings().stream().map(Recording::file).allMatch(Files::exists));
        assertEquals("drums.wav", fileOf(track, "drums"));
    }

    private static String fileOf(StemTrack track, String stem) {
        return track.stems().get(stem).get(0).file().getFileName().toString();
    }
}
