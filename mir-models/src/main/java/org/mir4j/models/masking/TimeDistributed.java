// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.masking;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Activation;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import org.mir4j.models.layer.Pass;
import org.mir4j.models.layer.Temporaries;

/**
 * Two fully connected layers over frequency, the same for every channel and frame, added to their input:
 * {@code y = x + ReLU(BN(fc2(ReLU(BN(fc1(x))))))}. What is far apart in frequency, such as harmonics, meets here.
 *
 * <ul>
 *   <li>input: {@code (B, C, F, T)}
 *   <li>output: the same shape
 * </ul>
 *
 * <p>Parameters: {@code fc1.weight} {@code (bottleneck, F)}, {@code fc2.weight} {@code (F, bottleneck)}, and the batch
 * norms {@code bn1} and {@code bn2} over channels.
 *
 * <p>Source: Choi et al., "Investigating U-Nets with various intermediate blocks for spectrogram-based singing voice
 * separation", ISMIR 2020.
 */
final class TimeDistributed extends AbstractBlock {

    private static final byte VERSION = 1;
    private static final float EPSILON = 1e-5f;

    private final int frequencies;
    private final int bottleneck;
    private final Linear narrowing;
    private final BatchNorm narrowNorm;
    private final Linear widening;
    private final BatchNorm wideNorm;

    /**
     * @param frequencies F
     * @param factor by which the first layer divides them
     */
    TimeDistributed(int frequencies, int factor) {
        super(VERSION);
        this.frequencies = frequencies;
        bottleneck = Math.max(1, frequencies / factor);
        narrowing = addChildBlock("fc1", FullyConnected.withoutBias(frequencies, bottleneck));
        narrowNorm = addChildBlock("bn1", norm());
        widening = addChildBlock("fc2", FullyConnected.withoutBias(bottleneck, frequencies));
        wideNorm = addChildBlock("bn2", norm());
    }

    private static BatchNorm norm() {
        return BatchNorm.builder().optEpsilon(EPSILON).build();
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore parameters, NDList inputs, boolean training, PairList<String, Object> options) {
        Pass pass = new Pass(parameters, training);
        NDArray x = inputs.singletonOrThrow();
        try (Temporaries temporaries = new Temporaries()) {
            NDArray frames = temporaries.of(x.transpose(0, 1, 3, 2));
            NDArray narrow = temporaries.of(pass.through(narrowing, frames));
            NDArray code = temporaries.of(Activation.relu(temporaries.of(pass.through(narrowNorm, narrow))));
            NDArray wide = temporaries.of(pass.through(widening, code));
            NDArray changes = temporaries.of(Activation.relu(temporaries.of(pass.through(wideNorm, wide))));
            return new NDList(x.add(temporaries.of(changes.transpose(0, 1, 3, 2))));
        }
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputs) {
        return new Shape[] {inputs[0]};
    }

    @Override
    protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputs) {
        Shape image = inputs[0];
        Shape narrow = new Shape(image.get(0), image.get(1), image.get(3), bottleneck);
        Shape wide = new Shape(image.get(0), image.get(1), image.get(3), frequencies);
        narrowing.initialize(manager, type, wide);
        narrowNorm.initialize(manager, type, narrow);
        widening.initialize(manager, type, narrow);
        wideNorm.initialize(manager, type, wide);
    }
}
