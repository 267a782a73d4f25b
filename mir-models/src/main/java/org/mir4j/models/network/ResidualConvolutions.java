// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import org.mir4j.models.layer.ConvNorm;
import org.mir4j.models.layer.ForwardContext;
import org.mir4j.models.layer.LayerBlock;

/**
 * Two convolutions whose input is added to their output, through a convolution of its own where shapes differ.
 *
 * <p>{@code y = BN(conv2(ReLU(BN(conv1(x)))))}, its channels weighed by squeeze-and-excitation if asked for, plus
 * {@code x} or, where channels or stride differ, {@code BN(shortcut(x))}. The first convolution and the shortcut take
 * the stride. The ReLU that follows is left to whoever pools, since it commutes with the maximum.
 *
 * <ul>
 *   <li>input: {@code (B, C, T)} or {@code (B, C, F, T)}, as many axes as the kernel has and two more
 *   <li>output: {@code (B, filters, ...)}, its sizes divided by the stride and rounded up
 * </ul>
 *
 * <p>Parameters: {@code conv1}, {@code conv2}, {@code se} if there is one, {@code shortcut} if there is one.
 *
 * <p>Source: He et al., "Deep residual learning for image recognition", CVPR 2016, in the form of Won et al., SMC 2020,
 * whose shortcut has the kernel of the other convolutions.
 */
final class ResidualConvolutions extends LayerBlock {

    /**
     * The geometry of the block.
     *
     * @param in channels that come in
     * @param out channels that go out
     * @param kernel one odd size per axis
     * @param stride the step along every axis
     * @param bottleneck of the squeeze-and-excitation, or 0 for none
     */
    public record Settings(int in, int out, Shape kernel, int stride, int bottleneck) {}

    private final ConvNorm first;
    private final ConvNorm second;
    private final SqueezeExcitation weigh;
    private final ConvNorm shortcut;

    /**
     * @param settings sizes
     * @param epsilon of the batch norms
     */
    ResidualConvolutions(Settings settings, float epsilon) {
        ConvNorm.Settings strided = ConvNorm.Settings.same(settings.out(), settings.kernel(), settings.stride());
        ConvNorm.Settings plain = ConvNorm.Settings.same(settings.out(), settings.kernel());
        first = addChildBlock("conv1", new ConvNorm(strided, epsilon));
        second = addChildBlock("conv2", new ConvNorm(plain, epsilon));
        weigh = settings.bottleneck() == 0
                ? null
                : addChildBlock("se", new SqueezeExcitation(settings.out(), settings.bottleneck()));
        shortcut = settings.stride() == 1 && settings.in() == settings.out()
                ? null
                : addChildBlock("shortcut", new ConvNorm(strided, epsilon));
    }

    @Override
    protected NDArray apply(ForwardContext context, NDArray x) {
        try (NDArray filtered = context.through(first, x);
                NDArray rectified = Activation.relu(filtered);
                NDArray y = context.through(second, rectified)) {
            NDArray weighed = weigh == null ? y : context.through(weigh, y);
            return weighed.add(shortcut == null ? x : context.through(shortcut, x));
        }
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputs) {
        return second.getOutputShapes(first.getOutputShapes(inputs));
    }

    @Override
    protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputs) {
        first.initialize(manager, type, inputs);
        Shape[] shapes = first.getOutputShapes(inputs);
        second.initialize(manager, type, shapes);
        if (weigh != null) {
            weigh.initialize(manager, type, shapes);
        }
        if (shortcut != null) {
            shortcut.initialize(manager, type, inputs);
        }
    }
}
