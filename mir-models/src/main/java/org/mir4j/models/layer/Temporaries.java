// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.layer;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.List;

/**
 * Arrays on the way from the input of a layer to its output, which are closed when the layer has done: their memory is
 * free for the next layer, and those that an operation on a parameter has put beside the parameter do not stay there.
 * What a backward pass needs, PyTorch keeps.
 */
public final class Temporaries implements AutoCloseable {

    private final List<NDArray> arrays = new ArrayList<>();

    /** None so far. */
    public Temporaries() {}

    /**
     * Takes an array to be closed.
     *
     * @param array made by the layer, not its input nor the value of a parameter
     * @return the array
     */
    public NDArray of(NDArray array) {
        arrays.add(array);
        return array;
    }

    @Override
    public void close() {
        arrays.forEach(NDArray::close);
    }
}
