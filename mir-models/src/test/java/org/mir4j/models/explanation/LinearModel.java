// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.explanation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.mir4j.audio.spectral.FrontEndSettings;
import org.mir4j.audio.spectral.LogScale;
import org.mir4j.audio.spectral.MelSettings;
import org.mir4j.audio.spectral.StftSettings;
import org.mir4j.models.ToyCards;
import org.mir4j.models.card.ModelCard;
import org.mir4j.models.checkpoint.Checkpoint;
import org.mir4j.models.checkpoint.Tensor;
import org.mir4j.models.layer.Activations;
import org.mir4j.models.network.EncoderSettings;
import org.mir4j.models.network.EncoderSettings.ConvNet.Frequencies;
import org.mir4j.models.network.NetworkSettings;
import org.mir4j.models.network.NetworkSettings.PoolingLevel;
import org.mir4j.models.network.PoolingSettings;
import org.mir4j.models.store.InstalledModel;

/**
 * A model without any nonlinearity up to its pooling: a gain, then one weight a band and tag. Its tags hear one band
 * each, {@code band3} the fourth; {@code all} hears all of them, and {@code not0} the first with a negative weight.
 */
final class LinearModel {

    static final int RATE = 8000;
    static final int WINDOW = 1600;
    static final int HOP = 32;
    static final int BANDS = 8;
    static final double GAIN = 2;
    static final float WEIGHT = 0.25f;

    /** By it, silence of -100 dB has a logit of -3 for tags of one band, and so it has for {@code all}. */
    static final double OFFSET = -3 + GAIN * WEIGHT * 100;

    private static final float EPSILON = 1e-5f;
    private static final List<String> LABELS =
            List.of("band0", "band1", "band2", "band3", "band4", "band5", "band6", "band7", "all", "not0");
    private static final MelSettings MEL =
            new MelSettings(BANDS, 0, 4000, MelSettings.Scale.HTK, MelSettings.Norm.NONE, MelSettings.Triangles.HERTZ);

    private LinearModel() {}

    /** The model whose pooling takes the mean of all frames. */
    static InstalledModel install(Path directory) {
        return install(directory, new PoolingSettings.Mean(), PoolingLevel.EMBEDDINGS, Map.of());
    }

    /** The model that pools the scores of its frames, the higher the more. */
    static InstalledModel poolingScores(Path directory) {
        return install(
                directory,
                new PoolingSettings.Auto(1, false, 0, 0),
                PoolingLevel.SCORES,
                Map.of("pooling.alpha", tensor(new float[] {1}, 1)));
    }

    /** The model that pools the embeddings of its frames, the louder the more. */
    static InstalledModel poolingByWeight(Path directory) {
        return install(
                directory,
                new PoolingSettings.Auto(1, false, 0, 0),
                PoolingLevel.EMBEDDINGS,
                Map.of("pooling.alpha", tensor(new float[] {1}, 1)));
    }

    private static InstalledModel install(
            Path directory, PoolingSettings pooling, PoolingLevel level, Map<String, Tensor> more) {
        var layer =
                new EncoderSettings.ConvNet.Layer(1, List.of(1, 1), null, null, null, false, false, Activations.NONE);
        var encoder = new EncoderSettings.ConvNet(false, List.of(layer), Frequencies.FLATTEN);
        NetworkSettings network =
                new NetworkSettings(encoder, List.of(), pooling, level, NetworkSettings.Classifier.linear(), null);
        try {
            Path file = directory.resolve("weights.safetensors");
            Map<String, Tensor> weights = weights();
            weights.putAll(more);
            Checkpoint.write(file, weights);
            return new InstalledModel(card(network), file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ModelCard card(NetworkSettings network) {
        return ToyCards.of(
                "linear",
                (double) WINDOW / RATE,
                FrontEndSettings.logMel(RATE, StftSettings.hann(256, HOP), MEL, LogScale.decibels()),
                network,
                LABELS);
    }

    private static Map<String, Tensor> weights() {
        Map<String, Tensor> weights = new LinkedHashMap<>();
        weights.put("encoder.layer1.main.conv.weight", tensor(new float[] {(float) GAIN}, 1, 1, 1, 1));
        weights.put("encoder.layer1.main.bn.weight", tensor(new float[] {1}, 1));
        weights.put("encoder.layer1.main.bn.bias", tensor(new float[1], 1));
        weights.put("encoder.layer1.main.bn.running_mean", tensor(new float[1], 1));
        weights.put("encoder.layer1.main.bn.running_var", tensor(new float[] {1 - EPSILON}, 1));
        float[] slopes = new float[LABELS.size() * BANDS];
        for (int band = 0; band < BANDS; band++) {
            slopes[band * BANDS + band] = WEIGHT;
            slopes[BANDS * BANDS + band] = WEIGHT;
        }
        slopes[(BANDS + 1) * BANDS] = -WEIGHT;
        weights.put("classifier.output.weight", tensor(slopes, LABELS.size(), BANDS));
        float[] offsets = new float[LABELS.size()];
        Arrays.fill(offsets, (float) OFFSET);
        offsets[BANDS] = (float) (-3 + GAIN * WEIGHT * 100 * BANDS);
        weights.put("classifier.output.bias", tensor(offsets, LABELS.size()));
        return weights;
    }

    private static Tensor tensor(float[] values, long... shape) {
        return new Tensor(shape, values);
    }
}
