// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.waveform;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.initializer.NormalInitializer;
import org.mir4j.models.engine.TorchOperator;
import org.mir4j.models.layer.ArrayScope;
import org.mir4j.models.layer.ForwardContext;
import org.mir4j.models.layer.LayerBlock;

/**
 * A layer of {@link Roformer}, from features to what is added to them.
 *
 * <ul>
 *   <li>input: {@code (T, K, E)}: E features of T frames and K bands
 *   <li>output: the same shape
 * </ul>
 */
abstract class RoformerLayer extends LayerBlock {

    /** Each row over its length. */
    private static final TorchOperator UNIT =
            TorchOperator.of("x", "torch.div(x, torch.clamp_min(torch.linalg_vector_norm(x, 2, [-1], True), 1e-12))");

    private static final TorchOperator LINEAR = TorchOperator.of("x, w", "torch.linear(x, w)");
    private static final TorchOperator BIASED = TorchOperator.of("x, w, b", "torch.linear(x, w, b)");
    private static final TorchOperator SCALED = TorchOperator.of("x, w, g", "torch.linear(x, torch.mul(w, g))");
    private static final TorchOperator SCALED_BIASED =
            TorchOperator.of("x, w, g, b", "torch.linear(x, torch.mul(w, g), b)");

    /** How many frames and bands a layer takes at once on a CPU; more would take memory, and no less time. */
    private static final long ROWS = 1 << 14;

    private static final float DEVIATION = 0.02f;

    /**
     * The layer with the values of the first one at hand.
     *
     * @param context the forward pass
     * @param x {@code (T, K, E)}, which stays open and as it is
     * @param first what the first layer of its kind found; null where no layer mixes that in
     * @return a new array, to be added to x
     */
    abstract NDArray of(ForwardContext context, NDArray x, FirstValues first);

    @Override
    protected final NDArray apply(ForwardContext context, NDArray x) {
        return of(context, x, null);
    }

    /**
     * Adds to features what this finds in them.
     *
     * @param context the forward pass
     * @param x features, which this changes or closes
     * @param first what the first layer of its kind found; null where no layer mixes that in
     * @return the features
     */
    NDArray added(ForwardContext context, NDArray x, FirstValues first) {
        int axis = independent();
        long rows = x.getShape().get(0) * x.getShape().get(1);
        if (axis < 0 || first != null || rows <= ROWS || x.getDevice().isGpu()) {
            try (NDArray found = of(context, x, first)) {
                return x.addi(found);
            }
        }
        long length = x.getShape().get(axis);
        long step = Math.max(1, ROWS * length / rows);
        for (long from = 0; from < length; from += step) {
            String place = (axis == 0 ? "" : ":, ") + from + ":" + Math.min(length, from + step);
            try (NDArray part = x.get(place);
                    NDArray found = of(context, part, null)) {
                part.addi(found); // which is a view of x
            }
        }
        return x;
    }

    /**
     * The axis along which features do not depend on each other, so that the layer can take them part by part.
     *
     * @return 0 or 1; -1 if there is none
     */
    int independent() {
        return -1;
    }

    /** A parameter under the name that the authors' {@code state_dict} gives it. */
    final Parameter parameter(String name, long... shape) {
        return addParameter(Parameter.builder()
                .setName(name)
                .setType(Parameter.Type.WEIGHT)
                .optShape(new Shape(shape))
                .optInitializer(new NormalInitializer(DEVIATION))
                .build());
    }

    /** Rows over their length, as all norms of a RoFormer begin. */
    static NDArray unit(NDArray x) {
        return UNIT.apply(x);
    }

    /** A fully connected layer; without bias where that is null. */
    static NDArray linear(ForwardContext context, NDArray x, Parameter weight, Parameter bias) {
        NDArray w = context.value(weight, x);
        return bias == null ? LINEAR.apply(x, w) : BIASED.apply(x, w, context.value(bias, x));
    }

    /**
     * A fully connected layer of {@code x gamma sqrt(n)}, where rows of n features have a length of 1; without bias where
     * that is null.
     */
    static NDArray linear(ForwardContext context, NDArray unit, Parameter gamma, Parameter weight, Parameter bias) {
        try (ArrayScope scope = new ArrayScope()) {
            NDArray w = context.value(weight, unit);
            NDArray scale = scale(context, unit, gamma, scope);
            return bias == null
                    ? SCALED.apply(unit, w, scale)
                    : SCALED_BIASED.apply(unit, w, scale, context.value(bias, unit));
        }
    }

    /** {@code x / |x| gamma sqrt(n)}, row by row. */
    static NDArray norm(ForwardContext context, NDArray x, Parameter gamma) {
        try (ArrayScope scope = new ArrayScope()) {
            NDArray unit = unit(x);
            return unit.muli(scale(context, unit, gamma, scope));
        }
    }

    /** {@code gamma sqrt(n)}. */
    static NDArray scale(ForwardContext context, NDArray beside, Parameter gamma, ArrayScope scope) {
        NDArray value = context.value(gamma, beside);
        return scope.of(value.mul((float) Math.sqrt(value.size())));
    }

    @Override
    public final Shape[] getOutputShapes(Shape[] inputs) {
        return new Shape[] {inputs[0]};
    }

    /** The values of the first attention of its kind, which those of later layers mix with theirs. */
    static final class FirstValues implements AutoCloseable {

        private NDArray values; // null before the first layer

        /** Whether there are values. */
        boolean isEmpty() {
            return values == null;
        }

        /** Keeps an array, which this closes. */
        void keep(NDArray array) {
            values = array;
        }

        /** The array. */
        NDArray values() {
            return values;
        }

        @Override
        public void close() {
            if (values != null) {
                values.close();
            }
        }
    }
}
