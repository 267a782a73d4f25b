// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.masking;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.training.initializer.Initializer;
import java.util.ArrayList;
import java.util.List;
import org.mir4j.models.layer.ArrayScope;
import org.mir4j.models.layer.Foldable;
import org.mir4j.models.layer.FoldedLayer;
import org.mir4j.models.layer.ForwardContext;
import org.mir4j.models.layer.LayerBlock;
import org.mir4j.models.layer.Parameters;
import org.mir4j.models.layer.RecurrentCells;
import org.mir4j.models.masking.MaskNetworkSettings.OpenUnmixSettings;

/**
 * Open-Unmix: for each stem a network of its own, which reads frames one after the other.
 *
 * <ul>
 *   <li>input: {@code (B, C, F, T)}
 *   <li>output: {@code (B, S, C, F, T)}, at least 0; unlike a ratio, a mask may be more than 1
 * </ul>
 *
 * <p>The mask is what the authors' network multiplies with the mixture at its end.
 *
 * <p>Parameters: {@code target1.fc1.weight} and so on, {@code target2} for the second stem. After the first dot they
 * are the authors' names, so their {@code state_dict} of one stem needs the rule {@code ^} to {@code target1.} (see
 * {@link OpenUnmixWeights#prefix}), without the tensors that match {@link OpenUnmixWeights#IGNORED}.
 *
 * <p>Source: Stöter, Uhlich, Liutkus, Mitsufuji, "Open-Unmix - A reference implementation for music source separation",
 * JOSS 4(41), 2019.
 */
final class OpenUnmix extends MaskNetwork implements Foldable {

    private final List<OpenUnmixTarget> targets = new ArrayList<>();
    private FoldedOpenUnmix folded; // null until then

    /**
     * @param settings sizes of each network
     * @param channels of the mixture, C
     * @param bins of a frame, F
     * @param stems how many masks, S
     * @throws IllegalArgumentException if the networks are to receive more bins than there are
     */
    OpenUnmix(OpenUnmixSettings settings, int channels, int bins, int stems) {
        super(channels, bins, stems);
        if (settings.maxBins() > bins) {
            throw new IllegalArgumentException(
                    "Open-Unmix over " + settings.maxBins() + " bins do not fit a spectrogram of " + bins);
        }
        for (int stem = 0; stem < stems; stem++) {
            String prefix = OpenUnmixWeights.prefix(stem);
            String name = prefix.substring(0, prefix.length() - 1);
            targets.add(addChildBlock(name, new OpenUnmixTarget(settings, channels, bins)));
        }
    }

    @Override
    NDArray masks(ForwardContext context, NDArray magnitudes) {
        if (folded != null) {
            return masks(folded.segments(magnitudes), magnitudes.getShape());
        }
        try (NDList masks = new NDList(targets.size())) {
            targets.forEach(target -> masks.add(context.through(target, magnitudes)));
            return NDArrays.stack(masks, 1);
        }
    }

    private static NDArray masks(SegmentMasks segments, Shape shape) {
        try (NDList masks = new NDList()) {
            for (int segment = 0; segment < shape.get(0); segment++) {
                masks.add(segments.of(segment, 0, shape.get(3)));
            }
            return NDArrays.stack(masks);
        }
    }

    @Override
    public SegmentMasks segments(NDArray magnitudes) {
        return folded == null ? super.segments(magnitudes) : folded.segments(magnitudes);
    }

    /** Multiplies scales and norms into the layers, for good: from now on the parameters have no arrays but for the cells'. */
    @Override
    public void fold() {
        if (folded == null) {
            List<Parameter> all = List.copyOf(Parameters.named(this).values());
            NDManager manager = all.get(0).getArray().getManager();
            try (NDManager scope = manager.newSubManager()) {
                all.forEach(parameter -> parameter.getArray().tempAttach(scope));
                folded = new FoldedOpenUnmix(
                        channels(),
                        targets.stream().map(OpenUnmixTarget::folded).toList(),
                        manager);
            }
            targets.forEach(OpenUnmixTarget::closeFolded);
        }
    }

