// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mir4j.core.dataset.DatasetCard;
import org.mir4j.core.dataset.DatasetFile;
import org.mir4j.core.dataset.Labelling;
import org.mir4j.core.dataset.Recording;
import org.mir4j.core.dataset.SeparationDataset;
import org.mir4j.core.dataset.SeparationProtocol;
import org.mir4j.core.dataset.StemSplit;
import org.mir4j.core.dataset.StemTrack;
import org.mir4j.core.dataset.TaggedSplit;
import org.mir4j.core.dataset.TaggedTrack;
import org.mir4j.core.dataset.TaggingDataset;
import org.mir4j.core.error.DatasetException;
import org.mir4j.core.error.MirException;
import org.mir4j.models.ExistingRun;
import org.mir4j.models.ModelOptions;
import org.mir4j.models.TinyModel;
import org.mir4j.models.tagging.Tagger;
import org.mir4j.models.tagging.WavFile;

/** What a user of the library does with an evaluation. */
class EvaluatorTest {

    private static final DatasetCard CARD = DatasetCard.of("songs", "Four Songs")
            .content("four songs")
            .citation("none")
            .licence("free")
            .homepage("none")
            .obtaining("They are here.")
            .layout("songs/")
            .split("test", "all of them")
            .build();

    @TempDir
    Path folder;

    /** Tones of rising frequency, labelled in turn. */
    private final class Songs implements TaggingDataset {

        @Override
        public DatasetCard card() {
            return CARD;
        }

        @Override
        public List<DatasetFile> files(Path root) {
            return List.of();
        }

