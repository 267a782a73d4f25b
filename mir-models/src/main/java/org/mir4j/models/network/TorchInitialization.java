// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.nn.convolutional.Convolution;
import ai.djl.nn.core.Linear;
import ai.djl.training.initializer.Initializer;
import ai.djl.training.initializer.UniformInitializer;

/**
 * PyTorch's initial values: dense layers and convolutions draw weights and biases uniformly from {@code -1/sqrt(n)} to
 * {@code 1/sqrt(n)}, where n inputs are summed for one output. DJL draws weights from a normal distribution of
 * deviation {@code sqrt(2/n)}, which is 2.45 times as wide, and starts from biases of zero.
 *
 * <p>Source: {@code reset_parameters} of PyTorch 2.7.1's {@code Linear} and {@code _ConvNd}, which is He et al.,
 * "Delving deep into rectifiers", ICCV 2015, with a = sqrt(5).
 */
final class TorchInitialization {

    private TorchInitialization() {}

    /**
     * Sets the initializers of all dense layers and convolutions of a block, but of parameters that have one of their
     * own.
     *
     * @param block a block that is not initialised
     */
    static void apply(Block block) {
        if (block instanceof Linear || block instanceof Convolution) {
            Parameter weight = block.getDirectParameters().get("weight");
            Initializer start = (manager, shape, type) -> even(weight.getShape(), manager, shape, type);
            block.getDirectParameters().values().stream()
                    .filter(parameter ->
                            parameter.getInitializer() == parameter.getType().getInitializer())
                    .forEach(parameter -> parameter.setInitializer(start));
        }
        block.getChildren().values().forEach(TorchInitialization::apply);
    }

    private static NDArray even(Shape weight, NDManager manager, Shape shape, DataType type) {
        long summed = weight.size() / weight.get(0); // (out, in) or (out, in, F, T)
        return new UniformInitializer((float) (1 / Math.sqrt(summed))).initialize(manager, shape, type);
    }
}
