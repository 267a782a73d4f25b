// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.datasets;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.mir4j.core.dataset.Checksum;
import org.mir4j.core.dataset.DatasetFile;
import org.mir4j.core.dataset.Recording;
import org.mir4j.core.dataset.TaggedTrack;

class FmaTest {

    private static final Optional<Checksum> NOTHING =
            Optional.of(new Checksum("SHA-1", "da39a3ee5e6b4b0d3255bfef95601890afd80709"));

    @Test
    void mediumHoldsSmallAndNeitherHoldsLarge() {
        assertEquals(List.of("000141"), Miniatures.ids(Fma.small(), "test"));
        assertEquals(List.of("000141", "000200"), Miniatures.ids(Fma.medium(), "test"));
        assertEquals(List.of("000002", "140000"), Miniatures.ids(Fma.medium(), "training"));
    }

    @Test
    void genresAreThoseOfAllSplits() {
        assertEquals(
                List.of("Folk", "Rock"), Miniatures.load(Fma.small(), "test").labels());
        assertEquals(
                List.of("Folk", "Jazz", "Rock"),
                Miniatures.load(Fma.medium(), "test").labels());
    }

    @Test
    void rowsMayGoOverSeveralLines() {
        Path file = Miniatures.of(Fma.small()).resolve("fma_small/000/000005.mp3");
        assertEquals(
                List.of(TaggedTrack.of("000005", Recording.of(file), Set.of("Folk"))),
                Miniatures.load(Fma.small(), "validation").tracks());
    }

    @Test
    void filesHaveTheChecksumsOfTheDataset() {
        List<DatasetFile> files = Fma.small().files(Miniatures.of(Fma.small()));
        assertEquals(new DatasetFile(Path.of("fma_metadata/tracks.csv"), Optional.empty()), files.get(0));
        assertEquals(new DatasetFile(Path.of("fma_small/000/000002.mp3"), NOTHING), files.get(1));
        assertEquals(4, files.size());
    }
}