        @Override
        public TaggedSplit load(Path root, String split) {
            List<TaggedTrack> tracks = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                Recording recording = Recording.of(tone("song-" + i, i, 3 * TinyModel.WINDOW));
                tracks.add(TaggedTrack.of("song-" + i, recording, Set.of(TinyModel.LABELS.get(i % 3))));
            }
            return new TaggedSplit(Labelling.SINGLE, TinyModel.LABELS, tracks);
        }
    }

    /** Two songs of two stems. */
    private final class Stems implements SeparationDataset {

        @Override
        public DatasetCard card() {
            return CARD;
        }

        @Override
        public List<DatasetFile> files(Path root) {
            return List.of();
        }

        @Override
        public StemSplit load(Path root, String split) {
            List<StemTrack> tracks = new ArrayList<>();
            for (String song : List.of("One", "Two")) {
                Map<String, List<Recording>> stems = new LinkedHashMap<>();
                stems.put("drums", List.of(Recording.of(tone(song + "-drums", 1, 2 * TinyModel.SAMPLE_RATE))));
                stems.put("vocals", List.of(Recording.of(tone(song + "-vocals", 2, 2 * TinyModel.SAMPLE_RATE))));
                tracks.add(new StemTrack(song, Optional.empty(), stems));
            }
            return new StemSplit(SeparationProtocol.BSS_EVAL_V4, List.of("drums", "vocals"), tracks);
        }
    }

    private Path tone(String name, int pitch, int length) {
        float[] samples = new float[length];
        for (int n = 0; n < samples.length; n++) {
            samples[n] = (float) (0.5 * Math.sin((0.05 + 0.4 * pitch) * n));
        }
        return WavFile.write(folder.resolve(name + ".wav"), TinyModel.SAMPLE_RATE, samples);
    }

    @Test
    void aTaggerIsScoredInAFewLines() throws IOException {
        Path directory = folder.resolve("run");
        var split = EvaluationSplit.load(new Songs(), folder, "test");
        try (Tagger tagger = Tagger.load(
                TinyModel.install(folder.resolve("model"), TinyModel.weights()), ModelOptions.on(Device.cpu()))) {
            EvaluationResult result = new Evaluator().evaluate(TaggingSystem.of(tagger), split, directory);
            assertEquals(4, result.scored());
            assertTrue(result.value("accuracy") >= 0);
            assertTrue(result.details() instanceof TaggingMetrics);
            assertEquals(result.toJson(), Files.readString(directory.resolve("summary.json")));
            assertEquals(
                    4, Files.readAllLines(directory.resolve("results.jsonl")).size());
            assertTrue(Files.exists(directory.resolve("run.json")));
        }
    }

    @Test
    void separationsAreScoredInTheSameWay() {
        var split = EvaluationSplit.load(new Stems(), folder, "test");
        Evaluator evaluator = new Evaluator();
        double mixture = evaluator
                .evaluate(SeparationSystem.mixture(), split, folder.resolve("mixture"))
                .value("vocals.sdr");
        EvaluationResult masked = evaluator.evaluate(
                SeparationSystem.oracle(SeparationSystem.Masks.RATIO), split, folder.resolve("masked"));
        assertTrue(masked.value("vocals.sdr") > mixture + 10, masked.value("vocals.sdr") + " after " + mixture);
        assertEquals("oracle-irm", masked.system());
    }

    @Test
    void aSeparatorOfOnesOwnIsScoredToo() {
        SeparationSystem halves = SeparationSystem.of(
                "halves", mixture -> Map.of("drums", mixture.scaled(0.5f), "vocals", mixture.scaled(0.5f)));
        var split = EvaluationSplit.load(
                new Stems(), folder, "test", new EvaluationSplit.Selection(OptionalInt.of(1), false));
        EvaluationResult result = new Evaluator().evaluate(halves, split, folder.resolve("run"));
        assertEquals(1, result.scored());
        assertEquals("halves", result.system());
        assertEquals(List.of("Only 1 of 2 tracks, evenly spread over the split."), result.omissions());
        assertEquals("halves", result.settings().get("estimates"));
        double mixture = new Evaluator()
                .evaluate(SeparationSystem.mixture(), split, folder.resolve("mixture"))
                .value("vocals.si_sdr");
        assertEquals(mixture, result.value("vocals.si_sdr"), 1e-6);
    }

    @Test
    void stemsOfAnotherLengthThanTheSongAreRefused() {
        SeparationSystem half = SeparationSystem.of("half", mixture -> Map.of("vocals", mixture.ofLength(100)));
        var split = EvaluationSplit.load(new Stems(), folder, "test");
        String message = assertThrows(
                        DatasetException.class, () -> new Evaluator().evaluate(half, split, folder.resolve("run")))
                .getMessage();
        assertEquals(
                "None of the 2 tracks could be scored; the first: half gives the stem vocals of One 1 channel of 100 samples"
                        + " at 8000 Hz, expected 1 channel of 16000 samples at 8000 Hz as the song has.",
                message);
    }

    @Test
    void aRunIsResumedOnlyWhenThatIsAskedFor() throws IOException {
        Path scores = Files.writeString(folder.resolve("s.csv"), "track,low,high,noise\nsong-0,1,0,0\nsong-1,0,1,0\n");
        Path directory = folder.resolve("run");
        var split = EvaluationSplit.load(new Songs(), folder, "test");
        TaggingSystem system = TaggingSystem.scores(scores);
        EvaluationResult first = new Evaluator().evaluate(system, split, directory);
        assertEquals(
                List.of("song-2", "song-3"),
                first.failures().stream().map(EvaluationResult.Failure::track).toList());
        assertThrows(MirException.class, () -> new Evaluator().evaluate(system, split, directory));
        EvaluationOptions resume = EvaluationOptions.standard().withExisting(ExistingRun.RESUME);
        assertEquals(
                first.summary(),
                new Evaluator(resume).evaluate(system, split, directory).summary());
    }

    @Test
    void furtherFilesAreWrittenBeforeTheRunIsComplete() throws IOException {
        Path scores = Files.writeString(folder.resolve("s.csv"), "track,low,high,noise\nsong-0,1,0,0\nsong-1,0,1,0\n");
        Path directory = folder.resolve("run");
        List<String> told = new ArrayList<>();
        EvaluationListener listener = new EvaluationListener() {
            @Override
            public void measured(EvaluationResult result) {
                assertFalse(Files.exists(directory.resolve("summary.json")));
                told.add(result.system());
            }
        };
        new Evaluator(EvaluationOptions.standard().withListener(listener))
                .evaluate(TaggingSystem.scores(scores), EvaluationSplit.load(new Songs(), folder, "test"), directory);
        assertEquals(List.of("s.csv"), told);
    }

    @Test
    void whereNoTrackIsScoredTheFirstCauseIsSaid() {
        SeparationSystem none = new SeparationSystem() {
            @Override
            public String name() {
                return "none";
            }

            @Override
            public Estimates estimate(StemTrack track, SongSignals song, SignalFiles files) {
                throw new DatasetException(track.id() + " is gone.");
            }
        };
        var split = EvaluationSplit.load(new Stems(), folder, "test");
        assertEquals(
                "None of the 2 tracks could be scored; the first: One is gone.",
                assertThrows(DatasetException.class, () -> new Evaluator().evaluate(none, split, folder.resolve("run")))
                        .getMessage());
    }

    @Test
    void aMetricThatWasNotMeasuredIsNamedWithThoseThatWere() {
        EvaluationResult result = new Evaluator()
                .evaluate(
                        SeparationSystem.mixture(),
                        EvaluationSplit.load(new Stems(), folder, "test"),
                        folder.resolve("run"));
        String message = assertThrows(IllegalArgumentException.class, () -> result.value("roc_auc"))
                .getMessage();
        assertTrue(message.contains("'roc_auc'; measured were vocals.sdr, "), message);
    }
}
