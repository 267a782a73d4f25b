// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.masking;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.norm.LayerNorm;
import java.util.ArrayList;
import java.util.List;
import org.mir4j.models.layer.ArrayScope;
import org.mir4j.models.layer.ForwardContext;
import org.mir4j.models.layer.LayerBlock;
import org.mir4j.models.layer.RecurrentCells;
import org.mir4j.models.masking.MaskNetworkSettings.BandSplitSettings;
import org.mir4j.models.masking.MaskNetworkSettings.MaskActivation;

/**
 * Band-split RNN: every band of a frame becomes a few features, recurrent networks read these by turns over time and
 * over bands, and each band's masks are made of its features alone.
 *
 * <p>Magnitudes are raised to a power and normalised by one batch norm per frequency bin; some frames that follow each
 * other may be read as one. Unlike in the paper, masks are real, norms are those of layers rather than of groups, so
 * that no frame depends on all others, and there is no gate in the heads.
 *
 * <ul>
 *   <li>input: {@code (B, C, F, T)}
 *   <li>output: {@code (B, S, C, F, T)}, between 0 and 1
 * </ul>
 *
 * <p>Parameters: {@code input_norm}, {@code split1} and so on for each band, {@code time1}, {@code band1} and so on for
 * each layer, and {@code head1} and so on.
 *
 * <p>Source: Luo, Yu, "Music source separation with band-split RNN", IEEE/ACM TASLP 31, 2023.
 */
final class BandSplit extends MaskNetwork {

    private static final float EPSILON = 1e-5f;

    private final BandSplitSettings settings;
    private final List<Integer> edges; // the first bin of each band, and the end of the last one
    private final BatchNorm inputNorm;
    private final List<BandFeatures> splits = new ArrayList<>();
    private final List<SequenceReader> overTime = new ArrayList<>();
    private final List<SequenceReader> overBands = new ArrayList<>();
    private final List<BandMasks> heads = new ArrayList<>();

    /**
     * @param settings bands and sizes
     * @param channels of the mixture, C
     * @param bins of a frame, F
     * @param stems how many masks, S
     * @throws IllegalArgumentException if there are more bins in the bands than in a frame
     */
    BandSplit(BandSplitSettings settings, int channels, int bins, int stems) {
        super(channels, bins, stems);
        this.settings = settings;
        sharedBy(settings.mask(), stems);
        edges = edges(settings.bands(), bins);
        inputNorm = addChildBlock(
                "input_norm", BatchNorm.builder().optAxis(2).optEpsilon(EPSILON).build());
        int masks = settings.mask() == MaskActivation.SOFTMAX ? stems - 1 : stems; // the last stem's logit is 0
        for (int band = 1; band < edges.size(); band++) {
            int width = edges.get(band) - edges.get(band - 1);
            splits.add(addChildBlock("split" + band, new BandFeatures(settings, channels * width)));
            heads.add(addChildBlock("head" + band, new BandMasks(settings, masks, channels, width)));
        }
        for (int layer = 1; layer <= settings.layers(); layer++) {
            overTime.add(addChildBlock("time" + layer, new SequenceReader(settings.cells(), settings.features())));
            overBands.add(addChildBlock("band" + layer, new SequenceReader(settings.cells(), settings.features())));
        }
    }

    private static List<Integer> edges(List<Integer> widths, int bins) {
        List<Integer> edges = new ArrayList<>(List.of(0));
        int edge = 0;
        for (int width : widths) {
            edge += width;
            edges.add(edge);
        }
        if (edge > bins) {
            throw new IllegalArgumentException(
                    "bands of " + edge + " bins together cannot split a spectrogram of " + bins);
        }
        if (edge < bins) {
            edges.add(bins);
        }
        return edges;
    }

    @Override
    public boolean sharesMixture() {
        return settings.mask() == MaskActivation.SOFTMAX;
    }

