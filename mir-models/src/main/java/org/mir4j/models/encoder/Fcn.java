package org.mir4j.models.encoder;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import org.mir4j.models.layer.Pass;

/**
 * The fully convolutional network: 3x3 convolutions, each with batch norm, ReLU and max pooling, until one frequency is
 * left.
 *
 * <ul>
 *   <li>input: {@code (B, 1, F, T)}
 *   <li>output: {@code (B, T', C)} with the last convolution's channels
 * </ul>
 *
 * <p>Source: Choi, Fazekas, Sandler, "Automatic tagging using deep convolutional neural networks", ISMIR 2016, in the
 * form of Won et al., SMC 2020.
 */
public final class Fcn extends Encoder {

    private final PooledConvolutions trunk;

    /**
     * @param settings channels and poolings
     */
    public Fcn(FcnSettings settings) {
        trunk = new PooledConvolutions(settings.channels(), settings.pooling(), this::addChildBlock);
    }

    @Override
    NDArray encode(Pass pass, NDArray spectrogram) {
        try (NDArray features = trunk.apply(pass, spectrogram);
                NDArray sequence = features.mean(new int[] {2})) {
            return sequence.transpose(0, 2, 1);
        }
    }

    @Override
    Shape encodedShape(Shape spectrogram) {
        Shape features = trunk.outputShape(spectrogram);
        return new Shape(features.get(0), features.get(3), features.get(1));
    }

    @Override
    protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputs) {
        trunk.initialize(manager, type, inputs[0]);
    }
}
