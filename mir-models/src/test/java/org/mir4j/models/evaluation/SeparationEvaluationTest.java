// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
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
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mir4j.core.dataset.Recording;
import org.mir4j.core.dataset.SeparationProtocol;
import org.mir4j.core.dataset.StemSplit;
import org.mir4j.core.dataset.StemTrack;
import org.mir4j.core.metric.Bootstrap;
import org.mir4j.core.metric.BssEvalV4;
import org.mir4j.core.metric.Framing;
import org.mir4j.core.metric.SeparationScores;
import org.mir4j.core.metric.SiSdr;
import org.mir4j.models.ModelOptions;
import org.mir4j.models.TinySeparator;
import org.mir4j.models.card.MaskingTask.Segment;
import org.mir4j.models.run.RunDirectory;
import org.mir4j.models.separation.Separator;
import org.mir4j.models.tagging.WavFile;

/** Songs of three stems, estimated and scored: the tracks, the numbers, and what fails. */
class SeparationEvaluationTest {

    private static final int RATE = 8000;
    private static final int LENGTH = 5 * RATE / 2;
    private static final List<String> STEMS = List.of("drums", "bass", "vocals");

    @TempDir
    Path folder;

    private SeparationEvaluation evaluation;

    private static float[] sound(int stem, long seed) {
        Random random = new Random(10 * seed + stem);
        float[] samples = new float[LENGTH];
        for (int n = 0; n < LENGTH; n++) {
            double tone = Math.sin(2 * Math.PI * (110 + 300 * stem) * n / RATE);
            samples[n] = (float) (0.2 * tone + 0.05 * random.nextGaussian());
        }
        return samples;
    }

    private StemTrack track(String id, long seed) throws IOException {
        Path place = Files.createDirectories(folder.resolve("songs").resolve(id));
        Map<String, List<Recording>> stems = new LinkedHashMap<>();
        for (int j = 0; j < STEMS.size(); j++) {
            Path file = WavFile.write(place.resolve(STEMS.get(j) + ".wav"), RATE, sound(j, seed));
            stems.put(STEMS.get(j), List.of(Recording.of(file)));
        }
        return new StemTrack(id, Optional.empty(), stems);
    }

    private RunDirectory run() throws IOException {
        return new RunDirectory(Files.createDirectories(folder.resolve("run")));
    }

    private SeparationMetrics evaluate(SeparationProtocol protocol, List<StemTrack> tracks, SeparationSystem system)
            throws IOException {
        evaluation = new SeparationEvaluation(system, new StemSplit(protocol, STEMS, tracks), folder);
        evaluation.score(run(), EvaluationOptions.standard().withWorkers(2));
        return (SeparationMetrics) evaluation.measure(Bootstrap.none());
    }

    @Test
    void tracksAreScoredAsTheirSamplesInMemory() throws IOException {
        SeparationMetrics found = evaluate(
                SeparationProtocol.BSS_EVAL_V4, List.of(track("One", 1), track("Two", 2)), new MixtureBaseline());
        assertEquals(
                List.of("One", "Two"),
                found.tracks().stream().map(SeparationMetrics.Track::id).toList());
        List<float[][]> references = new ArrayList<>();
        float[] mixture = new float[LENGTH];
        for (int j = 0; j < STEMS.size(); j++) {
            references.add(new float[][] {sound(j, 2)});
            for (int n = 0; n < LENGTH; n++) {
                mixture[n] += sound(j, 2)[n];
            }
        }
        List<float[][]> estimates = List.of(new float[][] {mixture}, new float[][] {mixture}, new float[][] {mixture});
        SeparationScores bass = BssEvalV4.evaluate(references, estimates, Framing.seconds(RATE))
                .medians()
                .get(1);
        SeparationMetrics.Track two = found.tracks().get(1);
        assertEquals(2.5, two.seconds());
        assertEquals(bass.sdr(), two.value("bass", "sdr"), 1e-9);
        assertEquals(bass.isr(), two.value("bass", "isr"), 1e-9);
        assertEquals(bass.sir(), two.value("bass", "sir"), 1e-9);
        assertEquals(bass.sar(), two.value("bass", "sar"), 1e-9);
        assertEquals(SiSdr.of(sound(1, 2), mixture), two.value("bass", "si_sdr"), 1e-9);
        assertEquals(List.of("vocals", "accompaniment", "drums", "bass"), List.copyOf(found.targets()));
    }

