// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import org.mir4j.models.layer.ForwardContext;
import org.mir4j.models.layer.SequenceBlock;

/**
 * A block from a sequence to one vector: many to one.
 *
 * <ul>
 *   <li>input: {@code (B, T, E)}; optionally a mask {@code (B, T)}, 1 for a valid frame and 0 for padding, with at
 *       least one valid frame per row
 *   <li>output: {@code (B, E')}
 * </ul>
 */
abstract class PoolingHead extends SequenceBlock {

    static final int[] TIME = {1};

    /**
     * How much each frame counts in what is pooled: <em>when</em> a tag holds.
     *
     * @param context one forward pass
     * @param sequence {@code (B, T, E)}
     * @param mask {@code (B, T)}, or null if all frames are valid
     * @return {@code (B, T, W)}, where W is 1 if all features share their weights; they sum to 1 over time
     */
    abstract NDArray weights(ForwardContext context, NDArray sequence, NDArray mask);

    /** How many features come out for E of them. */
    abstract long size(long features);

    /**
     * What this head's parameters add to the loss in training.
     *
     * @param context one forward pass, in training
     * @param step where the result belongs
     * @return a scalar; null if there is nothing to add, as for most heads
     */
    NDArray penalty(ForwardContext context, NDManager step) {
        return null;
    }

    /** Puts parameters that learn back into their limits after a step of an optimiser; unrecorded for gradients. */
    void constrain() {
        // the parameters of most heads may have any value
    }

    @Override
    public final Shape[] getOutputShapes(Shape[] inputs) {
        Shape sequence = inputs[0];
        if (sequence.dimension() != 3) {
            throw new IllegalArgumentException("a pooling head expects sequences (B, T, E), got " + sequence);
        }
        return new Shape[] {new Shape(sequence.get(0), size(sequence.get(2)))};
    }

    /**
     * The mean over time.
     *
     * <ul>
     *   <li>input: {@code (B, T, E)}, optionally a mask {@code (B, T)}
     *   <li>output: {@code (B, E)}
     * </ul>
     */
    static final class Mean extends PoolingHead {

        @Override
        protected NDArray apply(ForwardContext context, NDArray sequence, NDArray mask) {
            return mask == null
                    ? sequence.mean(TIME)
                    : sequence.mul(weights(context, sequence, mask)).sum(TIME);
        }

        @Override
        NDArray weights(ForwardContext context, NDArray sequence, NDArray mask) {
            Shape shape = sequence.getShape();
            NDArray valid = mask == null ? sequence.getManager().ones(new Shape(shape.get(0), shape.get(1))) : mask;
            return valid.div(valid.sum(TIME, true)).expandDims(2);
        }

        @Override
        long size(long features) {
            return features;
        }
    }

    /**
     * The maximum over time: {@code y = max_t x_t}, for every feature by itself.
     *
     * <ul>
     *   <li>input: {@code (B, T, E)}, optionally a mask {@code (B, T)}
     *   <li>output: {@code (B, E)}
     *   <li>weights: {@code (B, T, E)}, 1 at the frame of the maximum; frames that tie share it
     * </ul>
     */
    static final class Max extends PoolingHead {

        @Override
        protected NDArray apply(ForwardContext context, NDArray sequence, NDArray mask) {
            return PaddingMask.hidden(sequence, mask).max(TIME);
        }

        @Override
        NDArray weights(ForwardContext context, NDArray sequence, NDArray mask) {
            NDArray visible = PaddingMask.hidden(sequence, mask);
            NDArray highest = visible.eq(visible.max(TIME, true)).toType(DataType.FLOAT32, false);
            return highest.div(highest.sum(TIME, true));
        }

        @Override
        long size(long features) {
            return features;
        }
    }

    /**
     * The maximum over time and the mean, side by side.
     *
     * <ul>
     *   <li>input: {@code (B, T, E)}, optionally a mask {@code (B, T)}
     *   <li>output: {@code (B, 2E)}: the maxima, then the means
     *   <li>weights: {@code (B, T, 2E)}: those of {@link Max}, then those of {@link Mean}
     * </ul>
     *
     * <p>Source: Won et al., "Evaluation of CNN-based automatic music tagging models", SMC 2020, as MusiCNN's back-end.
     */
    static final class MaxMean extends PoolingHead {

        private final Max max = new Max();
        private final Mean mean = new Mean();

        @Override
        protected NDArray apply(ForwardContext context, NDArray sequence, NDArray mask) {
            return NDArrays.concat(
                    new NDList(max.apply(context, sequence, mask), mean.apply(context, sequence, mask)), 1);
        }

        @Override
        NDArray weights(ForwardContext context, NDArray sequence, NDArray mask) {
            NDArray maxima = max.weights(context, sequence, mask);
            NDArray means = mean.weights(context, sequence, mask).broadcast(sequence.getShape());
            return NDArrays.concat(new NDList(maxima, means), 2);
        }

