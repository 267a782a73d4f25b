// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.layer;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.List;

/**
 * Closes the arrays between the input of a layer and its output when the layer is done, so that their memory is free
 * for the next layer, and those that an operation on a parameter has attached beside the parameter do not stay there.
 * What a backward pass needs, PyTorch keeps. Unlike DJL's {@link ai.djl.ndarray.NDScope} it closes only what it is
 * given.
 */
public final class ArrayScope implements AutoCloseable {

    private final List<NDArray> arrays = new ArrayList<>();

    /** A scope without arrays. */
    public ArrayScope() {}

    /**
     * Adds an array, to be closed with this scope.
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
