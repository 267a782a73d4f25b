// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import org.mir4j.models.layer.ForwardContext;

/** The convolutions of an encoder, which hands them its children. */
interface Trunk {

    /** {@code (B, 1, F, T)} to {@code (B, C, F', T')}. */
    NDArray apply(ForwardContext context, NDArray spectrogram);

    /** The shape that {@link #apply} gives for a spectrogram's shape. */
    Shape outputShape(Shape spectrogram);

    /** How many frames {@link #apply} gives for so many; 0 if they are too few. */
    int frames(int frames);

    void initialize(NDManager manager, DataType type, Shape spectrogram);
}
