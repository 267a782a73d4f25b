// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.layer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;

/**
 * A convolution that doubles frequencies and frames; see {@link UpConvNorm}. It has no bias.
 *
 * <p>The output's pixels of odd and of even rows and columns, four phases, depend each on a few pixels of the input by
 * filters of their own. So the whole is one ordinary convolution with four times the channels, woven into one image.
 *
 * <p>Source: Shi et al., "Is the deconvolution layer the same as a convolutional layer?", 2016, arXiv 1609.07009.
 */
final class UpConvolution extends AbstractBlock {

    private static final byte VERSION = 1;
    private static final Shape ONES = new Shape(1, 1);

    /** Even and odd ones. */
    static final int PHASES = 2;

    private final UpConvNorm.Settings settings;
    private final Parameter weight;

    /**
     * @param settings the convolution
     */
    UpConvolution(UpConvNorm.Settings settings) {
        super(VERSION);
        this.settings = settings;
        boolean inputFirst = settings.form() == UpConvNorm.Form.TRANSPOSED;
        int first = inputFirst ? settings.in() : settings.filters();
        int second = inputFirst ? settings.filters() : settings.in();
        weight = addParameter(Parameter.builder()
                .setName("weight")
                .setType(Parameter.Type.WEIGHT)
                .optShape(new Shape(first, second, settings.kernel(), settings.kernel()))
                .build());
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore parameters, NDList inputs, boolean training, PairList<String, Object> options) {
        NDArray x = inputs.singletonOrThrow();
        try (ArrayScope scope = new ArrayScope()) {
            NDArray value = new ForwardContext(parameters, training).value(weight, x);
            NDArray filters = phases(outputFirst(value, scope), scope);
            return new NDList(doubled(x, filters, null));
        }
    }

    /** The weight as {@code (out, in, kernel, kernel)}; itself, if it is so. */
    NDArray outputFirst(NDArray value, ArrayScope scope) {
        return settings.form() == UpConvNorm.Form.TRANSPOSED ? scope.of(value.transpose(1, 0, 2, 3)) : value;
    }

    /** {@code (out, in, kernel, kernel)} to the filters of all phases, {@code (4 out, in, taps, taps)}. */
    NDArray phases(NDArray outputFirst, ArrayScope scope) {
        NDArray kernels = settings.form() == UpConvNorm.Form.TRANSPOSED
                ? outputFirst
                : widened(scope.of(outputFirst.flip(2, 3)), scope);
        // out[2i + phase] is the sum over d of x[i + d] kernels[phase + half - 2d]: pairs of taps in turn
        int half = settings.kernel() / 2;
        int reach = (half + 1) / 2;
        int taps = 2 * reach + 1;
        int before = 2 * reach - half;
        long after = (long) PHASES * taps - before - kernels.getShape().get(2);
        NDArray padded = scope.of(kernels.pad(new Shape(before, after, before, after), 0));
        NDArray pairs = scope.of(padded.reshape(settings.filters(), settings.in(), taps, PHASES, taps, PHASES));
        NDArray flipped = scope.of(pairs.flip(2, 4));
        NDArray ordered = scope.of(flipped.transpose(3, 5, 0, 1, 2, 4));
        long filters = (long) PHASES * PHASES * settings.filters();
        return scope.of(ordered.reshape(filters, settings.in(), taps, taps));
    }

    /** Kernels that do to pixels what the given ones do to pixels of which each is there twice on either axis. */
    private static NDArray widened(NDArray kernels, ArrayScope scope) {
        NDArray earlier = scope.of(kernels.pad(new Shape(0, 1), 0));
        NDArray later = scope.of(kernels.pad(new Shape(1, 0), 0));
        NDArray wide = scope.of(earlier.add(later));
        NDArray lower = scope.of(wide.pad(new Shape(0, 0, 0, 1), 0));
        NDArray higher = scope.of(wide.pad(new Shape(0, 0, 1, 0), 0));
        return scope.of(lower.add(higher));
    }

    /**
     * Convolves and weaves.
     *
     * @param x {@code (B, in, F, T)}
     * @param filters of all phases
     * @param bias one number a filter, or null
     * @return {@code (B, out, 2 F, 2 T)}, its channels side by side in memory
     */
    static NDArray doubled(NDArray x, NDArray filters, NDArray bias) {
        Shape image = x.getShape();
        long out = filters.getShape().get(0) / (PHASES * PHASES);
        long reach = filters.getShape().get(2) / 2;
        try (ArrayScope scope = new ArrayScope()) {
            NDArray phases = scope.of(x.getNDArrayInternal()
                    .convolution(x, filters, bias, ONES, new Shape(reach, reach), ONES, 1)
                    .singletonOrThrow());
            NDArray split = scope.of(phases.reshape(image.get(0), PHASES, PHASES, out, image.get(2), image.get(3)));
            NDArray woven = scope.of(split.transpose(0, 4, 1, 5, 2, 3));
            NDArray sideBySide =
                    scope.of(woven.reshape(image.get(0), PHASES * image.get(2), PHASES * image.get(3), out));
            return sideBySide.transpose(0, 3, 1, 2);
        }
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputs) {
        Shape image = inputs[0];
        return new Shape[] {new Shape(image.get(0), settings.filters(), PHASES * image.get(2), PHASES * image.get(3))};
    }
}
