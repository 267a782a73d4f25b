// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.network;

import ai.djl.ndarray.types.Shape;

/** The settings of a layer over time, which say which one it is. */
public sealed interface SequenceSettings permits RecurrentSettings, TransformerSettings {

    /**
     * Builds the layer.
     *
     * @param sequence the shape that comes in, {@code (B, T, E)}
     * @return a new block without parameters
     * @throws IllegalArgumentException if the layer cannot take such a sequence; its shape is named
     */
    SequenceLayer build(Shape sequence);

    /**
     * Where the sequence that comes out is summed up.
     *
     * @return the place
     */
    SequenceReadout readout();
}