    @Override
    NDArray masks(ForwardContext context, NDArray magnitudes) {
        try (ArrayScope scope = new ArrayScope()) {
            NDArray compressed = scope.of(compressed(magnitudes, settings.compression()));
            NDArray normed = wholeSteps(scope.of(context.through(inputNorm, compressed)), scope);
            NDList bands = new NDList();
            for (int band = 0; band < splits.size(); band++) {
                NDArray part = scope.of(normed.get(slice(band)));
                bands.add(scope.of(context.through(splits.get(band), part)));
            }
            NDArray features = scope.of(NDArrays.stack(bands, 1)); // (B, K, T / stride, N)
            for (int layer = 0; layer < settings.layers(); layer++) {
                NDArray timely = scope.of(context.through(overTime.get(layer), features));
                NDArray frames = scope.of(timely.transpose(0, 2, 1, 3));
                NDArray read = scope.of(context.through(overBands.get(layer), frames));
                features = scope.of(read.transpose(0, 2, 1, 3));
            }
            NDList logits = new NDList();
            for (int band = 0; band < heads.size(); band++) {
                NDArray part = scope.of(features.get(new NDIndex(":, {}", band)));
                logits.add(scope.of(context.through(heads.get(band), part)));
            }
            NDArray all = scope.of(NDArrays.concat(logits, 3));
            long frames = magnitudes.getShape().get(3);
            return normalised(scope.of(all.get(new NDIndex("..., :{}", frames))), settings.mask());
        }
    }

    /** With zeros at the end until there are as many frames as are read at once, or a multiple of it. */
    private NDArray wholeSteps(NDArray normed, ArrayScope scope) {
        long more = steps(normed.getShape().get(3)) * settings.stride()
                - normed.getShape().get(3);
        return more == 0 ? normed : scope.of(normed.pad(new Shape(0, more), 0));
    }

    private long steps(long frames) {
        return (frames + settings.stride() - 1) / settings.stride();
    }

    private NDIndex slice(int band) {
        return new NDIndex(":, :, {}:{}", edges.get(band), edges.get(band + 1));
    }

