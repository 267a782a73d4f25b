// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import org.mir4j.models.checkpoint.WeightsFormat;
import org.mir4j.models.layer.OutputActivation;
import org.mir4j.models.settings.Named;
import org.mir4j.models.settings.Omittable;

/**
 * The settings of {@link ScriptedTags}, which cannot be explained or trained.
 *
 * @param activation how the module's output becomes scores; by default it is scores from 0 to 1
 */
@Named("torchscript")
public record ScriptedTagsSettings(@Omittable OutputActivation activation) implements TagNetworkSettings {

    /** By default nothing becomes of the output. */
    public ScriptedTagsSettings {
        activation = activation == null ? OutputActivation.NONE : activation;
    }

    @Override
    public Block build(Shape input, int classes) {
        return new ScriptedTags(classes);
    }

    @Override
    public NDArray scoresOf(NDArray outputs) {
        return activation.apply(outputs, -1);
    }

    @Override
    public WeightsFormat format() {
        return WeightsFormat.TORCHSCRIPT;
    }
}
