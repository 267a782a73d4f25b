// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.waveform;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;
import org.mir4j.models.engine.TorchOperator;
import org.mir4j.models.layer.ArrayScope;
import org.mir4j.models.layer.ForwardContext;
import org.mir4j.models.layer.LayerBlock;

/**
 * A level of a hybrid U-Net with weights of its own for each band of frequencies. With the same weights in all bands it
 * would be a level without bands.
 *
 * <p>Parameters: {@code layers}, one for each band, from the lowest.
 *
 * <p>Source: Défossez, "Hybrid Spectrogram and Waveform Source Separation", 2021 ({@code MultiWrap}).
 *
 * @param ends of all bands but the last, as parts of all frequencies
 * @param settings of the level
 */
record HybridBands(List<Double> ends, HybridLayerSettings settings) {

    /** Refuses norms, which would be over a band and not over all frequencies, and levels without padding. */
    HybridBands {
        if (settings.normed() || !settings.overFrequencies() || settings.merges()) {
            throw new IllegalArgumentException("levels with bands are over frequencies, of more than one kernel, and"
                    + " have no norms: there are bands at a level of kernel " + settings.kernel()
                    + ", where norms begin"
                    + " at level " + settings.sizes().normsFrom());
        }
    }

    LevelEncoder encoder(int channels) {
        return new LevelEncoder(this, channels);
    }

    LevelDecoder decoder(int channels, boolean last) {
        return new LevelDecoder(this, channels, last);
    }

    private int end(int band, long frequencies) {
        return (int) (band == ends.size() ? frequencies : Math.rint(frequencies * ends.get(band)));
    }

    private static NDArray part(NDArray maps, long from, long to) {
        if (from >= to || to > maps.getShape().get(1)) {
            throw new IllegalArgumentException("a band has at least one frequency, got " + from + " to " + to + " of "
                    + maps.getShape().get(1));
        }
        return maps.get(new NDIndex(":, {}:{}", from, to));
    }

    /** Of the encoder. */
    static final class LevelEncoder extends LayerBlock implements HybridLevel.Encoder {

        private final HybridBands bands;
        private final List<HybridEncoderLayer> layers = new ArrayList<>();
        private final TorchOperator lowest;
        private final TorchOperator highest;

        LevelEncoder(HybridBands bands, int channels) {
            this.bands = bands;
            Container all = addChildBlock("layers", new Container());
            for (int band = 0; band <= bands.ends().size(); band++) {
                layers.add(all.child(
                        Integer.toString(band),
                        new HybridEncoderLayer(bands.settings().inBand(), channels)));
            }
            int padding = bands.settings().padding();
            lowest = TorchOperator.of("x", "torch.constant_pad_nd(x, [0, 0, 0, 0, " + padding + ", 0], 0)");
            highest = TorchOperator.of("x", "torch.constant_pad_nd(x, [0, 0, 0, 0, 0, " + padding + "], 0)");
        }

        @Override
        protected NDArray apply(ForwardContext context, NDArray x) {
            return apply(context, x, null);
        }

        @Override
        public NDArray apply(ForwardContext context, NDArray x, NDArray joining) {
            int kernel = bands.settings().kernel();
            int stride = bands.settings().stride();
            int padding = bands.settings().padding();
            long start = 0;
            try (ArrayScope scope = new ArrayScope()) {
                NDList encoded = new NDList();
                for (int band = 0; band < layers.size(); band++) {
                    long end = bands.end(band, x.getShape().get(1));
                    boolean isLast = band == layers.size() - 1;
                    int before = band == 0 ? padding : 0;
                    if (!isLast) {
                        long steps = (long) Math.rint((double) (end - start + before - kernel) / stride + 1);
                        end = start + (steps - 1) * stride + kernel - before;
                    }
                    NDArray part = scope.of(part(x, start, end));
                    part = band == 0 ? scope.of(lowest.apply(part)) : part;
                    part = isLast ? scope.of(highest.apply(part)) : part;
                    encoded.add(scope.of(context.through(layers.get(band), part)));
                    start = end - kernel + stride;
                }
                return NDArrays.concat(encoded, 1);
            }
        }

