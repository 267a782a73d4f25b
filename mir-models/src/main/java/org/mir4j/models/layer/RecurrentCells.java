// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.layer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.internal.NDArrayEx;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.nn.norm.Dropout;
import ai.djl.nn.recurrent.RNN;
import ai.djl.training.initializer.UniformInitializer;
import java.util.ArrayList;
import java.util.List;
import org.mir4j.models.engine.Autograd;

/**
 * Recurrent {@link Cell cells} over time, one or more layers, one direction or both.
 *
 * <ul>
 *   <li>input: {@code (B, T, E)}; optionally a mask {@code (B, T)}, 1 for a valid frame and 0 for padding, where the
 *       valid frames of a row come first
 *   <li>output: {@code (B, T, hidden)}, or {@code (B, T, 2 hidden)} with both directions, forward first; zeros where
 *       the mask is zero
 * </ul>
 *
 * <p>With a mask, the backward direction starts at the last valid frame of its row, as over PyTorch's packed sequences.
 *
 * <p>Parameters: {@code weight_ih_l0}, {@code weight_hh_l0}, {@code bias_ih_l0}, {@code bias_hh_l0} and so on for each
 * layer and, with {@code _reverse}, direction: PyTorch's names, order and gates (LSTM: input, forget, cell, output;
 * GRU: reset, update, new).
 *
 * <p>Out of training there is no dropout; the output can still be differentiated, on a GPU too.
 *
 * <p>Source: see {@link Cell}; both directions: Schuster, Paliwal, "Bidirectional recurrent neural networks", IEEE
 * Transactions on Signal Processing 45, 1997.
 */
public final class RecurrentCells extends SequenceBlock {

    /** The kinds of recurrent cells; {@code h} is the state, {@code *} multiplies number by number. */
    public enum Cell {
        /** {@code h' = tanh(W x + b + U h + c)} (Elman, "Finding structure in time", Cognitive Science 14, 1990). */
        RNN(1),
        /**
         * With input, forget and output gates {@code i, f, o = sigmoid(W x + b + U h + c)} and
         * {@code g = tanh(W x + b + U h + c)}: {@code m' = f * m + i * g}, {@code h' = o * tanh(m')} (Hochreiter,
         * Schmidhuber, "Long short-term memory", Neural Computation 9, 1997; the forget gate: Gers et al., 2000).
         */
        LSTM(4),
        /**
         * With reset and update gates {@code r, z = sigmoid(W x + b + U h + c)}:
         * {@code h' = (1 - z) * tanh(W x + b + r * (U h + c)) + z * h} (Cho et al., "Learning phrase representations
         * using RNN encoder-decoder", EMNLP 2014, in cuDNN's form).
         */
        GRU(3);

        private final int gates;

        Cell(int gates) {
            this.gates = gates;
        }

        /** How many matrices are stacked in one weight. */
        int gates() {
            return gates;
        }
    }

    /** Two weights and two biases. */
    private static final int DIRECTION_PARAMETERS = 4;

    /**
     * What the cells are.
     *
     * @param cell their kind
     * @param hidden features per frame and direction that come out
     * @param layers how many are stacked
     * @param bidirectional whether each layer also reads time backwards
     * @param dropout the part of features that is left out between layers in training
     */
    public record Settings(Cell cell, int hidden, int layers, boolean bidirectional, double dropout) {

        /** Refuses cells without features or layers, and dropout where there is a single layer. */
        public Settings {
            if (cell == null || hidden < 1 || layers < 1) {
                throw new IllegalArgumentException(
                        "a recurrent network has a kind of cell and at least one layer of one feature, got " + layers
                                + " of " + hidden + " with cell " + cell);
            }
            if (!(dropout >= 0 && dropout < 1)) {
                throw new IllegalArgumentException("dropout is at least 0 and less than 1, got " + dropout);
            }
            if (dropout > 0 && layers == 1) {
                throw new IllegalArgumentException(
                        "dropout comes between recurrent layers, and there is one layer with dropout " + dropout);
            }
        }

        private int directions() {
            return bidirectional ? 2 : 1;
        }
    }

    private final Settings settings;
    private final int inputSize;
    private final List<Parameter> ordered = new ArrayList<>();

    /**
     * @param settings what the cells are
     * @param inputSize features per frame, E
     */
    public RecurrentCells(Settings settings, int inputSize) {
        this.settings = settings;
        this.inputSize = inputSize;
        for (int layer = 0; layer < settings.layers(); layer++) {
            int width = layer == 0 ? inputSize : settings.directions() * settings.hidden();
            for (int direction = 0; direction < settings.directions(); direction++) {
                addDirection("l" + layer + (direction == 0 ? "" : "_reverse"), width);
            }
        }
    }

    private void addDirection(String suffix, int width) {
        int rows = settings.cell().gates() * settings.hidden();
        add("weight_ih_" + suffix, Parameter.Type.WEIGHT, new Shape(rows, width));
        add("weight_hh_" + suffix, Parameter.Type.WEIGHT, new Shape(rows, settings.hidden()));
        add("bias_ih_" + suffix, Parameter.Type.BIAS, new Shape(rows));
        add("bias_hh_" + suffix, Parameter.Type.BIAS, new Shape(rows));
    }

