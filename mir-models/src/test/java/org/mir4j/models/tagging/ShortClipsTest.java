// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.tagging;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.training.initializer.NormalInitializer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mir4j.audio.spectral.FrontEndSettings;
import org.mir4j.audio.spectral.LogScale;
import org.mir4j.audio.spectral.MelSettings;
import org.mir4j.audio.spectral.StftSettings;
import org.mir4j.audio.window.AudioWindow;
import org.mir4j.audio.window.ShortClips;
import org.mir4j.core.tagging.Taggram;
import org.mir4j.models.ModelOptions;
import org.mir4j.models.ToyCards;
import org.mir4j.models.card.CardJson;
import org.mir4j.models.card.ModelCard;
import org.mir4j.models.checkpoint.Checkpoint;
import org.mir4j.models.checkpoint.Tensor;
import org.mir4j.models.engine.PyTorch;
import org.mir4j.models.explanation.Explainer;
import org.mir4j.models.explanation.Explanation;
import org.mir4j.models.layer.Parameters;
import org.mir4j.models.layer.RecurrentCells.Cell;
import org.mir4j.models.network.EncoderSettings;
import org.mir4j.models.network.NetworkSettings;
import org.mir4j.models.network.PoolingSettings;
import org.mir4j.models.network.SequenceSettings;
import org.mir4j.models.network.TaggingNetwork;
import org.mir4j.models.store.InstalledModel;

/** What models hear of recordings that are shorter than their window. */
class ShortClipsTest {

    private static final int RATE = 8000;
    private static final int WINDOW = 1600;
    private static final int CLIP = 736; // 22 frames of 64 samples, 32 apart
    private static final List<String> LABELS = List.of("low", "high", "noise");

    /** Frames of samples of the recording only, so that none is half silence. */
    private static final FrontEndSettings FRONT_END = FrontEndSettings.logMel(
            RATE,
            new StftSettings(64, 64, 32, StftSettings.Window.HANN_PERIODIC, StftSettings.Padding.NONE),
            new MelSettings(8, 0, 4000, MelSettings.Scale.HTK, MelSettings.Norm.NONE, MelSettings.Triangles.HERTZ),
            LogScale.decibels());

    @TempDir
    Path directory;

    /** Both directions over the frames, and the states at either end. */
    private InstalledModel bothEnds(String name, int window, ShortClips shortClips) {
        return model(name, window, shortClips, new PoolingSettings.Last());
    }

