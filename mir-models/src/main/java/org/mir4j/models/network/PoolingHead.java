// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import org.mir4j.models.layer.ForwardContext;

/**
 * A block from a sequence to one vector: many to one.
 *
 * <ul>
 *   <li>input: {@code (B, T, E)}; optionally a mask {@code (B, T)}, 1 for a valid frame and 0 for padding, with at
 *       least one valid frame a row
 *   <li>output: {@code (B, E')}
 * </ul>
 */
public abstract class PoolingHead extends AbstractBlock {

    private static final byte VERSION = 1;
    static final int[] TIME = {1};

    /** For the heads of this package. */
    PoolingHead() {
        super(VERSION);
    }

    /** The pooled sequence; the mask is null if all frames are valid. */
    abstract NDArray pool(ForwardContext context, NDArray sequence, NDArray mask);

    /** How much each frame counts; the mask is null if all frames are valid. */
    abstract NDArray weigh(ForwardContext context, NDArray sequence, NDArray mask);

    /** How many features come out for E of them. */
    abstract long size(long features);

    /**
     * How much each frame counts in what is pooled: <em>when</em> a tag holds.
     *
     * @param context one forward pass
     * @param sequence {@code (B, T, E)}
     * @param mask {@code (B, T)}, or null if all frames are valid
     * @return {@code (B, T, W)}, where W is 1 if all features share their weights; they sum to 1 over time
     */
    public final NDArray weights(ForwardContext context, NDArray sequence, NDArray mask) {
        return weigh(context, sequence, mask);
    }

    /**
     * What this head's parameters add to the loss in training.
     *
     * @param context one forward pass, in training
     * @param step where the result belongs
     * @return a scalar; null if the head asks for nothing, as all but some do
     */
    public NDArray penalty(ForwardContext context, NDManager step) {
        return null;
    }

    /** Puts parameters that learn back into their limits after a step of an optimiser; unrecorded for gradients. */
    public void constrain() {
        // all but some may have any value
    }

    @Override
    protected final NDList forwardInternal(
            ParameterStore parameters, NDList inputs, boolean training, PairList<String, Object> options) {
        NDArray mask = inputs.size() > 1 ? inputs.get(1) : null;
        return new NDList(pool(new ForwardContext(parameters, training), inputs.get(0), mask));
    }

    @Override
    public final Shape[] getOutputShapes(Shape[] inputs) {
        Shape sequence = inputs[0];
        if (sequence.dimension() != 3) {
            throw new IllegalArgumentException("a pooling head expects sequences (B, T, E), got " + sequence);
        }
        return new Shape[] {new Shape(sequence.get(0), size(sequence.get(2)))};
    }
}