    private void add(String name, Parameter.Type type, Shape shape) {
        ordered.add(addParameter(Parameter.builder()
                .setName(name)
                .setType(type)
                .optShape(shape)
                .optInitializer(new UniformInitializer((float) (1 / Math.sqrt(settings.hidden()))))
                .build()));
    }

    @Override
    protected NDArray apply(ForwardContext context, NDArray sequence, NDArray mask) {
        boolean training = context.training();
        NDList values = new NDList(ordered.size());
        ordered.forEach(parameter -> values.add(context.value(parameter, sequence)));
        if (mask == null) {
            return run(sequence, values, settings.layers(), settings.bidirectional(), training);
        }
        try (NDArray valid = mask.expandDims(2);
                NDArray states = settings.bidirectional()
                        ? bothWays(sequence, mask, values, training)
                        : run(sequence, values, settings.layers(), false, training)) {
            return states.mul(valid);
        }
    }

    /** The states of all frames, where no frame is padding. */
    private NDArray run(NDArray sequence, NDList values, int layers, boolean both, boolean training) {
        Shape states = new Shape((both ? 2L : 1L) * layers, sequence.getShape().get(0), settings.hidden());
        NDArrayEx cells = sequence.getNDArrayInternal();
        double dropout = training ? settings.dropout() : 0;
        // cuDNN differentiates cells in training alone, those too that stay as they are above others that learn
        boolean differentiable = training || Autograd.isRecording();
        try (NDArray start = sequence.getManager().zeros(states, sequence.getDataType())) {
            NDList result =
                    switch (settings.cell()) {
                        case RNN ->
                            cells.rnn(
                                    sequence,
                                    start,
                                    values,
                                    true,
                                    layers,
                                    RNN.Activation.TANH,
                                    dropout,
                                    differentiable,
                                    both,
                                    true);
                        case LSTM ->
                            cells.lstm(
                                    sequence,
                                    new NDList(start, start),
                                    values,
                                    true,
                                    layers,
                                    dropout,
                                    differentiable,
                                    both,
                                    true);
                        case GRU ->
                            cells.gru(sequence, start, values, true, layers, dropout, differentiable, both, true);
                    };
            result.subNDList(1).close(); // the last states are in the sequence
            return result.get(0);
        }
    }

    /** The states of both directions layer by layer, each of which reads its rows from their own ends. */
    private NDArray bothWays(NDArray sequence, NDArray mask, NDList values, boolean training) {
        try (ArrayScope scope = new ArrayScope()) {
            NDArray backwards = scope.of(backwards(mask));
            NDArray states = sequence;
            for (int from = 0; from < values.size(); from += 2 * DIRECTION_PARAMETERS) {
                int middle = from + DIRECTION_PARAMETERS;
                NDList ahead = new NDList(values.subList(from, middle));
                NDList back = new NDList(values.subList(middle, middle + DIRECTION_PARAMETERS));
                NDArray turned = scope.of(inOrder(states, backwards));
                NDArray read = scope.of(run(turned, back, 1, false, training));
                NDArray first = scope.of(run(states, ahead, 1, false, training));
                NDArray second = scope.of(inOrder(read, backwards));
                states = NDArrays.concat(new NDList(first, second), 2);
                if (middle + DIRECTION_PARAMETERS < values.size()) {
                    states = betweenLayers(scope.of(states), training, scope);
                }
            }
            return states;
        }
    }

    private NDArray betweenLayers(NDArray states, boolean training, ArrayScope scope) {
        return training && settings.dropout() > 0
                ? scope.of(Dropout.dropout(states, (float) settings.dropout(), true)
                        .singletonOrThrow())
                : states;
    }

    /** {@code (B, T)}: the frame that takes the place of each when the valid frames of a row are reversed. */
    private static NDArray backwards(NDArray mask) {
        try (ArrayScope scope = new ArrayScope()) {
            NDArray valid = scope.of(mask.toType(DataType.INT64, true));
            NDArray last = scope.of(scope.of(valid.sum(new int[] {1}, true)).sub(1));
            int count = (int) mask.getShape().get(1);
            NDArray frames = scope.of(mask.getManager().arange(0, count, 1, DataType.INT64));
            NDArray move = scope.of(last.sub(scope.of(frames.mul(2))));
            return scope.of(move.mul(valid)).add(frames);
        }
    }

    private static NDArray inOrder(NDArray sequence, NDArray frames) {
        try (NDArray column = frames.expandDims(2);
                NDArray everyFeature = column.broadcast(sequence.getShape())) {
            return sequence.gather(everyFeature, 1);
        }
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputs) {
        Shape sequence = inputs[0];
        if (sequence.dimension() != 3 || sequence.get(2) != inputSize) {
            throw new IllegalArgumentException("recurrent cells over " + inputSize + " features expect (B, T, "
                    + inputSize + "), got " + sequence);
        }
        long features = (long) settings.directions() * settings.hidden();
        return new Shape[] {new Shape(sequence.get(0), sequence.get(1), features)};
    }

    @Override
    protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputs) {
        getOutputShapes(inputs); // nothing to initialise below this block: only refuse shapes that do not fit
    }
}
