// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.explanation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mir4j.audio.spectral.FrontEndSettings;
import org.mir4j.models.ToyCards;
import org.mir4j.models.card.ModelCard;
import org.mir4j.models.checkpoint.Checkpoint;
import org.mir4j.models.checkpoint.Tensor;
import org.mir4j.models.network.EncoderSettings;
import org.mir4j.models.network.NetworkSettings;
import org.mir4j.models.network.PoolingSettings;
import org.mir4j.models.store.InstalledModel;

/** Models that hear samples, and no spectrogram. */
class RawSamplesTest {

    private static final int WINDOW = 810;

    @TempDir
    Path directory;

    /** Two layers that pass positive samples on, of which the second one pools. */
    private InstalledModel model(double scale) throws IOException {
        Map<String, Tensor> weights = new LinkedHashMap<>();
        for (String layer : List.of("encoder.layer1", "encoder.layer2")) {
            weights.put(layer + ".conv.weight", new Tensor(new long[] {1, 1, 3}, new float[] {0, 1, 0}));
            weights.put(layer + ".conv.bias", one(0));
            weights.put(layer + ".bn.weight", one(1));
            weights.put(layer + ".bn.bias", one(0));
            weights.put(layer + ".bn.running_mean", one(0));
            weights.put(layer + ".bn.running_var", one(1));
        }
        weights.put("classifier.output.weight", new Tensor(new long[] {1, 1}, new float[] {5}));
        weights.put("classifier.output.bias", one(-1));
        Path file = directory.resolve("weights.safetensors");
        Checkpoint.write(file, weights);
        ModelCard card = ToyCards.of(
                "samples",
                WINDOW / 8100.0,
                new FrontEndSettings(8100, 0, null, 2, null, null, 0, scale),
                NetworkSettings.of(
                        new EncoderSettings.SampleCnn(List.of(1, 1), 0, false),
                        new PoolingSettings.Mean(),
                        NetworkSettings.Classifier.linear()),
                List.of("click"));
        return new InstalledModel(card, file);
    }

    private static Tensor one(float value) {
        return new Tensor(new long[] {1}, new float[] {value});
    }

    @Test
    void aClickIsFoundAtItsSample() throws IOException {
        float[] samples = new float[WINDOW];
        samples[300] = 0.8f; // in the middle of a filter's stride
        try (Explainer explainer = Explainer.load(model(1))) {
            Explanation explanation = explainer.explain(samples, "click");
            assertEquals(WINDOW, explanation.saliency().length);
            // one of 90 pooled frames has it, and the batch norms take a little
            assertEquals(5 * 0.8 / 90, explanation.saliency()[300][0], 1e-5);
            for (int n = 0; n < WINDOW; n++) {
                assertTrue(n == 300 || explanation.saliency()[n][0] == 0);
            }
        }
    }

    @Test
    void aFilterIsExcitedBySamples() throws IOException {
        try (Inspector inspector = Inspector.load(model(1))) {
            assertEquals(List.of(3), inspector.layers().get(0).kernel());
            Excitation excitation = inspector.excite("encoder.layer2", 0);
            assertTrue(excitation.after() > excitation.before() + 0.2, excitation.toString());
            assertEquals(1, excitation.change()[0].length);
        }
    }

    @Test
    void aFilterIsExcitedWithinFullScaleOfTheFrontEnd() throws IOException {
        for (double scale : new double[] {10, -10}) {
            try (Inspector inspector = Inspector.load(model(scale))) {
                Excitation excitation = inspector.excite("encoder.layer2", 0);
                assertTrue(excitation.after() > excitation.before() + 2, excitation.toString());
            }
        }
    }
}
