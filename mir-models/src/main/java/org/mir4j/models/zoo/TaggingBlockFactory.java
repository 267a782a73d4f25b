// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.zoo;

import ai.djl.Model;
import ai.djl.nn.Block;
import ai.djl.nn.BlockFactory;
import java.nio.file.Path;
import java.util.Map;
import org.mir4j.models.store.ModelStore;
import org.mir4j.models.tagging.ScoringNetwork;

/** Makes a tagging model for those who describe models by {@code serving.properties}, DJL Serving above all. */
public final class TaggingBlockFactory implements BlockFactory {

    private static final long serialVersionUID = 1L;
    private static final String NAME = "mirModel";

    /** As DJL makes it, by its name. */
    public TaggingBlockFactory() {}

    /**
     * Loads the model that the argument {@code mirModel} names from the store that the environment names.
     *
     * @throws org.mir4j.core.error.ModelException if it is unknown, out of reach or damaged
     */
    @Override
    public Block newBlock(Model model, Path modelPath, Map<String, ?> arguments) {
        Object name = arguments.get(NAME);
        if (name == null) {
            throw new IllegalArgumentException("the argument " + NAME + " has to name a model, for example " + NAME
                    + "=msd-fcn in serving.properties");
        }
        return ScoringNetwork.load(ModelStore.fromEnvironment().require(name.toString()), model.getNDManager());
    }
}
