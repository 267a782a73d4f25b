// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.layer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.training.initializer.Initializer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.mir4j.core.error.ModelException;
import org.mir4j.models.checkpoint.Tensor;

/**
 * The parameters of a block under the names that PyTorch's {@code state_dict} gives them: children joined by dots, and
 * {@code weight}, {@code bias}, {@code running_mean}, {@code running_var} for a batch norm.
 */
public final class Parameters {

    private static final Map<String, String> TORCH_NAMES = Map.of(
            "gamma", "weight",
            "beta", "bias",
            "runningMean", "running_mean",
            "runningVar", "running_var");

    private Parameters() {}

    /**
     * All parameters of a block.
     *
     * @param block any block
     * @return the parameters by name, in the order of the block
     */
    public static Map<String, Parameter> named(Block block) {
        Map<String, Parameter> named = new LinkedHashMap<>();
        collect("", block, named);
        return named;
    }

    private static void collect(String prefix, Block block, Map<String, Parameter> named) {
        block.getDirectParameters()
                .forEach(entry ->
                        named.put(prefix + TORCH_NAMES.getOrDefault(entry.getKey(), entry.getKey()), entry.getValue()));
        int number = 0;
        for (var child : block.getChildren()) {
            // DJL numbers the names of children from 1, with two digits or as many as it takes
            int digits = Math.max(2, String.valueOf(++number).length());
            collect(prefix + child.getKey().substring(digits) + ".", child.getValue(), named);
        }
    }

    /**
     * Fills a block with weights.
     *
     * @param block a block that is not initialised
     * @param weights one tensor per parameter, by name; no more and no less
     * @param manager where the parameters live
     * @param input the shape of an input, from which those of the parameters follow
     * @throws ModelException if a name or a shape of the weights does not fit the block
     */
    public static void load(Block block, Map<String, Tensor> weights, NDManager manager, Shape input) {
        Map<String, Parameter> parameters = named(block);
        List<String> faults = new ArrayList<>();
        parameters.forEach((name, parameter) -> {
            parameter.freeze(true);
            parameter.setInitializer((target, shape, type) -> values(name, weights.get(name), shape, target, faults));
        });
        block.initialize(manager, DataType.FLOAT32, input);
        weights.keySet().stream()
                .filter(name -> !parameters.containsKey(name))
                .forEach(name -> faults.add(name + " belongs nowhere"));
        if (!faults.isEmpty()) {
            int shown = Math.min(5, faults.size());
            throw new ModelException("the weights do not fit the architecture: "
                    + String.join("; ", faults.subList(0, shown))
                    + (faults.size() > shown ? "; and " + (faults.size() - shown) + " more." : "."));
        }
    }

    /**
     * Fills a block to be trained.
     *
     * @param block a block that is not initialised
     * @param weights tensors to start from, wherever names and shapes agree; the other parameters are random
     * @param manager where the parameters live
     * @param input the shape of an input, from which those of the parameters follow
     * @return the names of the parameters that are random
     */
    public static Set<String> start(Block block, Map<String, Tensor> weights, NDManager manager, Shape input) {
        Map<String, Parameter> parameters = named(block);
        Set<String> unfilled = new LinkedHashSet<>();
        parameters.forEach((name, parameter) -> {
            Tensor tensor = weights.get(name);
            Initializer random = parameter.getInitializer();
            parameter.setInitializer((target, shape, type) -> {
                if (tensor != null && new Shape(tensor.shape()).equals(shape)) {
                    return target.create(tensor.values(), shape);
                }
                unfilled.add(name);
                return random.initialize(target, shape, type);
            });
        });
        block.initialize(manager, DataType.FLOAT32, input);
        return unfilled;
    }

    /**
     * The array of a parameter; where its tensor does not fit, a fault is noted, and a zero takes its place until it is
     * thrown.
     */
    private static NDArray values(String name, Tensor tensor, Shape expected, NDManager manager, List<String> faults) {
        if (tensor == null) {
            faults.add(name + " is missing");
            return manager.zeros(new Shape(1)); // what is expected may be larger than any memory
        }
        Shape found = new Shape(tensor.shape());
        if (!found.equals(expected)) {
            faults.add(name + " has the shape " + found + ", expected " + expected);
            return manager.zeros(new Shape(1)); // what is expected may be larger than any memory
        }
        return manager.create(tensor.values(), expected);
    }

    /**
     * Folds every batch norm that follows a convolution into it, and lays out the weights of others so that they infer
     * faster.
     *
     * @param block a block with its weights; it can only infer from now on
     */
    public static void fold(Block block) {
        if (block instanceof Foldable layer) {
            layer.fold();
        }
        block.getChildren().values().forEach(Parameters::fold);
    }

    /**
     * Lays out the weights of two-dimensional convolutions in the way that trains faster on a CPU, where max pooling of
     * channels side by side is many times as fast. Values, shapes and gradients stay what they are, and so does the
     * layout when an optimiser changes the values. Networks that pool after every convolution gain most; one that does
     * not, such as MusiCNN, gains nothing.
     *
     * @param block a block with its weights, before its first pass: arrays are replaced, and whoever holds one holds a
     *     closed one
     */
    public static void channelsLast(Block block) {
        if (block instanceof Conv2d convolution) {
            ChannelsLast.lay(convolution.getDirectParameters().get("weight"));
        }
        block.getChildren().values().forEach(Parameters::channelsLast);
    }
}
