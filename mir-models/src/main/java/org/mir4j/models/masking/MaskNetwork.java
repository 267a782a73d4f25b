// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.masking;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import org.mir4j.models.layer.ForwardContext;

/**
 * A block from the magnitudes of a mixture to what part of them belongs to each stem.
 *
 * <ul>
 *   <li>input: {@code (B, C, F, T)}: C channels, F frequency bins, T frames, at least one; linear magnitudes, at least 0
 *   <li>output: {@code (B, S, C, F, T)}: a mask for each of S stems, at least 0
 * </ul>
 */
public abstract class MaskNetwork extends AbstractBlock {

    private static final byte VERSION = 1;
    private static final int AXES = 4;
    private static final int EXTENDED_PART = 16;

    private final int channels;
    private final int bins;
    private final int stems;

    /**
     * For the networks of this package.
     *
     * @param channels of the mixture, C
     * @param bins of a frame, F
     * @param stems how many masks, S
     */
    MaskNetwork(int channels, int bins, int stems) {
        super(VERSION);
        if (channels < 1 || bins < 1 || stems < 1) {
            throw new IllegalArgumentException(
                    "masks are for at least one channel, one frequency bin and one stem, got " + channels
                            + " channels, " + bins + " bins and " + stems + " stems");
        }
        this.channels = channels;
        this.bins = bins;
        this.stems = stems;
    }

    /** Channels of the mixture, C. */
    final int channels() {
        return channels;
    }

    /** Frequency bins of a frame, F. */
    final int bins() {
        return bins;
    }

    /** How many masks there are, S. */
    final int stems() {
        return stems;
    }

    /**
     * Refuses a single stem where stems share the mixture.
     *
     * @throws IllegalArgumentException if so
     */
    static void sharedBy(MaskActivation mask, int stems) {
        if (stems == 1 && mask == MaskActivation.SOFTMAX) {
            throw new IllegalArgumentException(
                    "masks by softmax share the mixture among at least two stems, and there is one; use sigmoid");
        }
    }

    /**
     * Masks of logits.
     *
     * @param logits {@code (B, S, C, F, T)}, or for softmax without the last stem, whose logit then is 0
     * @return {@code (B, S, C, F, T)}
     */
    final NDArray normalised(NDArray logits, MaskActivation mask) {
        if (mask == MaskActivation.SOFTMAX && logits.getShape().get(1) == stems) {
            return logits.softmax(1);
        }
        if (mask == MaskActivation.SIGMOID) {
            return logits.getNDArrayInternal().sigmoid();
        }
        try (NDArray first = logits.get(":, :1");
                NDArray zeros = first.zerosLike();
                NDArray all = logits.concat(zeros, 1)) {
            return all.softmax(1);
        }
    }

    /**
     * From which bin on a mask is extended to frequencies that a network does not hear: the highest sixteenth.
     *
     * @param bins that it hears
     * @return the first bin of which the mean goes on
     */
    public static long firstExtended(long bins) {
        return bins - Math.max(1, bins / EXTENDED_PART);
    }

    /** The whole way from magnitudes to masks. */
    abstract NDArray masks(ForwardContext context, NDArray magnitudes);

    /**
     * Whether the masks of all stems always sum to 1.
     *
     * @return false, unless a network says otherwise
     */
    public boolean sharesMixture() {
        return false;
    }

    @Override
    protected final NDList forwardInternal(
            ParameterStore parameters, NDList inputs, boolean training, PairList<String, Object> options) {
        NDArray magnitudes = inputs.singletonOrThrow();
        requireFitting(magnitudes.getShape());
        return new NDList(masks(new ForwardContext(parameters, training), magnitudes));
    }

    @Override
    public final Shape[] getOutputShapes(Shape[] inputs) {
        Shape magnitudes = inputs[0];
        requireFitting(magnitudes);
        return new Shape[] {new Shape(magnitudes.get(0), stems, channels, bins, magnitudes.get(3))};
    }

    /**
     * Refuses other inputs than the network was built for.
     *
     * @throws IllegalArgumentException with both shapes
     */
    final void requireFitting(Shape magnitudes) {
        boolean fits = magnitudes.dimension() == AXES
                && magnitudes.get(1) == channels
                && magnitudes.get(2) == bins
                && magnitudes.get(3) >= 1;
        if (!fits) {
            throw new IllegalArgumentException("this network expects magnitudes (B, " + channels + ", " + bins
                    + ", T), which are channels, frequency bins and at least one frame, got " + magnitudes);
        }
    }
}
