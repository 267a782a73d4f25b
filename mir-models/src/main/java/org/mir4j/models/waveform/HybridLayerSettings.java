// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.waveform;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import org.mir4j.models.engine.TorchOperator;
import org.mir4j.models.layer.ArrayScope;
import org.mir4j.models.layer.ForwardContext;

/**
 * What a layer of an encoder of a hybrid U-Net and the layer of the decoder at the same level are.
 *
 * @param sizes of all levels
 * @param overFrequencies whether it makes frequencies fewer, and not steps
 * @param kernel of the convolution that does
 * @param stride of it
 * @param padding of it
 * @param channels of the level
 * @param normed whether it has group norms
 * @param merges whether its kernel takes all frequencies
 * @param first whether it has only that convolution, as the other layers of its level are shared with the other U-Net
 * @param inside of the residual branches
 * @param banded whether frequencies are in bands of their own, so that nothing reaches from one to another
 */
record HybridLayerSettings(
        HybridUNetSettings sizes,
        boolean overFrequencies,
        int kernel,
        int stride,
        int padding,
        int channels,
        boolean normed,
        boolean merges,
        boolean first,
        ResidualBranches.Inside inside,
        boolean banded) {

    private static final int PADDED_PART = 4;

    /** The layer of a level of the U-Net over the spectrogram. */
    static HybridLayerSettings ofSpectrogram(
            HybridUNetSettings sizes, HybridLevel level, ResidualBranches.Inside inside) {
        return new HybridLayerSettings(
                sizes,
                !level.isOverTime(),
                level.kernel(),
                level.stride(),
                level.padding(),
                level.channels(),
                level.index() >= sizes.normsFrom(),
                level.merges(),
                false,
                inside,
                false);
    }

    /** The layer of a level of the U-Net over samples. */
    static HybridLayerSettings ofSamples(HybridUNetSettings sizes, HybridLevel level, ResidualBranches.Inside inside) {
        return new HybridLayerSettings(
                sizes,
                false,
                sizes.kernel(),
                sizes.stride(),
                sizes.kernel() / PADDED_PART,
                level.timeChannels(),
                level.index() >= sizes.normsFrom(),
                false,
                level.merges(),
                inside,
                false);
    }

    /** The layer of one band of frequencies, which is padded by what stands beside it. */
    HybridLayerSettings inBand() {
        return new HybridLayerSettings(
                sizes, overFrequencies, kernel, stride, 0, channels, normed, merges, first, inside, true);
    }

    boolean inEncoder() {
        return sizes.residual().where().inEncoder();
    }

    boolean inDecoder() {
        return sizes.residual().where().inDecoder();
    }

    int encoderContext() {
        return sizes.encoderContext();
    }

    ResidualBranches branches() {
        return new ResidualBranches(inside, channels);
    }

    /** The shape of a weight with a kernel over frequencies, or over time. */
    long[] along(long first, long second, long size) {
        return overFrequencies ? new long[] {first, second, size, 1} : new long[] {first, second, size};
    }

    /** The shape of a weight with a kernel over both, if there are frequencies. */
    long[] around(long first, long second, long size) {
        return overFrequencies ? new long[] {first, second, size, size} : new long[] {first, second, size};
    }

    /** A weight with both axes. */
    String flat(String weight) {
        return overFrequencies ? weight : "torch.unsqueeze(" + weight + ", 2)";
    }

    /** Numbers for both axes, of which one has no effect. */
    private String axes(int number, int without) {
        return overFrequencies ? "[" + number + ", " + without + "]" : "[" + without + ", " + number + "]";
    }

    /** The stride of the convolution that makes frequencies or steps fewer. */
    String strides() {
        return axes(stride, 1);
    }

    /** A padding along the axis that becomes smaller. */
    String padded(int zeros) {
        return axes(zeros, 0);
    }

    /** The geometry of the convolution that makes frequencies or steps fewer. */
    String downwards() {
        return strides() + ", " + padded(padding) + ", [1, 1]";
    }

    /** The geometry of a convolution that reaches so far on either side. */
    String within(int reach, boolean acrossFrequencies) {
        int over = overFrequencies && acrossFrequencies ? reach : 0;
        return "[1, 1], [" + over + ", " + reach + "], [1, 1]";
    }

    /** A group norm, where there are norms. */
    String norm(String maps, String parameters) {
        return normed ? FeatureMaps.groupNorm(maps, sizes.normGroups(), parameters) : maps;
    }

    /** Over time, with zeros up to a whole number of strides. */
    NDArray wholeStrides(NDArray x, ArrayScope scope) {
        long over = overFrequencies ? 0 : x.getShape().get(2) % stride;
        if (over == 0) {
            return x;
        }
        String zeros = "[0, 0, 0, " + (stride - over) + "], 0)";
        return scope.of(
                TorchOperator.of("x", "torch.constant_pad_nd(x, " + zeros).apply(x));
    }

    /** Sends maps {@code (B, F, T, C)} through branches, each frequency for itself. */
    static NDArray branched(ForwardContext context, ResidualBranches branches, NDArray maps, ArrayScope scope) {
        Shape shape = maps.getShape();
        NDArray sequences = scope.of(maps.reshape(shape.get(0) * shape.get(1), 1, shape.get(2), shape.get(3)));
        return scope.of(scope.of(context.through(branches, sequences)).reshape(shape));
    }

    /** The shape that comes out of an encoder. */
    Shape down(Shape maps) {
        long frequencies = overFrequencies ? Math.max(1, maps.get(1) / stride) : maps.get(1);
        long steps = overFrequencies ? maps.get(2) : (maps.get(2) + stride - 1) / stride;
        return new Shape(maps.get(0), frequencies, steps, channels);
    }
}
