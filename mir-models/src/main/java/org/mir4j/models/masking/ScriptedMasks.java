// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.masking;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import org.mir4j.models.layer.ForwardContext;
import org.mir4j.models.layer.OutputActivation;
import org.mir4j.models.layer.ScriptedLayer;
import org.mir4j.models.masking.MaskNetworkSettings.ScriptedMasksSettings;

/**
 * Any network from magnitudes to masks, as a module of TorchScript. Where that takes spectrograms of one length only, silence
 * follows a shorter one.
 */
final class ScriptedMasks extends MaskNetwork {

    private static final int STEMS = 1;
    private static final int TIME = 3;

    private final ScriptedMasksSettings settings;
    private final ScriptedLayer module;

    ScriptedMasks(ScriptedMasksSettings settings, int channels, int bins, int stems) {
        super(channels, bins, stems);
        this.settings = settings;
        module = addChildBlock("module", new ScriptedLayer(input -> getOutputShapes(new Shape[] {input})[0], true));
    }

    @Override
    NDArray masks(ForwardContext context, NDArray magnitudes) {
        long frames = magnitudes.getShape().get(TIME);
        if (settings.frames() <= frames) {
            return activated(context.through(module, magnitudes));
        }
        try (NDArray filled = filled(magnitudes, frames);
                NDArray masks = activated(context.through(module, filled))) {
            return masks.get(new NDIndex(":, :, :, :, :{}", frames));
        }
    }

    private NDArray activated(NDArray outputs) {
        NDArray masks = settings.activation().apply(outputs, STEMS);
        if (masks != outputs) {
            outputs.close();
        }
        return masks;
    }

    private NDArray filled(NDArray magnitudes, long frames) {
        Shape shape = magnitudes.getShape();
        Shape rest = new Shape(shape.get(0), shape.get(1), shape.get(2), settings.frames() - frames);
        try (NDArray silence = magnitudes.getManager().zeros(rest)) {
            return magnitudes.concat(silence, TIME);
        }
    }

    @Override
    public boolean sharesMixture() {
        return settings.activation() == OutputActivation.SOFTMAX;
    }

    @Override
    protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputs) {
        module.initialize(manager, type, inputs);
    }
}
