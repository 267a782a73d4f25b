// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mir4j.models.checkpoint.Tensor;
import org.mir4j.models.engine.PyTorch;
import org.mir4j.models.layer.Activations;
import org.mir4j.models.layer.Parameters;

class DenseClassifierTest {

    private static final float EPSILON = 1e-5f;

    private NDManager manager;

    @BeforeEach
    void open() {
        manager = PyTorch.engine().newBaseManager(Device.cpu());
    }

    @AfterEach
    void close() {
        manager.close();
    }

    private static Tensor row(float... values) {
        return new Tensor(new long[] {values.length}, values);
    }

    private NDArray logits(DenseClassifier classifier, NDArray x, boolean training) {
        return classifier
                .forward(new ParameterStore(manager, false), new NDList(x), training)
                .singletonOrThrow();
    }

    @Test
    void withoutAHiddenLayerTheEmbeddingIsNormed() {
        DenseClassifier classifier =
                new DenseClassifier(new NetworkSettings.Classifier(0, true, Activations.NONE, 0), 1);
        Map<String, Tensor> weights = Map.of(
                "norm.weight", row(2, 1),
                "norm.bias", row(0.5f, 0),
                "norm.running_mean", row(10, -1),
                "norm.running_var", row(4, 1),
                "output.weight", new Tensor(new long[] {1, 2}, new float[] {3, -1}),
                "output.bias", row(0.25f));
        Parameters.load(classifier, weights, manager, new Shape(1, 2));
        NDArray x = manager.create(new float[] {14, 1}, new Shape(1, 2));
        double first = 2 * (14 - 10) / Math.sqrt(4 + EPSILON) + 0.5;
        double second = (1 + 1) / Math.sqrt(1 + EPSILON);
        assertEquals(3 * first - second + 0.25, logits(classifier, x, false).getFloat(), 1e-5);
        NDArray frames = x.reshape(1, 1, 2);
        assertEquals(new Shape(1, 1, 1), logits(classifier, frames, false).getShape());
    }

    @Test
    void whatIsLeftOutInTrainingIsLeftOutOfWhatHasBeenNormed() {
        DenseClassifier classifier =
                new DenseClassifier(new NetworkSettings.Classifier(0, true, Activations.NONE, 0.5), 1);
        Set<String> random = Parameters.start(
                classifier,
                Map.of("output.weight", new Tensor(new long[] {1, 1}, new float[] {1}), "output.bias", row(0)),
                manager,
                new Shape(1, 1));
        assertEquals(4, random.size());
        // two values around their mean: after the norm -1 and 1, of which each is doubled or 0
        NDArray batch = manager.create(new float[] {7, 9}, new Shape(2, 1));
        for (int i = 0; i < 20; i++) {
            for (float logit : logits(classifier, batch, true).toFloatArray()) {
                assertArrayEquals(new double[] {logit == 0 ? 0 : 2}, new double[] {Math.abs(logit)}, 1e-3);
            }
        }
    }
}