    @Override
    protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputs) {
        requireFitting(inputs[0]);
        targets.forEach(target -> target.initialize(manager, type, inputs[0]));
    }

    /**
     * The network of {@link OpenUnmix} for one stem.
     *
     * <p>{@code h = tanh(bn1(fc1((x + input_mean) input_scale)))}, where {@code x} are the lowest bins of all channels;
     * {@code g = ReLU(bn2(fc2([h, LSTM(h)])))}; the mask is {@code ReLU(output_scale bn3(fc3(g)) + output_mean)}.
     *
     * <ul>
     *   <li>input: {@code (B, C, F, T)}
     *   <li>output: {@code (B, C, F, T)}
     * </ul>
     *
     * <p>Parameters: as in the authors' code; {@code input_mean} is minus the mean and {@code input_scale} one over the
     * deviation of the data.
     */
    private static final class OpenUnmixTarget extends LayerBlock {

        private static final float EPSILON = 1e-5f;

        private final int channels;
        private final int seen;
        private final int bins;
        private final int hidden;
        private final Linear first;
        private final BatchNorm firstNorm;
        private final RecurrentCells cells;
        private final Linear second;
        private final BatchNorm secondNorm;
        private final Linear third;
        private final BatchNorm thirdNorm;
        private final Parameter inputMean;
        private final Parameter inputScale;
        private final Parameter outputScale;
        private final Parameter outputMean;

        /**
         * @param settings sizes
         * @param channels of the mixture, C
         * @param bins of a frame, F
         */
        OpenUnmixTarget(OpenUnmixSettings settings, int channels, int bins) {
            this.channels = channels;
            this.bins = bins;
            seen = settings.maxBins() == 0 ? bins : settings.maxBins();
            hidden = settings.hidden();
            first = addChildBlock("fc1", denseWithoutBias((long) channels * seen, hidden));
            firstNorm = addChildBlock("bn1", norm());
            cells = addChildBlock("lstm", new RecurrentCells(settings.cells(), hidden));
            second = addChildBlock("fc2", denseWithoutBias(2L * hidden, hidden));
            secondNorm = addChildBlock("bn2", norm());
            third = addChildBlock("fc3", denseWithoutBias(hidden, (long) channels * bins));
            thirdNorm = addChildBlock("bn3", norm());
            inputMean = each("input_mean", seen, Initializer.ZEROS);
            inputScale = each("input_scale", seen, Initializer.ONES);
            outputScale = each("output_scale", bins, Initializer.ONES);
            outputMean = each("output_mean", bins, Initializer.ONES);
        }

        private static BatchNorm norm() {
            return BatchNorm.builder().optEpsilon(EPSILON).build();
        }

        /** One number per bin. */
        private Parameter each(String name, int numbers, Initializer start) {
            return addParameter(Parameter.builder()
                    .setName(name)
                    .setType(Parameter.Type.OTHER)
                    .optShape(new Shape(numbers))
                    .optInitializer(start)
                    .build());
        }

        @Override
        protected NDArray apply(ForwardContext context, NDArray magnitudes) {
            long batch = magnitudes.getShape().get(0);
            long frames = magnitudes.getShape().get(3);
            try (ArrayScope scope = new ArrayScope()) {
                NDArray encoded = encoded(context, magnitudes, scope);
                NDArray code = scope.of(encoded.reshape(batch, frames, hidden));
                NDArray states = scope.of(context.through(cells, code));
                NDArray both = scope.of(code.concat(states, 2));
                NDArray rows = scope.of(both.reshape(batch * frames, 2L * hidden));
                NDArray decoded = scope.of(Activation.relu(dense(context, second, secondNorm, rows, scope)));
                NDArray numbers = dense(context, third, thirdNorm, decoded, scope);
                NDArray split = scope.of(numbers.reshape(batch, frames, channels, bins));
                NDArray scaled = scope.of(split.mul(context.value(outputScale, split)));
                NDArray masks = scope.of(scaled.add(context.value(outputMean, scaled)));
                NDArray positive = scope.of(Activation.relu(masks));
                return positive.transpose(0, 2, 3, 1);
            }
        }

        /** {@code (B, C, F, T)} to {@code (B T, hidden)}. */
        private NDArray encoded(ForwardContext context, NDArray magnitudes, ArrayScope scope) {
            NDArray lowest = scope.of(magnitudes.get(new NDIndex(":, :, :{}", seen)));
            NDArray sequence = scope.of(lowest.transpose(0, 3, 1, 2));
            NDArray centred = scope.of(sequence.add(context.value(inputMean, sequence)));
            NDArray scaled = scope.of(centred.mul(context.value(inputScale, centred)));
            NDArray rows = scope.of(scaled.reshape(-1, (long) channels * seen));
            return scope.of(Activation.tanh(dense(context, first, firstNorm, rows, scope)));
        }

        private static NDArray dense(
                ForwardContext context, Linear layer, BatchNorm norm, NDArray rows, ArrayScope scope) {
            NDArray combined = scope.of(context.through(layer, rows));
            return scope.of(context.through(norm, combined));
        }

        /** The layers with what stands beside them multiplied in. */
        FoldedOpenUnmix.Stem folded() {
            FoldedLayer received = folded(first, firstNorm);
            NDArray columns = received.weight().reshape(hidden, channels, seen).mul(inputScale.getArray());
            NDArray shift = columns.mul(inputMean.getArray()).sum(new int[] {1, 2});
            NDArray scale = outputScale.getArray();
            FoldedLayer given = folded(third, thirdNorm);
            NDArray rows = given.weight().reshape(channels, bins, hidden).mul(scale.expandDims(1));
            NDArray mask = given.bias().reshape(channels, bins).mul(scale).add(outputMean.getArray());
            return new FoldedOpenUnmix.Stem(
                    new FoldedLayer(
                            columns.reshape(hidden, (long) channels * seen),
                            received.bias().add(shift)),
                    cells,
                    folded(second, secondNorm),
                    new FoldedLayer(
                            rows.reshape((long) channels * bins, hidden), mask.reshape((long) channels * bins)));
        }

        /** Closes what {@link #folded} has made other arrays of. */
        void closeFolded() {
            getDirectParameters().values().forEach(Parameter::close);
            for (Block layer : List.of(first, firstNorm, second, secondNorm, third, thirdNorm)) {
                layer.getDirectParameters().values().forEach(Parameter::close);
            }
        }

        private static FoldedLayer folded(Linear layer, BatchNorm norm) {
            NDArray weight = layer.getDirectParameters().get("weight").getArray();
            return FoldedLayer.of(weight, null, norm, EPSILON);
        }

        @Override
        public Shape[] getOutputShapes(Shape[] inputs) {
            return new Shape[] {inputs[0]};
        }

        @Override
        protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputs) {
            long batch = inputs[0].get(0);
            long frames = inputs[0].get(3);
            first.initialize(manager, type, new Shape(batch * frames, (long) channels * seen));
            firstNorm.initialize(manager, type, new Shape(batch * frames, hidden));
            cells.initialize(manager, type, new Shape(batch, frames, hidden));
            second.initialize(manager, type, new Shape(batch * frames, 2L * hidden));
            secondNorm.initialize(manager, type, new Shape(batch * frames, hidden));
            third.initialize(manager, type, new Shape(batch * frames, hidden));
            thirdNorm.initialize(manager, type, new Shape(batch * frames, (long) channels * bins));
        }
    }
}
