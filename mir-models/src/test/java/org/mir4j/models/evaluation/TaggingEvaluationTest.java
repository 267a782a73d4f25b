// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mir4j.core.dataset.Labelling;
import org.mir4j.core.dataset.Recording;
import org.mir4j.core.dataset.TaggedSplit;
import org.mir4j.core.dataset.TaggedTrack;
import org.mir4j.core.error.DatasetException;
import org.mir4j.core.metric.Bootstrap;
import org.mir4j.core.metric.ScoreTable;
import org.mir4j.core.tagging.Taggram;
import org.mir4j.models.ModelOptions;
import org.mir4j.models.TinyModel;
import org.mir4j.models.run.RunDirectory;
import org.mir4j.models.tagging.Tagger;
import org.mir4j.models.tagging.WavFile;

/** Recordings that are tagged and scored: the tracks, the numbers, and what fails. */
class TaggingEvaluationTest {

    private static final List<String> NAMES = List.of("a", "b", "c", "d");

    @TempDir
    Path folder;

    private static float[] sound(int track) {
        float[] samples = new float[3 * TinyModel.WINDOW];
        for (int n = 0; n < samples.length; n++) {
            samples[n] = (float) (0.5 * Math.sin((0.05 + 0.4 * track) * n));
        }
        return samples;
    }

    private TaggedSplit split() {
        List<TaggedTrack> tracks = new ArrayList<>();
        for (int i = 0; i < NAMES.size(); i++) {
            Path file = WavFile.write(folder.resolve(NAMES.get(i) + ".wav"), TinyModel.SAMPLE_RATE, sound(i));
            tracks.add(TaggedTrack.of(NAMES.get(i), Recording.of(file), Set.of(TinyModel.LABELS.get(i % 3))));
        }
        return new TaggedSplit(Labelling.SINGLE, TinyModel.LABELS, tracks);
    }

    private RunDirectory run() throws IOException {
        return new RunDirectory(Files.createDirectories(folder.resolve("run")));
    }

    private static final EvaluationOptions OPTIONS =
            EvaluationOptions.standard().withWorkers(2).withBootstrap(Bootstrap.none());

    private static TaggingMetrics metrics(TaggingEvaluation evaluation) {
        return (TaggingMetrics) evaluation.measure(Bootstrap.none());
    }

    @Test
    void tracksHaveTheScoresOfTheTaggerAndTheirLabels() throws IOException {
        try (Tagger tagger = Tagger.load(
                TinyModel.install(folder.resolve("model"), TinyModel.weights()), ModelOptions.on(Device.cpu()))) {
            TaggingEvaluation evaluation = new TaggingEvaluation(TaggingSystem.of(tagger), split(), OPTIONS);
            assertEquals(4, evaluation.score(run(), OPTIONS));
            TaggingMetrics metrics = metrics(evaluation);
            ScoreTable table = metrics.table();
            assertEquals(NAMES, table.tracks());
            for (int i = 0; i < NAMES.size(); i++) {
                Taggram taggram = tagger.tag(folder.resolve(NAMES.get(i) + ".wav"));
                float[] expected = taggram.scores().values();
                for (int tag = 0; tag < expected.length; tag++) {
                    assertEquals(expected[tag], table.score(i, tag), 1e-6);
                }
            }
            assertEquals("accuracy", metrics.summary().get(0).name());
            assertEquals(4, metrics.classification().orElseThrow().tracks());
        }
    }

    @Test
    void aTrackThatFailsIsNamedAndStopsNoOther() throws IOException {
        TaggedSplit split = split();
        Files.writeString(folder.resolve("b.wav"), "no audio");
        TaggingEvaluation evaluation = new TaggingEvaluation(
                TaggingSystem.of(
                        TinyModel.install(folder.resolve("model"), TinyModel.weights()), ModelOptions.on(Device.cpu())),
                split,
                OPTIONS);
        evaluation.score(run(), OPTIONS);
        assertEquals(List.of("a", "c", "d"), metrics(evaluation).table().tracks());
        assertEquals("b", evaluation.failures().get(0).track());
        assertTrue(evaluation.failures().get(0).cause().contains("b.wav"));
    }