    @Override
    protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputs) {
        requireFitting(inputs[0]);
        long batch = inputs[0].get(0);
        long steps = steps(inputs[0].get(3));
        inputNorm.initialize(manager, type, inputs[0]);
        for (int band = 0; band < splits.size(); band++) {
            int width = edges.get(band + 1) - edges.get(band);
            Shape part = new Shape(batch, channels(), width, steps * settings.stride());
            splits.get(band).initialize(manager, type, part);
            heads.get(band).initialize(manager, type, new Shape(batch, steps, settings.features()));
        }
        Shape features = new Shape(batch, splits.size(), steps, settings.features());
        overTime.forEach(reader -> reader.initialize(manager, type, features));
        overBands.forEach(reader -> reader.initialize(manager, type, features));
    }

    /**
     * The features of a band of {@link BandSplit}: one fully connected layer over its channels and bins, and over the
     * frames that are read as one, R.
     *
     * <ul>
     *   <li>input: {@code (B, C, W, T)}, W bins, T a multiple of R
     *   <li>output: {@code (B, T / R, N)}
     * </ul>
     *
     * <p>Parameters: {@code fc}.
     */
    private static final class BandFeatures extends LayerBlock {

        private final int features;
        private final int stride;
        private final int inputs;
        private final Linear layer;

        /**
         * @param settings of the network
         * @param width numbers per frame, C W
         */
        BandFeatures(BandSplitSettings settings, int width) {
            features = settings.features();
            stride = settings.stride();
            inputs = stride * width;
            layer = addChildBlock("fc", dense(inputs, features));
        }

        @Override
        protected NDArray apply(ForwardContext context, NDArray band) {
            Shape shape = band.getShape();
            try (ArrayScope scope = new ArrayScope()) {
                NDArray frames = scope.of(band.transpose(0, 3, 1, 2));
                NDArray rows = scope.of(frames.reshape(shape.get(0), shape.get(3) / stride, this.inputs));
                return context.through(layer, rows);
            }
        }

        @Override
        public Shape[] getOutputShapes(Shape[] inputs) {
            return new Shape[] {new Shape(inputs[0].get(0), inputs[0].get(3) / stride, features)};
        }

        @Override
        protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputs) {
            layer.initialize(manager, type, new Shape(inputs[0].get(0), inputs[0].get(3) / stride, this.inputs));
        }
    }

    /**
     * What makes the masks of a band of {@link BandSplit}, before they are normalised: {@code fc2(tanh(fc1(norm(x))))}.
     *
     * <ul>
     *   <li>input: {@code (B, T / R, N)}, where R frames are read as one
     *   <li>output: {@code (B, S, C, W, T)}
     * </ul>
     *
     * <p>Parameters: {@code norm}, {@code fc1}, {@code fc2}.
     */
    private static final class BandMasks extends LayerBlock {

        private static final float EPSILON = 1e-5f;

        private final BandSplitSettings settings;
        private final int masks;
        private final int channels;
        private final int width;
        private final LayerNorm norm;
        private final Linear first;
        private final Linear second;

        /**
         * @param settings of the network
         * @param masks how many, S
         * @param channels C
         * @param width bins of the band, W
         */
        BandMasks(BandSplitSettings settings, int masks, int channels, int width) {
            this.settings = settings;
            this.masks = masks;
            this.channels = channels;
            this.width = width;
            norm = addChildBlock(
                    "norm", LayerNorm.builder().axis(2).optEpsilon(EPSILON).build());
            first = addChildBlock("fc1", dense(settings.features(), settings.head()));
            second = addChildBlock("fc2", dense(settings.head(), settings.stride() * masks * channels * width));
        }

        @Override
        protected NDArray apply(ForwardContext context, NDArray features) {
            Shape shape = features.getShape();
            try (ArrayScope scope = new ArrayScope()) {
                NDArray normed = scope.of(context.through(norm, features));
                NDArray hidden =
                        scope.of(scope.of(context.through(first, normed)).tanh());
                NDArray rows = scope.of(context.through(second, hidden));
                NDArray split =
                        scope.of(rows.reshape(shape.get(0), shape.get(1) * settings.stride(), masks, channels, width));
                return split.transpose(0, 2, 3, 4, 1);
            }
        }

        @Override
        public Shape[] getOutputShapes(Shape[] inputs) {
            return new Shape[] {
                new Shape(inputs[0].get(0), masks, channels, width, inputs[0].get(1) * settings.stride())
            };
        }

        @Override
        protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputs) {
            norm.initialize(manager, type, inputs[0]);
            first.initialize(manager, type, inputs[0]);
            second.initialize(manager, type, new Shape(inputs[0].get(0), inputs[0].get(1), settings.head()));
        }
    }

    /**
     * Reads many sequences side by side, and adds the result: {@code x + fc(cells(norm(x)))}.
     *
     * <ul>
     *   <li>input: {@code (B, M, L, N)}: M sequences of length L
     *   <li>output: the same shape
     * </ul>
     *
     * <p>Parameters: {@code norm}, {@code rnn}, {@code fc}.
     */
    private static final class SequenceReader extends LayerBlock {

        private static final float EPSILON = 1e-5f;

        private final int features;
        private final LayerNorm norm;
        private final RecurrentCells cells;
        private final Linear layer;
        private final int states;

        /**
         * @param settings of the cells, which read both ways
         * @param features N
         */
        SequenceReader(RecurrentCells.Settings settings, int features) {
            this.features = features;
            states = 2 * settings.hidden();
            norm = addChildBlock(
                    "norm", LayerNorm.builder().axis(3).optEpsilon(EPSILON).build());
            cells = addChildBlock("rnn", new RecurrentCells(settings, features));
            layer = addChildBlock("fc", dense(states, features));
        }

        @Override
        protected NDArray apply(ForwardContext context, NDArray x) {
            Shape shape = x.getShape();
            try (ArrayScope scope = new ArrayScope()) {
                NDArray normed = scope.of(context.through(norm, x));
                NDArray rows = scope.of(normed.reshape(shape.get(0) * shape.get(1), shape.get(2), features));
                NDArray read = scope.of(context.through(cells, rows));
                NDArray change = scope.of(context.through(layer, read));
                return x.add(scope.of(change.reshape(shape)));
            }
        }

        @Override
        public Shape[] getOutputShapes(Shape[] inputs) {
            return new Shape[] {inputs[0]};
        }

        @Override
        protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputs) {
            Shape shape = inputs[0];
            long sequences = shape.get(0) * shape.get(1);
            norm.initialize(manager, type, shape);
            cells.initialize(manager, type, new Shape(sequences, shape.get(2), features));
            layer.initialize(manager, type, new Shape(sequences, shape.get(2), states));
        }
    }
}
