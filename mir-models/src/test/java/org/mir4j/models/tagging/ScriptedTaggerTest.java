// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.tagging;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mir4j.core.audio.Waveform;
import org.mir4j.core.error.ModelException;
import org.mir4j.core.tagging.Taggram;
import org.mir4j.models.GoldenFile;
import org.mir4j.models.ModelOptions;
import org.mir4j.models.ScriptedModels;
import org.mir4j.models.checkpoint.Tensor;
import org.mir4j.models.explanation.Explainer;
import org.mir4j.models.store.InstalledModel;

/** Taggers that are modules of TorchScript, against what torch itself gives for the same modules. */
class ScriptedTaggerTest {

    private static final int RATE = 8000;
    private static final int TAGS = 3;
    private static final float TOLERANCE = 1e-5f;
    private static final JsonObject GOLDENS = GoldenFile.read("torchscript");

    @TempDir
    Path folder;

    private static Tensor golden(String name, String what) {
        return GoldenFile.tensor(GOLDENS.getAsJsonObject(name).getAsJsonObject(what));
    }

    private static float[] scores(Tagger tagger, Tensor windows) {
        Taggram taggram = tagger.tag(new Waveform(new float[][] {windows.values()}, RATE));
        float[] all = new float[taggram.windows().size() * TAGS];
        for (int i = 0; i < all.length; i++) {
            all[i] = taggram.windows().get(i / TAGS).scores().values()[i % TAGS];
        }
        return all;
    }

    private Tagger tagger(String module, String card) {
        return Tagger.load(model(module, card), ModelOptions.standard());
    }

    private InstalledModel model(String module, String card) {
        return ScriptedModels.install(folder, ScriptedModels.module(module), card);
    }

    @Test
    void samplesBecomeScores() {
        try (Tagger tagger = tagger("tags", ScriptedModels.TAGS)) {
            assertArrayEquals(golden("tags", "output").values(), scores(tagger, golden("tags", "input")), TOLERANCE);
        }
    }

    @Test
    void logMelSpectrogramsBecomeScores() {
        try (Tagger tagger = tagger("log-mel", ScriptedModels.LOG_MEL)) {
            assertArrayEquals(
                    golden("log-mel", "output").values(), scores(tagger, golden("log-mel", "input")), TOLERANCE);
        }
    }

    @Test
    void severalThreadsGetWhatOneGets() throws Exception {
        Tensor windows = golden("tags", "input");
        try (Tagger tagger = tagger("tags", ScriptedModels.TAGS)) {
            float[] expected = scores(tagger, windows);
            ExecutorService threads = Executors.newFixedThreadPool(4);
            try {
                List<Future<float[]>> results = new ArrayList<>();
                for (int i = 0; i < 40; i++) {
                    results.add(threads.submit(() -> scores(tagger, windows)));
                }
                for (Future<float[]> result : results) {
                    assertArrayEquals(expected, result.get());
                }
            } finally {
                threads.shutdownNow();
            }
        }
    }

    @Test
    void aModuleIsNeitherExplainedNorAskedForEmbeddings() {
        InstalledModel model = model("tags", ScriptedModels.TAGS);
        ModelException explained = assertThrows(ModelException.class, () -> Explainer.load(model));
        assertTrue(explained.getMessage().contains("The model mine is a TorchScript module"), explained.getMessage());
        try (Tagger tagger = Tagger.load(model, ModelOptions.standard())) {
            Waveform sound = new Waveform(new float[1][512], RATE);
            ModelException refused = assertThrows(ModelException.class, () -> tagger.embeddings(sound));
            assertTrue(refused.getMessage().contains("TorchScript module"), refused.getMessage());
        }
    }

    @Test
    void noMaskIsMadeForAModule() {
        String card = ScriptedModels.TAGS.replace("labels:", "shortClips: masking\n  labels:");
        String message =
                assertThrows(ModelException.class, () -> model("tags", card)).getMessage();
        assertTrue(message.contains("line 1") && message.contains("receives no mask"), message);
    }

    @Test
    void windowsAreScoredInBatches() {
        Tensor windows = golden("tags", "input");
        try (Tagger tagger = tagger("tags", ScriptedModels.TAGS)) {
            float[] one = scores(tagger, new Tensor(new long[] {512}, Arrays.copyOf(windows.values(), 512)));
            assertArrayEquals(Arrays.copyOf(scores(tagger, windows), TAGS), one, 1e-6f);
            assertEquals(TAGS, one.length);
        }
    }
}
