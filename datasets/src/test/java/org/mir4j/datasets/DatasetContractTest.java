// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.datasets;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mir4j.core.dataset.Dataset;
import org.mir4j.core.dataset.DatasetFile;
import org.mir4j.core.dataset.Recording;
import org.mir4j.core.dataset.SeparationDataset;
import org.mir4j.core.dataset.TaggedTrack;
import org.mir4j.core.dataset.TaggingDataset;
import org.mir4j.core.error.DatasetException;

/** What holds for every dataset, shown on the miniature tree of each. */
class DatasetContractTest {

    static List<Dataset> datasets() {
        return Datasets.all();
    }

    @ParameterizedTest
    @MethodSource("datasets")
    void isFoundByItsName(Dataset dataset) {
        assertEquals(dataset.card(), Datasets.named(dataset.card().name()).card());
    }

    @ParameterizedTest
    @MethodSource("datasets")
    void everySplitHasTracksBelowTheRoot(Dataset dataset) {
        for (String split : dataset.card().splits().keySet()) {
            List<Recording> recordings =
                    recordings(dataset, miniature(dataset), split).toList();
            assertFalse(recordings.isEmpty(), split + " has no recordings");
            for (Recording recording : recordings) {
                assertTrue(recording.file().startsWith(miniature(dataset)), recording + " lies elsewhere");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("datasets")
    void everyRecordingIsAmongTheFiles(Dataset dataset) {
        Path root = miniature(dataset);
        Set<Path> files = dataset.files(root).stream().map(DatasetFile::path).collect(Collectors.toSet());
        for (String split : dataset.card().splits().keySet()) {
            recordings(dataset, root, split)
                    .forEach(recording -> assertTrue(
                            files.contains(root.relativize(recording.file())),
                            recording.file() + " is not among the files of "
                                    + dataset.card().name()));
        }
    }

    @ParameterizedTest
    @MethodSource("datasets")
    void unknownSplitsAreRefusedWithTheNamesThatThereAre(Dataset dataset) {
        DatasetException error =
                assertThrows(DatasetException.class, () -> recordings(dataset, miniature(dataset), "no-such-split"));
        assertAll(
                () -> assertTrue(error.getMessage().contains("no-such-split"), error.getMessage()),
                () -> assertTrue(error.getMessage().contains(dataset.card().defaultSplit()), error.getMessage()));
    }

    @ParameterizedTest
    @MethodSource("datasets")
    void missingRootsAreNamed(Dataset dataset) {
        Path nowhere = Path.of("no", "such", "root");
        DatasetException error = assertThrows(
                DatasetException.class,
                () -> recordings(dataset, nowhere, dataset.card().defaultSplit()));
        assertTrue(error.getMessage().contains(nowhere.toString()), error.getMessage());
    }

    private static Path miniature(Dataset dataset) {
        return Path.of("src", "test", "resources", "miniatures", dataset.card().name());
    }

    private static Stream<Recording> recordings(Dataset dataset, Path root, String split) {
        if (dataset instanceof TaggingDataset tagging) {
            return tagging.load(root, split).tracks().stream().map(TaggedTrack::recording);
        }
        return ((SeparationDataset) dataset)
                .load(root, split).tracks().stream().flatMap(track -> track.recordings().stream());
    }
}