        @Override
        long size(long features) {
            return 2 * features;
        }
    }

    /**
     * The last state of a recurrent or causal encoder, which has received all frames; of a bidirectional one, the last
     * state of the forward half and the first of the backward half.
     *
     * <ul>
     *   <li>input: {@code (B, T, E)}, optionally a mask {@code (B, T)}; the last state is that of the last valid frame,
     *       and with both ends the first frame is a valid one
     *   <li>output: {@code (B, E)}
     *   <li>weights: {@code (B, T, 1)}, 1 at the last frame; with both ends {@code (B, T, E)}, 1 at either end
     * </ul>
     */
    static final class Last extends PoolingHead {

        private final boolean bothEnds;

        /**
         * @param bothEnds whether the second half of the features reads time backwards
         */
        Last(boolean bothEnds) {
            this.bothEnds = bothEnds;
        }

        @Override
        protected NDArray apply(ForwardContext context, NDArray sequence, NDArray mask) {
            NDArray last = mask == null
                    ? sequence.get(new NDIndex(":, -1, :"))
                    : sequence.mul(PaddingMask.lastFrame(sequence, mask)).sum(TIME);
            if (!bothEnds) {
                return last;
            }
            long half = sequence.getShape().get(2) / 2;
            NDArray forward = last.get(new NDIndex(":, :{}", half));
            NDArray backward = sequence.get(new NDIndex(":, 0, {}:", half));
            return NDArrays.concat(new NDList(forward, backward), 1);
        }

        @Override
        NDArray weights(ForwardContext context, NDArray sequence, NDArray mask) {
            NDArray last = PaddingMask.lastFrame(sequence, mask);
            if (!bothEnds) {
                return last;
            }
            Shape shape = sequence.getShape();
            Shape half = new Shape(shape.get(0), shape.get(1), shape.get(2) / 2);
            NDArray first = PaddingMask.firstFrame(sequence);
            return NDArrays.concat(new NDList(last.broadcast(half), first.broadcast(half)), 2);
        }

        @Override
        long size(long features) {
            return features;
        }
    }

    /**
     * The class token of a transformer, which comes before the frames and has gathered what they hold.
     *
     * <ul>
     *   <li>input: {@code (B, T, E)} whose first frame is the token, optionally a mask {@code (B, T)}, which changes
     *       nothing: the token is valid, and it was the encoder that had to look past padding
     *   <li>output: {@code (B, E)}
     *   <li>weights: {@code (B, T, 1)}, 1 at the token
     * </ul>
     *
     * <p>Source: Devlin et al., "BERT: pre-training of deep bidirectional transformers for language understanding",
     * NAACL 2019.
     */
    static final class ClassToken extends PoolingHead {

        @Override
        protected NDArray apply(ForwardContext context, NDArray sequence, NDArray mask) {
            return sequence.get(new NDIndex(":, 0, :"));
        }

        @Override
        NDArray weights(ForwardContext context, NDArray sequence, NDArray mask) {
            NDArray first = PaddingMask.firstFrame(sequence);
            return first.broadcast(sequence.getShape().get(0), first.getShape().get(1), 1);
        }

        @Override
        long size(long features) {
            return features;
        }
    }

    /**
     * Attention by channel split: one half of the features says what a frame holds, the other how much it counts.
     *
     * <p>With {@code x_t = [v_t; s_t]}, {@code a_t = exp(s_t) / sum_u exp(s_u)} and {@code y = sum_t a_t v_t}, for
     * every feature by itself. The head has no parameters: the layer before it learns both halves.
     *
     * <ul>
     *   <li>input: {@code (B, T, E)} of even E, optionally a mask {@code (B, T)}
     *   <li>output: {@code (B, E / 2)}
     *   <li>weights: {@code (B, T, E / 2)}
     * </ul>
     *
     * <p>It is the gated linear unit of Dauphin et al., "Language modeling with gated convolutional networks", ICML
     * 2017, with a softmax over time in place of the logistic function, and a sum.
     */
    static final class SplitAttention extends PoolingHead {

        @Override
        protected NDArray apply(ForwardContext context, NDArray sequence, NDArray mask) {
            NDArray values = sequence.get(new NDIndex(":, :, :{}", half(sequence)));
            return values.mul(weights(context, sequence, mask)).sum(TIME);
        }

        @Override
        NDArray weights(ForwardContext context, NDArray sequence, NDArray mask) {
            NDArray scores = sequence.get(new NDIndex(":, :, {}:", half(sequence)));
            return PaddingMask.hidden(scores, mask).softmax(TIME[0]);
        }

        private long half(NDArray sequence) {
            return size(sequence.getShape().get(2));
        }

        @Override
        long size(long features) {
            return features / 2;
        }
    }
}
