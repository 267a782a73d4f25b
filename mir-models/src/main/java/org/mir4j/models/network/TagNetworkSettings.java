// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import org.mir4j.models.checkpoint.WeightsFormat;

/** The settings of a network from a window's spectrogram or samples to its tags; their kind says which network it is. */
public sealed interface TagNetworkSettings permits NetworkSettings, ScriptedTagsSettings {

    /**
     * Builds the network.
     *
     * @param input the shape of an input, {@code (B, 1, F, T)}
     * @param classes K, one per tag
     * @return a new block without parameters, whose output is {@code (B, K)}
     * @throws IllegalArgumentException if the settings do not fit each other
     */
    Block build(Shape input, int classes);

    /**
     * Turns what the network gives into scores.
     *
     * @param outputs {@code (..., K)}
     * @return scores from 0 to 1, of the same shape
     */
    NDArray scoresOf(NDArray outputs);

    /**
     * In which form its weights lie in a store.
     *
     * @return tensors, unless a network says otherwise
     */
    default WeightsFormat format() {
        return WeightsFormat.SAFETENSORS;
    }
}
