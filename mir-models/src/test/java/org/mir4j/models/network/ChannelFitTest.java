// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.mir4j.models.checkpoint.Tensor;
import org.mir4j.models.engine.PyTorch;
import org.mir4j.models.layer.Parameters;
import org.mir4j.models.network.EncoderSettings.Fcn;

/** Encoders that start from wider and narrower ones. */
class ChannelFitTest {

    private static final int BANDS = 12;
    private static final List<List<Integer>> POOLING = List.of(List.of(2, 2), List.of(2, 1), List.of(3, 2));

    private final NDManager manager = PyTorch.engine().newBaseManager(Device.cpu());

    @AfterEach
    void close() {
        manager.close();
    }

    private static Fcn fcn(int... channels) {
        return new Fcn(List.of(channels[0], channels[1], channels[2]), POOLING);
    }

    /** Weights of which a third of the channels of the first two convolutions say nothing: ReLU stops them. */
    private static Map<String, Tensor> weights() {
        Random random = new Random(3);
        Map<String, Tensor> weights = new LinkedHashMap<>();
        weights.put("classifier.output.weight", new Tensor(new long[] {1}, new float[] {7}));
        int in = 1;
        for (int layer = 1; layer <= 3; layer++) {
            int out = 6;
            String name = "encoder.layer" + layer + ".";
            weights.put(name + "conv.weight", random(random, 0.3, out, in, 3, 3));
            weights.put(name + "conv.bias", random(random, 0.1, out));
            weights.put(name + "bn.weight", random(random, 0.2, out));
            Tensor bias = random(random, 0.2, out);
            if (layer < 3) {
                bias.values()[1] = -40;
                bias.values()[4] = -50;
            }
            weights.put(name + "bn.bias", bias);
            weights.put(name + "bn.running_mean", random(random, 0.1, out));
            Tensor variance = random(random, 0.1, out);
            for (int i = 0; i < out; i++) {
                variance.values()[i] = 1 + Math.abs(variance.values()[i]);
            }
            weights.put(name + "bn.running_var", variance);
            in = out;
        }
        return weights;
    }

    private static Tensor random(Random random, double deviation, long... shape) {
        int size = 1;
        for (long axis : shape) {
            size *= (int) axis;
        }
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = (float) (deviation * random.nextGaussian());
        }
        return new Tensor(shape, values);
    }

    /** {@code (B, T', C)} of what an encoder with such weights makes of a spectrogram. */
    private NDArray encoded(Fcn settings, Map<String, Tensor> weights) {
        Encoder encoder = settings.build(BANDS);
        Map<String, Tensor> own = new LinkedHashMap<>();
        weights.forEach((name, tensor) -> own.put(name.replaceFirst("^encoder[.]", ""), tensor));
        Shape shape = new Shape(2, 1, BANDS, 16);
        Parameters.start(encoder, own, manager, shape);
        NDArray spectrogram =
                manager.arange((float) shape.size()).mul(0.7).sin().reshape(shape);
        return encoder.forward(new ParameterStore(manager, false), new NDList(spectrogram), false)
                .singletonOrThrow();
    }

    @Test
    void channelsThatSayNothingGoAndTheRestSaysTheSame() {
        Map<String, Tensor> wide = weights();
        Map<String, Tensor> narrow = fcn(4, 4, 6).fitted(wide);
        assertArrayEquals(
                new long[] {4, 4, 3, 3},
                narrow.get("encoder.layer2.conv.weight").shape());
        assertEquals(wide.get("classifier.output.weight"), narrow.get("classifier.output.weight"));
        assertArrayEquals(
                encoded(fcn(6, 6, 6), wide).toFloatArray(),
                encoded(fcn(4, 4, 6), narrow).toFloatArray(),
                1e-5f);
    }

    @Test
    void aChannelThatIsAlwaysTheSameBecomesABias() {
        Map<String, Tensor> wide = weights();
        for (int layer = 1; layer <= 2; layer++) {
            String name = "encoder.layer" + layer + ".bn.";
            wide.get(name + "bias").values()[1] = 0.8f;
            wide.get(name + "weight").values()[1] = 0;
            wide.get(name + "weight").values()[4] = 0;
        }
        NDArray whole = encoded(fcn(6, 6, 6), wide);
        NDArray fitted = encoded(fcn(4, 4, 6), fcn(4, 4, 6).fitted(wide));
        Map<String, Tensor> without = new LinkedHashMap<>(wide);
        for (int layer = 1; layer <= 2; layer++) {
            Tensor bias = wide.get("encoder.layer" + layer + ".bn.bias");
            float[] values = bias.values().clone();
            values[1] = 0;
            without.put("encoder.layer" + layer + ".bn.bias", new Tensor(bias.shape(), values));
        }
        // but for the zeros that stand around an image, which have no bias
        double error = whole.sub(fitted).square().mean().getFloat();
        double dropped =
                whole.sub(encoded(fcn(6, 6, 6), without)).square().mean().getFloat();
        assertEquals(0, error / dropped, 0.2);
    }

    @Test
    void theLastConvolutionBecomesWiderByRandomChannels() {
        Map<String, Tensor> narrow = weights();
        Map<String, Tensor> wide = fcn(6, 6, 9).fitted(narrow);
        NDArray before = encoded(fcn(6, 6, 6), narrow);
        NDArray after = encoded(fcn(6, 6, 9), wide);
        assertEquals(9, after.getShape().get(2));
        assertArrayEquals(before.toFloatArray(), after.get("..., :6").toFloatArray(), 1e-6f);
        assertNotEquals(0, after.get("..., 6:").abs().max().getFloat());
        assertEquals(wide, fcn(6, 6, 9).fitted(narrow));
    }

    @Test
    void whatFitsOrIsNoEncoderOfThisKindStaysAsItIs() {
        Map<String, Tensor> weights = weights();
        assertEquals(weights, fcn(6, 6, 6).fitted(weights));
        assertEquals(weights, fcn(6, 6, 4).fitted(weights));
        assertEquals(Map.of(), fcn(2, 2, 2).fitted(Map.of()));
    }
}
