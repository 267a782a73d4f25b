package org.mir4j.models.encoder;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Collections;
import java.util.List;
import org.mir4j.models.layer.Pass;

/**
 * The short-chunk CNN: batch norm of the input, then layers of 3x3 convolutions that halve both axes, in the manner of
 * VGG.
 *
 * <p>A plain layer is {@code ReLU(maxpool_2x2(BN(conv(x))))}, a residual one the ReLU of {@link
 * org.mir4j.models.layer.ResidualConvolutions} of stride 2. Frequencies that are left in the end are averaged; the
 * authors have just one. They pool the sequence by its maximum.
 *
 * <ul>
 *   <li>input: {@code (B, 1, F, T)}
 *   <li>output: {@code (B, T', C)}: the last layer's channels; with seven layers T' is T / 128, rounded down, or with
 *       residual layers rounded up
 * </ul>
 *
 * <p>Parameters: {@code input_norm}, {@code layer1} and so on.
 *
 * <p>Source: Won et al., "Evaluation of CNN-based automatic music tagging models", SMC 2020.
 */
public final class ShortChunkCnn extends Encoder {

    private static final List<Integer> HALVES = List.of(2, 2);

    private final Trunk trunk;

    /**
     * @param settings channels and form
     */
    public ShortChunkCnn(ShortChunkCnnSettings settings) {
        List<Integer> channels = settings.channels();
        trunk = settings.residual()
                ? new ResidualTrunk(channels, this::addChildBlock)
                : new PooledConvolutions(channels, Collections.nCopies(channels.size(), HALVES), this::addChildBlock);
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
