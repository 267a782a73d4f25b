// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.cli.evaluation;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mir4j.cli.terminal.Console;
import org.mir4j.cli.terminal.Terminal;
import org.mir4j.core.dataset.DatasetCard;
import org.mir4j.core.dataset.DatasetFile;
import org.mir4j.core.dataset.Labelling;
import org.mir4j.core.dataset.Recording;
import org.mir4j.core.dataset.TaggedSplit;
import org.mir4j.core.dataset.TaggedTrack;
import org.mir4j.core.dataset.TaggingDataset;
import org.mir4j.models.run.RunDirectory;

class TaggingJobTest {

    /** Two songs, one of them fast. */
    private static final class Songs implements TaggingDataset {

        @Override
        public DatasetCard card() {
            return DatasetCard.of("songs", "Two Songs")
                    .content("two songs")
                    .citation("none")
                    .licence("free")
                    .homepage("none")
                    .obtaining("Ask.")
                    .layout("songs/")
                    .split("test", "both")
                    .build();
        }

        @Override
        public List<DatasetFile> files(Path root) {
            return List.of();
        }

        @Override
        public TaggedSplit load(Path root, String split) {
            Recording recording = Recording.of(root);
            return new TaggedSplit(
                    Labelling.MULTIPLE,
                    List.of("fast", "slow"),
                    List.of(
                            TaggedTrack.of("a", recording, Set.of("fast")),
                            TaggedTrack.of("b", recording, Set.of("slow"))));
        }
    }

    @Test
    void leavesAPageForPeopleBesideTheFilesForPrograms(@TempDir Path directory) throws IOException {
        Path scores = Files.writeString(directory.resolve("scores.csv"), "track,fast,slow\na,0.9,0.2\nb,0.1,0.3\n");
        PrintStream nowhere = new PrintStream(new ByteArrayOutputStream());
        Path out = directory.resolve("run");
        RunOptions options = new RunOptions(
                directory, "test", new RunDirectory(out), RunDirectory.Existing.KEEP, 1, OptionalInt.empty(), false);
        Songs songs = new Songs();
        Session session = new Session(
                new Console(nowhere, nowhere, Terminal.none()),
                false,
                songs.card(),
                options,
                Map.of("mir", "0.1.0"),
                Instant.now());

        new TaggingJob(session, songs, Optional.empty()).evaluate(scores);

        assertTrue(Files.readString(out.resolve("report.html")).contains("<bdi>scores.csv</bdi>"));
        assertTrue(Files.exists(out.resolve("summary.json")));
        assertTrue(Files.exists(out.resolve("per_tag.csv")));
    }
}
