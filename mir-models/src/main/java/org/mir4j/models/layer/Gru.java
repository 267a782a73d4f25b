package org.mir4j.models.layer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.training.initializer.UniformInitializer;
import ai.djl.util.PairList;
import java.util.ArrayList;
import java.util.List;

/**
 * A gated recurrent unit over time, one or more layers, one direction or both.
 *
 * <ul>
 *   <li>input: {@code (B, T, E)}
 *   <li>output: {@code (B, T, hidden)}, or {@code (B, T, 2 hidden)} with both directions, forward first
 * </ul>
 *
 * <p>Parameters: {@code weight_ih_l0}, {@code weight_hh_l0}, {@code bias_ih_l0}, {@code bias_hh_l0} and so on for each
 * layer and, with {@code _reverse}, direction: PyTorch's names, order and gates (reset, update, new).
 *
 * <p>Source: Cho et al., "Learning phrase representations using RNN encoder-decoder", EMNLP 2014, in cuDNN's form.
 */
public final class Gru extends AbstractBlock {

    private static final byte VERSION = 1;
    private static final int GATES = 3;

    private final int inputSize;
    private final int hiddenSize;
    private final int layers;
    private final boolean bidirectional;
    private final List<Parameter> ordered = new ArrayList<>();

    /**
     * @param inputSize features a frame, E
     * @param hiddenSize features a frame and direction that come out
     * @param layers how many are stacked
     * @param bidirectional whether a second one reads time backwards
     */
    public Gru(int inputSize, int hiddenSize, int layers, boolean bidirectional) {
        super(VERSION);
        this.inputSize = inputSize;
        this.hiddenSize = hiddenSize;
        this.layers = layers;
        this.bidirectional = bidirectional;
        int directions = bidirectional ? 2 : 1;
        for (int layer = 0; layer < layers; layer++) {
            int width = layer == 0 ? inputSize : directions * hiddenSize;
            for (int direction = 0; direction < directions; direction++) {
                addDirection("l" + layer + (direction == 0 ? "" : "_reverse"), width);
            }
        }
    }

    private void addDirection(String suffix, int width) {
        int rows = GATES * hiddenSize;
        add("weight_ih_" + suffix, Parameter.Type.WEIGHT, new Shape(rows, width));
        add("weight_hh_" + suffix, Parameter.Type.WEIGHT, new Shape(rows, hiddenSize));
        add("bias_ih_" + suffix, Parameter.Type.BIAS, new Shape(rows));
        add("bias_hh_" + suffix, Parameter.Type.BIAS, new Shape(rows));
    }

    private void add(String name, Parameter.Type type, Shape shape) {
        ordered.add(addParameter(Parameter.builder()
                .setName(name)
                .setType(type)
                .optShape(shape)
                .optInitializer(new UniformInitializer((float) (1 / Math.sqrt(hiddenSize))))
                .build()));
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore parameters, NDList inputs, boolean training, PairList<String, Object> options) {
        NDArray sequence = inputs.singletonOrThrow();
        NDList values = new NDList(ordered.size());
        ordered.forEach(parameter -> values.add(parameters.getValue(parameter, sequence.getDevice(), training)));
        long states = (bidirectional ? 2L : 1L) * layers;
        Shape stateShape = new Shape(states, sequence.getShape().get(0), hiddenSize);
        try (NDArray start = sequence.getManager().zeros(stateShape, sequence.getDataType())) {
            NDList result = sequence.getNDArrayInternal()
                    .gru(sequence, start, values, true, layers, 0, training, bidirectional, true);
            result.get(1).close();
            return new NDList(result.get(0));
        }
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputs) {
        Shape sequence = inputs[0];
        if (sequence.dimension() != 3 || sequence.get(2) != inputSize) {
            throw new IllegalArgumentException(
                    "a GRU over " + inputSize + " features expects (B, T, " + inputSize + "), got " + sequence);
        }
        return new Shape[] {new Shape(sequence.get(0), sequence.get(1), (bidirectional ? 2L : 1L) * hiddenSize)};
    }

    @Override
    protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputs) {
        getOutputShapes(inputs); // nothing to initialise below this block: only refuse shapes that do not fit
    }
}