        @Override
        public Shape[] getOutputShapes(Shape[] inputs) {
            return new Shape[] {bands.settings().down(inputs[0])};
        }

        @Override
        protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputs) {
            getChildren().values().forEach(block -> block.initialize(manager, type, inputs));
        }
    }

    /** Of the decoder. */
    static final class LevelDecoder extends LayerBlock implements HybridLevel.Decoder {

        private final HybridBands bands;
        private final boolean last;
        private final int channels;
        private final List<HybridDecoderLayer> layers = new ArrayList<>();
        private final TorchOperator overlapped;
        private final TorchOperator activated = TorchOperator.of("x", FeatureMaps.gelu("x"));

        LevelDecoder(HybridBands bands, int channels, boolean last) {
            this.bands = bands;
            this.channels = channels;
            this.last = last;
            Container all = addChildBlock("layers", new Container());
            for (int band = 0; band <= bands.ends().size(); band++) {
                layers.add(all.child(
                        Integer.toString(band),
                        new HybridDecoderLayer(bands.settings().inBand(), channels, true)));
            }
            overlapped = TorchOperator.of("x, y, b", "torch.add(x, torch.sub(y, b))");
        }

        @Override
        protected NDArray apply(ForwardContext context, NDArray x) {
            try (NDArray silence = x.zerosLike();
                    NDArray y = gated(context, x, silence)) {
                return spread(context, y, 0);
            }
        }

        @Override
        public NDArray gated(ForwardContext context, NDArray x, NDArray skip) {
            try (ArrayScope scope = new ArrayScope()) {
                NDList parts = new NDList();
                long start = 0;
                for (int band = 0; band < layers.size(); band++) {
                    long end = bands.end(band, skip.getShape().get(1));
                    NDArray part = x == null ? null : scope.of(part(x, start, end));
                    NDArray skipped = scope.of(part(skip, start, end));
                    parts.add(scope.of(layers.get(band).gated(context, part, skipped)));
                    start = end;
                }
                return NDArrays.concat(parts, 1);
            }
        }

        @Override
        public NDArray spread(ForwardContext context, NDArray y, long steps) {
            int stride = bands.settings().stride();
            try (ArrayScope scope = new ArrayScope()) {
                NDList parts = new NDList();
                NDArray before = null; // the end of the band below, which this one begins with
                long start = 0;
                for (int band = 0; band < layers.size(); band++) {
                    long end = bands.end(band, y.getShape().get(1));
                    HybridDecoderLayer layer = layers.get(band);
                    NDArray all = scope.of(layer.spread(context, scope.of(part(y, start, end)), steps));
                    long size = all.getShape().get(1);
                    if (before != null) {
                        NDArray first = scope.of(part(all, 0, stride));
                        parts.add(scope.of(overlapped.apply(before, first, layer.bias(context, y))));
                    }
                    long from = band == 0 ? bands.settings().padding() : stride;
                    boolean isLast = band == layers.size() - 1;
                    long to = isLast ? size - bands.settings().padding() : size - stride;
                    if (from < to) {
                        parts.add(scope.of(part(all, from, to)));
                    }
                    before = scope.of(part(all, size - stride, size));
                    start = end;
                }
                NDArray whole = NDArrays.concat(parts, 1);
                return last ? whole : activated.apply(scope.of(whole));
            }
        }

        @Override
        public Shape[] getOutputShapes(Shape[] inputs) {
            Shape x = inputs[0];
            long frequencies = x.get(1) * bands.settings().stride();
            return new Shape[] {new Shape(x.get(0), frequencies, x.get(2), channels)};
        }

        @Override
        protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputs) {
            getChildren().values().forEach(block -> block.initialize(manager, type, inputs));
        }
    }
}
