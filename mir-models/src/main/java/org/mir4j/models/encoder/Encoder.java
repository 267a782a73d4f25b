package org.mir4j.models.encoder;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import org.mir4j.models.layer.Pass;

/**
 * A block from spectrograms to sequences of embeddings.
 *
 * <ul>
 *   <li>input: {@code (B, 1, F, T)}; samples themselves are {@code (B, 1, 1, T)}
 *   <li>output: {@code (B, T', E)}
 * </ul>
 */
public abstract class Encoder extends AbstractBlock {

    private static final byte VERSION = 1;

    /** For the encoders of this package. */
    Encoder() {
        super(VERSION);
    }

    /** The whole way of an input through the encoder. */
    abstract NDArray encode(Pass pass, NDArray spectrogram);

    /** The shape that {@link #encode} gives for a spectrogram's shape. */
    abstract Shape encodedShape(Shape spectrogram);

    /** {@code (B, C, F, T)} to {@code (B, T, C)}: the mean over frequency, frame after frame. */
    static NDArray averaged(NDArray features) {
        try (NDArray sequence = features.mean(new int[] {2})) {
            return sequence.transpose(0, 2, 1);
        }
    }

    /** The shape that {@link #averaged(NDArray)} gives for the features' shape. */
    static Shape averaged(Shape features) {
        return new Shape(features.get(0), features.get(3), features.get(1));
    }

    @Override
    protected final NDList forwardInternal(
            ParameterStore parameters, NDList inputs, boolean training, PairList<String, Object> options) {
        return new NDList(encode(new Pass(parameters, training), inputs.singletonOrThrow()));
    }

    @Override
    public final Shape[] getOutputShapes(Shape[] inputs) {
        Shape spectrogram = inputs[0];
        if (spectrogram.dimension() != 4 || spectrogram.get(1) != 1) {
            throw new IllegalArgumentException("an encoder expects spectrograms (B, 1, F, T), got " + spectrogram);
        }
        return new Shape[] {encodedShape(spectrogram)};
    }
}
