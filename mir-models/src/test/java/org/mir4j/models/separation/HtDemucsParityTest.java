// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.separation;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.training.ParameterStore;
import com.google.gson.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mir4j.models.GoldenFile;
import org.mir4j.models.card.WaveformTask;
import org.mir4j.models.card.WaveformTask.Chunks;
import org.mir4j.models.card.WaveformTask.Fade;
import org.mir4j.models.checkpoint.Checkpoint;
import org.mir4j.models.engine.Autograd;
import org.mir4j.models.engine.PyTorch;
import org.mir4j.models.layer.Parameters;
import org.mir4j.models.tagging.PublishedModels;
import org.mir4j.models.waveform.HtDemucsSettings;
import org.mir4j.models.waveform.HtDemucsSettings.Transformer;
import org.mir4j.models.waveform.HybridUNetSettings;
import org.mir4j.models.waveform.HybridUNetSettings.Residual;
import org.mir4j.models.waveform.HybridUNetSettings.Residual.Where;
import org.mir4j.models.waveform.WaveformNetwork;

/** The published HTDemucs on ten seconds, against the authors' code with the same weights. */
class HtDemucsParityTest {

    private static final double TOLERANCE = 1e-4;
    private static final int LENGTH = 441_000;
    private static final int KEPT = 9973;
    private static final int EXCERPT = 343_980;

    private static float[][] song() {
        float[][] song = new float[2][LENGTH];
        for (int i = 0; i < LENGTH; i++) {
            double n = i;
            double swell = 0.5 + 0.5 * Math.sin(2e-4 * n);
            song[0][i] = (float)
                    (swell * (0.2 * Math.sin(0.0313 * n) + 0.1 * Math.sin(0.0469 * n)) + 0.05 * Math.sin(1e-4 * n * n));
            song[1][i] = (float) (swell * (0.2 * Math.sin(0.0313 * n + 1) + 0.1 * Math.sin(0.0628 * n))
                    + 0.05 * Math.sin(0.7 * n * n));
        }
        return song;
    }

    private static WaveformTask task() {
        HybridUNetSettings levels =
                new HybridUNetSettings(48, 4, 0, 0, 0, 0, 0, null, 0, null, 0, null, 0, new Residual(Where.BOTH, 2, 8));
        HtDemucsSettings network = new HtDemucsSettings(levels, 512, new Transformer(5, 8, 0, false, 0, null), EXCERPT);
        return new WaveformTask(
                44100,
                2,
                network,
                List.of("drums", "bass", "other", "vocals"),
                new Chunks(EXCERPT, 0.25, Fade.TRIANGLE),
                true);
    }

    @Test
    void stemsAreThoseOfTheAuthors() {
        Path weights = PublishedModels.mirror().resolve("htdemucs.th");
        assumeTrue(Files.exists(weights), "skipped: there is no htdemucs.th in the mirror");
        JsonObject golden = GoldenFile.read("htdemucs");
        float[] expected = GoldenFile.tensor(golden.getAsJsonObject("output")).values();
        WaveformTask task = task();
        SongLevel.Meter meter = new SongLevel.Meter();
        meter.add(song());
        try (NDManager manager = PyTorch.engine().newBaseManager()) {
            WaveformNetwork network = task.build();
            Parameters.load(network, Checkpoint.open(weights).tensors("state"), manager, task.inputShape());
            List<BlockSeparation.Separated> parts = new ArrayList<>();
            try (WaveformSeparation separation = new WaveformSeparation(
                    task,
                    mixture -> Autograd.unrecorded(() -> network.forward(
                                    new ParameterStore(mixture.getManager(), false), new NDList(mixture), false)
                            .singletonOrThrow()),
                    manager.newSubManager(),
                    meter.level(),
                    new SongChecks("song", "htdemucs"))) {
                parts.addAll(separation.push(song()));
                parts.addAll(separation.finish());
            }
            double worst = 0;
            double largest = 0;
            for (int i = 0; i < expected.length; i++) {
                float found = sample(parts, i * KEPT / LENGTH, i * KEPT % LENGTH);
                worst = Math.max(worst, Math.abs(found - expected[i]));
                largest = Math.max(largest, Math.abs(expected[i]));
            }
            assertTrue(worst <= TOLERANCE * largest, "off by " + worst / largest + " of the largest value");
        }
    }

    private static float sample(List<BlockSeparation.Separated> parts, int row, int sample) {
        int rest = sample;
        for (BlockSeparation.Separated part : parts) {
            float[] samples = part.rows()[row];
            if (rest < samples.length) {
                return samples[rest];
            }
            rest -= samples.length;
        }
        throw new IllegalStateException("only part of the song came out");
    }
}
