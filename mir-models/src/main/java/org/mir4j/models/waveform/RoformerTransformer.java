// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.waveform;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import java.util.ArrayList;
import java.util.List;
import org.mir4j.models.layer.ForwardContext;

/**
 * Layers of attention and of a feed-forward network by turns, over time or over bands.
 *
 * <ul>
 *   <li>input: {@code (T, K, E)}: E features of T frames and K bands; {@code (S, T, K, E)} where there are S residual
 *       streams
 *   <li>output: the same shape
 * </ul>
 *
 * <p>As in the authors' code, S sequences that follow each other are the streams of one: those of neighbouring bands, or of
 * neighbouring frames.
 *
 * <p>Parameters: {@code layers.0.0}, attention, {@code layers.0.1} and so on; {@code norm.gamma}, where it ends with a
 * norm.
 */
final class RoformerTransformer extends RoformerLayer {

    /** What attention is over. */
    enum Over {
        TIME,
        BANDS,
        BOTH
    }

    private final Over over;
    private final int streams;
    private final List<RoformerLayer> layers = new ArrayList<>();
    private final Parameter gamma; // null without a norm

    /**
     * @param settings sizes
     * @param over what attention is over
     * @param depth how many layers of both kinds
     * @param mixes whether the first transformer's values are mixed in, if the settings say so
     */
    RoformerTransformer(RoformerSettings settings, Over over, int depth, boolean mixes) {
        this.over = over;
        streams = settings.streams();
        RoformerSettings.ValueMix mix =
                mixes && settings.residuals() != null ? settings.residuals().values() : null;
        int axis = over == Over.TIME && streams == 1 ? 0 : 1; // streams come as sequences already
        for (int i = 0; i < depth; i++) {
            RoformerLayer attention = over == Over.BOTH
                    ? new LinearAttention(settings, mix != null)
                    : new RotaryAttention(settings, axis, mix);
            layers.add(child("layers." + i + ".0", settings, attention));
            layers.add(child("layers." + i + ".1", settings, new RoformerFeedForward(settings)));
        }
        gamma = settings.layerNorms() ? parameter("norm.gamma", settings.width()) : null;
    }

    private RoformerLayer child(String name, RoformerSettings settings, RoformerLayer layer) {
        return addChildBlock(name, settings.residuals() == null ? layer : new HyperConnection(settings, layer));
    }

    @Override
    NDArray of(ForwardContext context, NDArray x, FirstValues first) {
        try (NDArray y = added(context, x.duplicate(), first)) {
            return y.sub(x);
        }
    }

    @Override
    NDArray added(ForwardContext context, NDArray x, FirstValues first) {
        Shape shape = x.getShape();
        NDArray y = streams == 1 ? x : sequences(x);
        for (RoformerLayer layer : layers) {
            y = layer.added(context, y, first);
        }
        if (gamma != null) {
            try (NDArray last = y) {
                y = norm(context, last, gamma);
            }
        }
        return streams == 1 ? y : streams(y, shape);
    }

    /** {@code (S, T, K, E)} to {@code (G, N, S, E)}; closes what comes in. */
    private NDArray sequences(NDArray x) {
        Shape shape = x.getShape();
        long frames = shape.get(1);
        long bands = shape.get(2);
        long features = shape.get(3);
        try (NDArray old = x;
                NDArray swapped = over == Over.TIME ? old.transpose(0, 2, 1, 3) : old.duplicate();
                NDArray grouped = swapped.reshape(
                        over == Over.TIME ? bands : over == Over.BANDS ? frames : 1, streams, -1, features)) {
            return grouped.transpose(0, 2, 1, 3);
        }
    }

    /** The way back; closes what comes in. */
    private NDArray streams(NDArray x, Shape shape) {
        boolean swaps = over == Over.TIME;
        Shape order = swaps ? new Shape(shape.get(0), shape.get(2), shape.get(1), shape.get(3)) : shape;
        try (NDArray old = x;
                NDArray grouped = old.transpose(0, 2, 1, 3);
                NDArray swapped = grouped.reshape(order)) {
            return swaps ? swapped.transpose(0, 2, 1, 3) : swapped.duplicate();
        }
    }

    @Override
    protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputs) {
        layers.forEach(layer -> layer.initialize(manager, type, inputs));
    }
}
