// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.masking;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.core.Linear;
import ai.djl.training.ParameterStore;
import ai.djl.training.initializer.UniformInitializer;
import java.util.Optional;
import org.mir4j.models.engine.Autograd;
import org.mir4j.models.layer.Constants;
import org.mir4j.models.layer.ForwardContext;
import org.mir4j.models.layer.LayerBlock;
import org.mir4j.models.masking.MaskNetworkSettings.MaskActivation;

/**
 * A block from the magnitudes of a mixture to which part of them belongs to each stem.
 *
 * <ul>
 *   <li>input: {@code (B, C, F, T)}: C channels, F frequency bins, T frames, at least one; linear magnitudes, at least
 *       0
 *   <li>output: {@code (B, S, C, F, T)}: a mask for each of S stems, at least 0
 * </ul>
 */
public abstract class MaskNetwork extends LayerBlock {

    private static final int AXES = 4;
    private static final int EXTENDED_PART = 16;

    /** Keeps the gradient of a root finite where there is no sound. */
    private static final float SILENCE = 1e-8f;

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
        boolean all = logits.getShape().get(1) == stems;
        if (mask == MaskActivation.SOFTMAX && all && stems == 2 && !Autograd.isRecording()) {
            return ofTwo(logits);
        }
        if (mask == MaskActivation.SOFTMAX && all) {
            return logits.softmax(1);
        }
        if (mask == MaskActivation.SIGMOID) {
            return logits.getNDArrayInternal().sigmoid();
        }
        try (NDArray first = logits.get(":, :1");
                NDArray zeros = first.zerosLike();
                NDArray whole = logits.concat(zeros, 1)) {
            return whole.softmax(1);
        }
    }

    /** The softmax of two stems, which is the sigmoid of their difference, and what that leaves. */
    private static NDArray ofTwo(NDArray logits) {
        try (NDArray one = logits.get(":, :1");
                NDArray other = logits.get(":, 1:");
                NDArray difference = one.sub(other);
                NDArray first = difference.getNDArrayInternal().sigmoid();
                NDArray negative = first.neg();
                NDArray second = negative.addi(1)) {
            return first.concat(second, 1);
        }
    }

    /** A dense layer that starts as PyTorch's do: uniform within one over the root of the inputs. */
    static Linear dense(long in, long out) {
        Linear layer = Linear.builder().setUnits(out).build();
        layer.setInitializer(start(in), "weight");
        layer.setInitializer(start(in), "bias");
        return layer;
    }

    /** A dense layer that leaves the bias to the norm that follows it. */
    static Linear denseWithoutBias(long in, long out) {
        Linear layer = Linear.builder().setUnits(out).optBias(false).build();
        layer.setInitializer(start(in), "weight");
        return layer;
    }

    private static UniformInitializer start(long in) {
        return new UniformInitializer((float) (1 / Math.sqrt(in)));
    }

    /**
     * Magnitudes raised to a power, as networks receive them. A power keeps a silent bin apart from a faint one at any
     * gain, where the knee of {@code ln(1 + gain x)} would have to be set to the level of the audio.
     *
     * @param magnitudes at least 0
     * @param exponent more than 0 and at most 1
     * @return the magnitudes compressed; for an exponent of 1 a view of them
     */
    static NDArray compressed(NDArray magnitudes, double exponent) {
        if (exponent == 1) {
            return magnitudes.reshape(magnitudes.getShape());
        }
        try (NDArray audible = magnitudes.add(SILENCE);
                NDArray power = Constants.of(magnitudes.getManager(), new float[] {(float) exponent}, new Shape())) {
            return exponent == 0.5 ? audible.sqrt() : audible.pow(power);
        }
    }

    /**
     * From which bin on a mask is extended to frequencies above those that a network receives: the highest sixteenth.
     *
     * @param bins that it receives
     * @return the first bin of those whose mean is the mask above
     */
    public static long firstExtended(long bins) {
        return bins - Math.max(1, bins / EXTENDED_PART);
    }

    /** The masks of magnitudes. */
    abstract NDArray masks(ForwardContext context, NDArray magnitudes);

    /**
     * Whether the masks of all stems always sum to 1.
     *
     * @return false, unless a network says otherwise
     */
    public boolean sharesMixture() {
        return false;
    }

    /**
     * Begins with a song that comes piece by piece, where masks depend on a few frames around them alone.
     *
     * @param manager where frames are remembered
     * @return the masks to come, for inference; empty for a network whose masks depend on all that it receives at once
     */
    public Optional<MaskStream> stream(NDManager manager) {
        return Optional.empty();
    }

    /**
     * The masks of segments of songs, for inference.
     *
     * @param magnitudes {@code (B, C, F, T)}, which stay open as long as masks are asked for
     * @return the masks of each of the B segments
     */
    public SegmentMasks segments(NDArray magnitudes) {
        ParameterStore parameters = new ParameterStore(magnitudes.getManager(), false);
        NDArray masks = forward(parameters, new NDList(magnitudes), false).singletonOrThrow();
        return (segment, from, to) -> masks.get(new NDIndex("{}, :, :, :, {}:{}", segment, from, to));
    }

    @Override
    protected final NDArray apply(ForwardContext context, NDArray magnitudes) {
        requireFitting(magnitudes.getShape());
        return masks(context, magnitudes);
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
