// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.evaluation.tagging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mir4j.audio.window.Windowing;
import org.mir4j.core.dataset.Labelling;
import org.mir4j.core.dataset.Recording;
import org.mir4j.core.dataset.TaggedSplit;
import org.mir4j.core.dataset.TaggedTrack;
import org.mir4j.core.error.DatasetException;
import org.mir4j.core.metric.tagging.Bootstrap;
import org.mir4j.core.metric.tagging.ScoreTable;
import org.mir4j.core.tagging.Taggram;
import org.mir4j.models.TinyModel;
import org.mir4j.models.engine.PyTorch;
import org.mir4j.models.evaluation.run.EvaluationListener;
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

    private static LabelMap map() {
        return LabelMap.same(TinyModel.LABELS, TinyModel.LABELS);
    }

    @Test
    void tracksHaveTheScoresOfTheTaggerAndTheirLabels() throws IOException {
        TaggedSplit split = split();
        TaggingEvaluation evaluation = new TaggingEvaluation(split);
        try (Tagger tagger =
                Tagger.load(TinyModel.install(folder.resolve("model"), TinyModel.weights()), PyTorch.Place.CPU)) {
            evaluation.tag(tagger, new Windowing.Consecutive(), 2, run(), new EvaluationListener() {});
            ScoredTracks scored = evaluation.results(run(), map());
            ScoreTable table = scored.table().orElseThrow();
            assertEquals(NAMES, table.tracks());
            for (int i = 0; i < NAMES.size(); i++) {
                Taggram taggram = tagger.tag(folder.resolve(NAMES.get(i) + ".wav"));
                float[] expected =
                        taggram.scores(tagger.card().tagging().aggregation()).values();
                for (int tag = 0; tag < expected.length; tag++) {
                    assertEquals(expected[tag], table.score(i, tag), 1e-6);
                }
            }
            TaggingFindings findings = TaggingFindings.of(scored, Bootstrap.none());
            assertEquals("accuracy", findings.headlines().get(0).name());
            assertEquals(4, findings.classification().orElseThrow().tracks());
        }
    }

    @Test
    void aTrackThatFailsIsNamedAndStopsNoOther() throws IOException {
        TaggedSplit split = split();
        Files.writeString(folder.resolve("b.wav"), "no audio");
        TaggingEvaluation evaluation = new TaggingEvaluation(split);
        try (Tagger tagger =
                Tagger.load(TinyModel.install(folder.resolve("model"), TinyModel.weights()), PyTorch.Place.CPU)) {
            evaluation.tag(tagger, new Windowing.Consecutive(), 2, run(), new EvaluationListener() {});
        }
        ScoredTracks scored = evaluation.results(run(), map());
        assertEquals(List.of("a", "c", "d"), scored.table().orElseThrow().tracks());
        assertEquals("b", scored.failures().get(0).track());
        assertTrue(scored.failures().get(0).cause().contains("b.wav"));
    }

    @Test
    void scoresMadeElsewhereNameTracksOrFiles() throws IOException {
        TaggedSplit split = split();
        Path scores = Files.writeString(
                folder.resolve("scores.csv"),
                "track,low,high,noise\na,0.9,0.2,0.1\n" + folder.resolve("b.wav") + ",0.1,0.8,0.3\nelsewhere,1,1,1\n");
        ScoredTracks scored = new TaggingEvaluation(split).scoresOf(scores, map());
        ScoreTable table = scored.table().orElseThrow();
        assertEquals(List.of("a", "b"), table.tracks());
        assertEquals(0.8, table.score(1, 1), 1e-9);
        assertEquals(2, scored.failures().size());
        Path strangers = Files.writeString(folder.resolve("strangers.csv"), "track,low,high,noise\nx,1,1,1\n");
        assertTrue(assertThrows(DatasetException.class, () -> new TaggingEvaluation(split).scoresOf(strangers, map()))
                .getMessage()
                .contains("has no scores of any of the 4 tracks"));
    }

    @Test
    void theWorstRankedTracksComeFirst() throws IOException {
        Path scores = Files.writeString(
                folder.resolve("scores.csv"),
                "track,low,high,noise\na,0.9,0.2,0.1\nb,0.9,0.1,0.3\nc,0.1,0.2,0.9\nd,0.3,0.9,0.1\n");
        TaggingFindings findings =
                TaggingFindings.of(new TaggingEvaluation(split()).scoresOf(scores, map()), Bootstrap.none());
        TaggingFindings.TrackRanking worst = findings.worst(1).get(0);
        assertEquals("b", worst.track()); // 'high' is the last of three
        assertEquals(1.0 / 3, worst.averagePrecision(), 1e-12);
        assertEquals(List.of("high"), worst.present());
        assertEquals(List.of("low"), worst.highest());
        assertEquals(0.5, findings.headlines().get(0).estimate().value(), 1e-12, "accuracy");
        assertEquals(List.of(), findings.notes());
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
        LabelMap map = LabelMap.same(List.of("low", "high"), List.of("low", "high"));
        TaggingFindings findings =
                TaggingFindings.of(new TaggingEvaluation(split).scoresOf(scores, map), Bootstrap.none());
        assertTrue(findings.notes().get(0).startsWith("2 of 2 labels hold on all or none"), findings.notes() + "");
        assertTrue(findings.notes().get(1).startsWith("1 of 2 labels hold on none"), findings.notes() + "");
        assertTrue(findings.classification().isEmpty());
    }

    @Test
    void noTrackIsNoFinding() {
        ScoredTracks none = new ScoredTracks.Builder(split(), map()).build();
        assertEquals(
                "None of the 4 tracks could be scored; the first: There are no scores of this track.",
                assertThrows(DatasetException.class, () -> TaggingFindings.of(none, Bootstrap.none()))
                        .getMessage());
    }

    @Test
    void theFingerprintIsThatOfTracksAndLabels() {
        TaggedSplit split = split();
        TaggedSplit fewer = new TaggedSplit(
                split.labelling(), split.labels(), split.tracks().subList(0, 3));
        assertEquals(new TaggingEvaluation(split).fingerprint(), new TaggingEvaluation(split).fingerprint());
        assertNotEquals(new TaggingEvaluation(split).fingerprint(), new TaggingEvaluation(fewer).fingerprint());
    }
}
