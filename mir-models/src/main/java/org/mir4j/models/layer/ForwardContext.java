// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.layer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;

/**
 * What the layers of one forward pass need besides their input.
 *
 * @param parameters where values of parameters come from
 * @param training whether gradients and the statistics of batches are wanted
 */
public record ForwardContext(ParameterStore parameters, boolean training) {

    /**
     * Sends an array through a layer.
     *
     * @param layer of one input and one output
     * @param x what the layer expects
     * @return what comes out
     */
    public NDArray through(Block layer, NDArray x) {
        return through(layer, x, null);
    }

    /**
     * Sends sequences through a layer that can leave out padding.
     *
     * @param layer of one output that takes a mask
     * @param x what the layer expects
     * @param mask {@code (B, T)}, 1 for a valid frame and 0 for padding; null if all frames are valid
     * @return what comes out
     */
    public NDArray through(Block layer, NDArray x, NDArray mask) {
        NDList inputs = mask == null ? new NDList(x) : new NDList(x, mask);
        return shown(layer, layer.forward(parameters, inputs, training).singletonOrThrow());
    }

    private NDArray shown(Block layer, NDArray y) {
        if (parameters instanceof ForwardHook hook) {
            hook.show(layer, y);
        }
        return y;
    }

    /**
     * The value of a parameter on the device of an array.
     *
     * @param parameter of the layer that asks
     * @param beside the array that it is to meet
     * @return its value, not to be closed
     */
    public NDArray value(Parameter parameter, NDArray beside) {
        return parameters.getValue(parameter, beside.getDevice(), training);
    }
}
