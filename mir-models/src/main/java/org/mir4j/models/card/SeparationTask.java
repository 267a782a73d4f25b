// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.card;

import java.util.List;
import java.util.Map;
import org.mir4j.models.checkpoint.Tensor;
import org.mir4j.models.layer.Parameters;

/** Separates a song into stems. */
public sealed interface SeparationTask extends ModelTask permits MaskingTask, WaveformTask {

    /**
     * At which rate the network works.
     *
     * @return in Hz
     */
    int sampleRate();

    /**
     * How many channels the network receives at once; a song's others follow one after the other.
     *
     * @return 1 or 2
     */
    int channels();

    /**
     * What the network gives.
     *
     * @return the names of the stems, in its order
     */
    List<String> stems();

    /**
     * What comes out.
     *
     * @return the names of all stems, that of what the others leave last if there is one
     */
    default List<String> outputs() {
        return stems();
    }

    /** Refuses weights that lack one of the network's parameters, as that of a stem. */
    @Override
    default void requireOutputs(Map<String, Tensor> weights) {
        List<String> missing = Parameters.named(build()).keySet().stream()
                .filter(name -> !weights.containsKey(name))
                .toList();
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException("are not of its architecture: there is no " + missing.get(0) + " among "
                    + weights.size() + " tensors");
        }
    }
}
