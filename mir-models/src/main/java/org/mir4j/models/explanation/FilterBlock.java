// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.explanation;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.convolutional.Convolution;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.mir4j.models.layer.ConvNorm;
import org.mir4j.models.layer.Parameters;

/**
 * A layer of filters and the block that it is.
 *
 * @param layer what it is
 * @param block a convolution, or one with its batch norm
 * @param weight {@code (filters, inputs, ...)}
 */
record FilterBlock(FilterLayer layer, Block block, NDArray weight) {

    /** All of them in a block, itself included, in its order. */
    static List<FilterBlock> below(String name, Block block) {
        if (block instanceof ConvNorm || block instanceof Convolution) {
            String parameter = block instanceof ConvNorm ? "conv.weight" : "weight";
            NDArray weight = Parameters.named(block).get(parameter).getArray();
            return List.of(new FilterBlock(layer(name, weight.getShape()), block, weight));
        }
        List<FilterBlock> found = new ArrayList<>();
        // DJL numbers the names of children with two digits
        block.getChildren()
                .forEach(child -> found.addAll(below(name + "." + child.getKey().substring(2), child.getValue())));
        return found;
    }

    private static FilterLayer layer(String name, Shape weight) {
        List<Integer> kernel = LongStream.of(weight.getShape())
                .skip(2)
                .mapToObj(Math::toIntExact)
                .toList();
        return new FilterLayer(name, (int) weight.get(0), (int) weight.get(1), kernel);
    }

    Filters filters() {
        float[] flat = weight.toFloatArray();
        int width = layer.kernel().get(layer.kernel().size() - 1);
        int height = layer.kernel().size() == 2 ? layer.kernel().get(0) : 1;
        int size = height * width;
        List<float[][]> filters = new ArrayList<>();
        for (int filter = 0; filter < layer.filters(); filter++) {
            float[][] mean = new float[height][width];
            for (int i = 0; i < size * layer.inputs(); i++) {
                int place = i % size;
                mean[place / width][place % width] += flat[filter * size * layer.inputs() + i] / layer.inputs();
            }
            filters.add(mean);
        }
        return new Filters(layer, filters);
    }

    /** The number in the middle of a filter's output, {@code (1, C, T)} or {@code (1, C, F, T)}. */
    static NDArray middle(NDArray output, int filter) {
        Shape shape = output.getShape();
        long time = shape.get(shape.dimension() - 1) / 2;
        return shape.dimension() == 3
                ? output.get(new NDIndex("0, {}, {}", filter, time))
                : output.get(new NDIndex("0, {}, {}, {}", filter, shape.get(2) / 2, time));
    }
}
