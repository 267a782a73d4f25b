// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.mir4j.models.layer.Activations;
import org.mir4j.models.layer.ConvNorm;
import org.mir4j.models.layer.ForwardContext;
import org.mir4j.models.network.ConvNetSettings.Pool;

/**
 * A layer of {@link ConvNet}: {@code pool(act(BN(conv(x)) + shortcut(x)))}.
 *
 * <p>Separable, {@code conv} is {@code pointwise(act(BN(depthwise(x))))} (Howard et al., "MobileNets", 2017). Kernels are
 * padded by half their size.
 *
 * <ul>
 *   <li>input: {@code (B, C, F, T)}
 *   <li>output: {@code (B, filters, F', T')}: sizes divided by the stride, rounded up, then by the pooling, rounded down
 * </ul>
 *
 * <p>Parameters: {@code main}, {@code depthwise} if it is separable, {@code shortcut} if shapes differ.
 */
final class ConvLayer extends AbstractBlock {

    private static final byte VERSION = 1;
    private static final float EPSILON = 1e-5f;
    private static final Shape POINT = new Shape(1, 1);
    private static final Shape NOTHING = new Shape(0, 0);

    private final ConvNetSettings.Layer settings;
    private final ConvNorm depthwise;
    private final ConvNorm main;
    private final ConvNorm shortcut;

    /**
     * @param settings the layer
     * @param in channels that come in
     */
    ConvLayer(ConvNetSettings.Layer settings, int in) {
        super(VERSION);
        this.settings = settings;
        Shape kernel = shape(settings.kernel());
        Shape stride = shape(settings.stride());
        boolean separable = settings.separable();
        depthwise = separable
                ? addChildBlock(
                        "depthwise",
                        new ConvNorm(convolution(in, kernel, stride).grouped(in), EPSILON))
                : null;
        ConvNorm.Settings across = separable
                ? convolution(settings.filters(), POINT, POINT)
                : convolution(settings.filters(), kernel, stride);
        main = addChildBlock("main", new ConvNorm(across, EPSILON));
        boolean sameShape = stride.equals(POINT) && in == settings.filters();
        shortcut = settings.residual() && !sameShape
                ? addChildBlock("shortcut", new ConvNorm(convolution(settings.filters(), POINT, stride), EPSILON))
                : null;
    }

    private static Shape shape(List<Integer> sizes) {
        return new Shape(sizes.get(0), sizes.get(1));
    }

    /** Batch norm follows, which has the bias. */
    private static ConvNorm.Settings convolution(int filters, Shape kernel, Shape stride) {
        Shape half = new Shape(kernel.get(0) / 2, kernel.get(1) / 2);
        return new ConvNorm.Settings(filters, kernel, stride, half, 1, false);
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore parameters, NDList inputs, boolean training, PairList<String, Object> options) {
        ForwardContext context = new ForwardContext(parameters, training);
        NDArray x = inputs.singletonOrThrow();
        NDArray y = convolved(context, x);
        if (settings.residual()) {
            NDArray added = shortcut == null ? x : context.through(shortcut, x);
            y = then(y, convolved -> convolved.add(added));
        }
        if (settings.pool() == Pool.MAX && isMonotone()) {
            return new NDList(then(then(y, this::pooled), this::activated));
        }
        return new NDList(then(then(y, this::activated), this::pooled));
    }

    private NDArray convolved(ForwardContext context, NDArray x) {
        return depthwise == null
                ? context.through(main, x)
                : then(
                        then(context.through(depthwise, x), this::activated),
                        filtered -> context.through(main, filtered));
    }

    /** The next step, without keeping what is large and no longer needed. */
    private static NDArray then(NDArray x, UnaryOperator<NDArray> step) {
        NDArray y = step.apply(x);
        if (y != x) {
            x.close();
        }
        return y;
    }

    private NDArray activated(NDArray x) {
        return settings.activation().apply(x);
    }

    /** Whether the maximum of the activated is the activated maximum, of which there are fewer. */
    private boolean isMonotone() {
        return settings.activation() == Activations.RELU || settings.activation() == Activations.NONE;
    }

    private NDArray pooled(NDArray x) {
        if (settings.pool() == Pool.NONE) {
            return x;
        }
        Shape size = shape(settings.poolSize());
        return settings.pool() == Pool.MAX
                ? x.getNDArrayInternal().maxPool(size, size, NOTHING, false)
                : x.getNDArrayInternal().avgPool(size, size, NOTHING, false, false);
    }

    /** How many frames come out of so many. */
    int frames(int frames) {
        int convolved = Encoder.strided(frames, settings.stride().get(1));
        return settings.pool() == Pool.NONE
                ? convolved
                : convolved / settings.poolSize().get(1);
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputs) {
        Shape convolved = main.getOutputShapes(depthwise == null ? inputs : depthwise.getOutputShapes(inputs))[0];
        if (settings.pool() == Pool.NONE) {
            return new Shape[] {convolved};
        }
        long frequencies = convolved.get(2) / settings.poolSize().get(0);
        long frames = convolved.get(3) / settings.poolSize().get(1);
        return new Shape[] {new Shape(convolved.get(0), convolved.get(1), frequencies, frames)};
    }

    @Override
    protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputs) {
        if (depthwise != null) {
            depthwise.initialize(manager, type, inputs);
        }
        main.initialize(manager, type, depthwise == null ? inputs : depthwise.getOutputShapes(inputs));
        if (shortcut != null) {
            shortcut.initialize(manager, type, inputs);
        }
    }
}
