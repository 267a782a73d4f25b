// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.waveform;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import org.mir4j.models.layer.ForwardContext;
import org.mir4j.models.layer.ScriptedLayer;

/** Any network from a mixture to its stems, as a module of TorchScript. */
final class ScriptedWaveforms extends WaveformNetwork {

    private final ScriptedLayer module;

    /**
     * @param sizes channels and stems
     */
    ScriptedWaveforms(WaveformNetworkSettings.Sizes sizes) {
        super(sizes.channels(), sizes.stems());
        module = addChildBlock("module", new ScriptedLayer(mixture -> getOutputShapes(new Shape[] {mixture})[0], true));
    }

    @Override
    protected NDArray apply(ForwardContext context, NDArray mixture) {
        return context.through(module, mixture);
    }

    @Override
    protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputs) {
        module.initialize(manager, type, inputs);
    }
}