    private InstalledModel model(String name, int window, ShortClips shortClips, PoolingSettings pooling) {
        NetworkSettings network = new NetworkSettings(
                new EncoderSettings.Frames(true),
                List.of(new SequenceSettings.Recurrent(Cell.GRU, 4, 2, true, 0)),
                pooling,
                null,
                NetworkSettings.Classifier.linear(),
                null);
        ModelCard card = ToyCards.of(name, (double) window / RATE, FRONT_END, network, LABELS);
        card = card.like(name, card.source(), card.tagging().with(shortClips));
        try (NDManager manager = PyTorch.engine().newBaseManager()) {
            Path folder = Files.createDirectories(directory.resolve(name));
            Path file = folder.resolve("weights.safetensors");
            Checkpoint.write(file, weights((TaggingNetwork) card.tagging().build(), card, manager));
            Files.writeString(folder.resolve("model.json"), CardJson.write(card));
            return new InstalledModel(card, file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, Tensor> weights(TaggingNetwork network, ModelCard card, NDManager manager) {
        PyTorch.engine().setRandomSeed(5);
        network.setInitializer(new NormalInitializer(0.3f), parameter -> true);
        network.initialize(manager, DataType.FLOAT32, card.tagging().inputShape());
        Map<String, Tensor> weights = new LinkedHashMap<>();
        Parameters.named(network).forEach((name, parameter) -> {
            if (name.endsWith("running_var")) {
                parameter.getArray().muli(0).addi(100);
            }
            weights.put(
                    name,
                    new Tensor(
                            parameter.getArray().getShape().getShape(),
                            parameter.getArray().toFloatArray()));
        });
        return weights;
    }

    private static float[] clip() {
        return SyntheticSignal.samples(RATE, CLIP);
    }

    private float[] scores(InstalledModel model, float... samples) {
        Path file = WavFile.write(directory.resolve(samples.length + ".wav"), RATE, samples);
        try (Tagger tagger = Tagger.load(model, ModelOptions.on(Device.cpu()))) {
            Taggram consecutive = tagger.tag(file);
            Taggram spread = tagger.tag(file, TaggingOptions.standard().withWindows(3));
            float[] scores = consecutive.scores().values();
            assertArrayEquals(scores, spread.scores().values(), 1e-6f);
            return scores;
        }
    }

    @Test
    void aMaskedClipHasTheScoresOfTheClipAlone() {
        float[] alone = scores(bothEnds("alone", CLIP, ShortClips.PADDING), clip());
        float[] masked = scores(bothEnds("masked", WINDOW, ShortClips.MASKING), clip());
        float[] padded = scores(bothEnds("padded", WINDOW, ShortClips.PADDING), clip());
        assertArrayEquals(alone, masked, 1e-6f);
        assertTrue(differ(alone, padded), Arrays.toString(padded));
    }

    @Test
    void aLoopedClipHasTheScoresOfTheRepeatedClip() {
        float[] repeated = new float[WINDOW];
        for (int n = 0; n < WINDOW; n++) {
            repeated[n] = clip()[n % CLIP];
        }
        float[] expected = scores(bothEnds("full", WINDOW, ShortClips.PADDING), repeated);
        float[] looped = scores(bothEnds("looped", WINDOW, ShortClips.LOOPING), clip());
        float[] padded = scores(bothEnds("padded", WINDOW, ShortClips.PADDING), clip());
        assertArrayEquals(expected, looped, 1e-6f);
        assertTrue(differ(expected, padded), Arrays.toString(padded));
    }

    @Test
    void aPaddedClipHasTheScoresOfTheClipWithSilenceBehindIt() {
        InstalledModel model = bothEnds("padded", WINDOW, ShortClips.PADDING);
        assertArrayEquals(scores(model, Arrays.copyOf(clip(), WINDOW)), scores(model, clip()), 1e-6f);
    }

    private static boolean differ(float[] one, float[] other) {
        for (int i = 0; i < one.length; i++) {
            if (Math.abs(one[i] - other[i]) > 0.01) {
                return true;
            }
        }
        return false;
    }

    @Test
    void onlyWhatAMaskingModelPadsIsMasked() {
        AudioWindow full = AudioWindow.whole(new float[WINDOW]);
        AudioWindow filled = new AudioWindow(0, CLIP, new float[WINDOW]);
        for (ShortClips shortClips : ShortClips.values()) {
            try (NDManager manager = PyTorch.engine().newBaseManager()) {
                ScoringNetwork network =
                        ScoringNetwork.load(bothEnds("short-" + shortClips.ordinal(), WINDOW, shortClips), manager);
                assertEquals(1, network.inputs(List.of(full, full), manager).size());
                NDList inputs = network.inputs(List.of(full, filled), manager);
                boolean masks = shortClips == ShortClips.MASKING;
                assertEquals(masks ? 2 : 1, inputs.size());
                if (masks) {
                    assertArrayEquals(new long[] {WINDOW, CLIP}, inputs.get(1).toLongArray());
                }
            }
        }
    }

    @Test
    void maskedSilenceExplainsNothing() {
        PoolingSettings attention = new PoolingSettings.Attention(4);
        InstalledModel alone = model("alone", CLIP, ShortClips.PADDING, attention);
        InstalledModel masked = model("masked", WINDOW, ShortClips.MASKING, attention);
        try (Explainer aloneExplainer = Explainer.load(alone);
                Explainer maskedExplainer = Explainer.load(masked)) {
            Explanation expected = aloneExplainer.explain(clip(), "high");
            Explanation explanation =
                    maskedExplainer.explain(new AudioWindow(0, CLIP, Arrays.copyOf(clip(), WINDOW)), "high");
            assertEquals(expected.score(), explanation.score(), 1e-6);
            int frames = expected.saliency().length;
            assertEquals(22, frames);
            for (int frame = 0; frame < explanation.saliency().length; frame++) {
                float[] row = frame < frames ? expected.saliency()[frame] : new float[8];
                assertArrayEquals(row, explanation.saliency()[frame], 1e-4f);
                float moment = frame < frames ? expected.moments()[frame] : 0;
                assertEquals(moment, explanation.moments()[frame], 1e-4f);
            }
        }
    }
}
