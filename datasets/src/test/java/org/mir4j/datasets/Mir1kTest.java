// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.datasets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.mir4j.core.dataset.Recording;
import org.mir4j.core.dataset.SeparationProtocol;
import org.mir4j.core.dataset.StemSplit;
import org.mir4j.core.dataset.StemTrack;

class Mir1kTest {

    private static final Path ROOT = Path.of("src", "test", "resources", "miniatures", "mir-1k");

    private final Mir1k dataset = new Mir1k();

    @Test
    void twoSingersAreForTraining() {
        List<StemTrack> train = dataset.load(ROOT, "train").tracks();
        assertEquals(175, train.size());
        assertTrue(train.stream().allMatch(track -> track.id().matches("(abjones|amy)_\\d+_\\d\\d")));
        assertEquals(825, dataset.load(ROOT, "test").tracks().size());
        assertEquals(1000, dataset.load(ROOT, "all").tracks().size());
    }

    @Test
    void voiceIsOnTheRightAndTheMixtureIsTheSum() {
        StemSplit split = dataset.load(ROOT, "train");
        StemTrack track = split.tracks().stream()
                .filter(candidate -> candidate.id().equals("amy_1_01"))
                .findFirst()
                .orElseThrow();
        Recording both = Recording.of(ROOT.resolve("Wavfile").resolve("amy_1_01.wav"));
        assertEquals(Optional.empty(), track.mixture());
        assertEquals(
                Map.of("vocals", List.of(both.channel(1)), "accompaniment", List.of(both.channel(0))), track.stems());
        assertEquals(SeparationProtocol.BSS_EVAL_V3, split.protocol());
    }

    @Test
    void everyClipHasAChecksum() {
        assertEquals(1000, dataset.files(ROOT).size());
        assertTrue(dataset.files(ROOT).stream().allMatch(file -> file.checksum().isPresent()));
    }
}