    @Test
    void idealMasksAreBetterThanTheMixtureByBothProtocols() throws IOException {
        for (SeparationProtocol protocol : SeparationProtocol.values()) {
            String metric = protocol == SeparationProtocol.BSS_EVAL_V4 ? "sdr" : "nsdr";
            double mixture = evaluate(protocol, List.of(track("mixture " + protocol, 1)), new MixtureBaseline())
                    .tracks()
                    .get(0)
                    .value("vocals", metric);
            Files.delete(run().resultsFile());
            double masked = evaluate(
                            protocol,
                            List.of(track("masked " + protocol, 1)),
                            new IdealMask(SeparationSystem.Masks.RATIO))
                    .tracks()
                    .get(0)
                    .value("vocals", metric);
            assertTrue(masked > mixture + 5, protocol + ": " + masked + " after " + mixture);
            Files.delete(run().resultsFile());
        }
    }

    @Test
    void aModelIsScoredOnTheStemsThatItShares() throws IOException {
        try (Separator separator = Separator.load(
                TinySeparator.install(folder.resolve("model"), TinySeparator.task(1, new Segment(96, 48))),
                ModelOptions.on(Device.cpu()))) {
            SeparationMetrics found =
                    evaluate(SeparationProtocol.BSS_EVAL_V4, List.of(track("One", 1)), SeparationSystem.of(separator));
            assertEquals(List.of("vocals", "accompaniment"), List.copyOf(found.targets()));
            assertTrue(Double.isFinite(found.tracks().get(0).value("vocals", "sdr")));
        }
    }

    @Test
    void aTrackThatFailsStopsNoOtherAndLeavesNoFiles() throws IOException {
        StemTrack broken = track("Broken", 3);
        Files.writeString(broken.stems().get("bass").get(0).file(), "no audio");
        SeparationMetrics found = evaluate(
                SeparationProtocol.BSS_EVAL_V4,
                List.of(broken, track("Whole", 4)),
                new IdealMask(SeparationSystem.Masks.BINARY));
        assertEquals("Broken", evaluation.failures().get(0).track());
        assertTrue(evaluation.failures().get(0).cause().contains("bass.wav"));
        assertEquals("Whole", found.tracks().get(0).id());
        try (Stream<Path> files = Files.list(run().path())) {
            assertEquals(List.of(run().resultsFile()), files.toList());
        }
    }

    @Test
    void whatIsScoredIsKeptWhenARunGoesOn() throws IOException {
        StemTrack one = track("One", 1);
        evaluate(SeparationProtocol.BSS_EVAL_V4, List.of(one), new MixtureBaseline());
        Files.delete(one.stems().get("drums").get(0).file());
        SeparationMetrics found =
                evaluate(SeparationProtocol.BSS_EVAL_V4, List.of(one, track("Two", 2)), new MixtureBaseline());
        assertEquals(2, found.tracks().size());
    }

    @Test
    void theSettingsTellOtherTracksApart() throws IOException {
        StemSplit split = new StemSplit(SeparationProtocol.BSS_EVAL_V4, STEMS, List.of(track("One", 1)));
        StemSplit other = new StemSplit(SeparationProtocol.BSS_EVAL_V4, STEMS, List.of(track("Two", 1)));
        assertEquals(truth(split), truth(split));
        assertNotEquals(truth(split), truth(other));
    }

    private String truth(StemSplit split) {
        return new SeparationEvaluation(SeparationSystem.mixture(), split, folder)
                .settings()
                .get("truth");
    }
}
