// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import org.mir4j.models.layer.Activations;
import org.mir4j.models.layer.ConvNorm;
import org.mir4j.models.layer.ForwardContext;
import org.mir4j.models.layer.LayerBlock;

/**
 * The block of MobileNetV3: expand channels, filter each of them, weigh them, project back, and add the input where
 * shapes allow.
 *
 * <ul>
 *   <li>input: {@code (B, C, F, T)}
 *   <li>output: {@code (B, out, F / stride, T / stride)}, rounded up
 * </ul>
 *
 * <p>Parameters: {@code expand} (absent if nothing is expanded), {@code depthwise}, {@code se} (if there is one) and
 * {@code project}.
 *
 * <p>Source: Howard et al., "Searching for MobileNetV3", ICCV 2019, section 3.
 */
final class InvertedResidual extends LayerBlock {

    /**
     * One row of MobileNetV3's tables.
     *
     * @param in channels that come in
     * @param kernel size of the depthwise filters
     * @param expanded channels between expansion and projection
     * @param out channels that go out
     * @param bottleneck of the squeeze-and-excitation, or 0 for none
     * @param activation after expansion and depthwise filters
     * @param stride of the depthwise filters
     */
    public record Settings(
            int in, int kernel, int expanded, int out, int bottleneck, Activations activation, int stride) {}

    private final Settings settings;
    private final ConvNorm expand;
    private final ConvNorm depthwise;
    private final SqueezeExcitation weigh;
    private final ConvNorm project;

    /**
     * @param settings the block's row in the table
     * @param epsilon of the batch norms
     */
    InvertedResidual(Settings settings, float epsilon) {
        this.settings = settings;
        expand = settings.expanded() == settings.in() ? null : child("expand", 1, settings.expanded(), 1, 1, epsilon);
        depthwise = child(
                "depthwise", settings.kernel(), settings.expanded(), settings.stride(), settings.expanded(), epsilon);
        weigh = settings.bottleneck() == 0
                ? null
                : addChildBlock("se", new SqueezeExcitation(settings.expanded(), settings.bottleneck()));
        project = child("project", 1, settings.out(), 1, 1, epsilon);
    }

    private ConvNorm child(String name, int kernel, int filters, int stride, int groups, float epsilon) {
        ConvNorm.Settings convolution = ConvNorm.Settings.same(filters, new Shape(kernel, kernel), stride)
                .grouped(groups)
                .withoutBias();
        return addChildBlock(name, new ConvNorm(convolution, epsilon));
    }

    @Override
    protected NDArray apply(ForwardContext context, NDArray x) {
        NDArray expanded = expand == null ? x : activated(context, expand, x);
        NDArray filtered = activated(context, depthwise, expanded);
        NDArray weighed = weigh == null ? filtered : context.through(weigh, filtered);
        NDArray projected = context.through(project, weighed);
        boolean residual = settings.stride() == 1 && settings.in() == settings.out();
        return residual ? projected.add(x) : projected;
    }

    private NDArray activated(ForwardContext context, ConvNorm layer, NDArray x) {
        return settings.activation().apply(context.through(layer, x));
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputs) {
        Shape[] expanded = expand == null ? inputs : expand.getOutputShapes(inputs);
        return project.getOutputShapes(depthwise.getOutputShapes(expanded));
    }

    @Override
    protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputs) {
        Shape[] shapes = inputs;
        if (expand != null) {
            expand.initialize(manager, type, shapes);
            shapes = expand.getOutputShapes(shapes);
        }
        depthwise.initialize(manager, type, shapes);
        shapes = depthwise.getOutputShapes(shapes);
        if (weigh != null) {
            weigh.initialize(manager, type, shapes);
        }
        project.initialize(manager, type, shapes);
    }
}