    private static TaggingEvaluation ofScores(TaggedSplit split, Path scores) {
        return new TaggingEvaluation(TaggingSystem.scores(scores), split, OPTIONS);
    }

    @Test
    void scoresMadeElsewhereNameTracksOrFiles() throws IOException {
        TaggedSplit split = split();
        Path scores = Files.writeString(
                folder.resolve("scores.csv"),
                "track,low,high,noise\na,0.9,0.2,0.1\n" + folder.resolve("b.wav") + ",0.1,0.8,0.3\nelsewhere,1,1,1\n");
        TaggingEvaluation evaluation = ofScores(split, scores);
        ScoreTable table = metrics(evaluation).table();
        assertEquals(List.of("a", "b"), table.tracks());
        assertEquals(0.8, table.score(1, 1), 1e-9);
        assertEquals(
                List.of(
                        new EvaluationResult.Failure("c", "There are no scores of this track."),
                        new EvaluationResult.Failure("d", "There are no scores of this track.")),
                evaluation.failures());
        Path strangers = Files.writeString(folder.resolve("strangers.csv"), "track,low,high,noise\nx,1,1,1\n");
        assertTrue(assertThrows(DatasetException.class, () -> ofScores(split, strangers))
                .getMessage()
                .contains("has no scores of any of the 4 tracks"));
    }

    @Test
    void theWorstRankedTracksComeFirst() throws IOException {
        Path scores = Files.writeString(
                folder.resolve("scores.csv"),
                "track,low,high,noise\na,0.9,0.2,0.1\nb,0.9,0.1,0.3\nc,0.1,0.2,0.9\nd,0.3,0.9,0.1\n");
        TaggingMetrics metrics = metrics(ofScores(split(), scores));
        TaggingMetrics.TrackRanking worst = metrics.worst(1).get(0);
        assertEquals("b", worst.track()); // 'high' is the last of three
        assertEquals(1.0 / 3, worst.averagePrecision(), 1e-12);
        assertEquals(List.of("high"), worst.present());
        assertEquals(List.of("low"), worst.highest());
        assertEquals(0.5, metrics.summary().get(0).value(), 1e-12, "accuracy");
        assertEquals(List.of(), metrics.notes());
    }

    @Test
    void labelsThatAlwaysOrNeverHoldAreSaid() throws IOException {
        TaggedSplit split = new TaggedSplit(
                Labelling.MULTIPLE,
                List.of("low", "high"),
                List.of(
                        TaggedTrack.of("a", Recording.of(folder.resolve("a.wav")), Set.of("low")),
                        TaggedTrack.of("b", Recording.of(folder.resolve("b.wav")), Set.of("low"))));
        Path scores = Files.writeString(folder.resolve("scores.csv"), "track,low,high\na,0.9,0.2\nb,0.9,0.1\n");
        TaggingMetrics metrics = metrics(ofScores(split, scores));
        assertTrue(metrics.notes().get(0).startsWith("2 of 2 labels hold on all or none"), metrics.notes() + "");
        assertTrue(metrics.notes().get(1).startsWith("1 of 2 labels hold on none"), metrics.notes() + "");
        assertTrue(metrics.classification().isEmpty());
    }

    @Test
    void theSettingsTellOtherTracksApart() throws IOException {
        TaggedSplit split = split();
        TaggedSplit fewer = new TaggedSplit(
                split.labelling(), split.labels(), split.tracks().subList(0, 3));
        Path scores = Files.writeString(folder.resolve("scores.csv"), "track,low,high,noise\na,0.9,0.2,0.1\n");
        assertEquals(ofScores(split, scores).settings(), ofScores(split, scores).settings());
        assertNotEquals(
                ofScores(split, scores).settings().get("truth"),
                ofScores(fewer, scores).settings().get("truth"));
    }
}
