// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.training;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.mir4j.core.error.ModelException;
import org.mir4j.models.checkpoint.Tensor;

/** From what a training starts: from nothing, or from the checkpoint of one that was stopped. */
public final class Beginning {

    private final String recipe;
    private final Path checkpoint;
    private final Optional<TrainingFiles.Saved> saved;

    Beginning(String recipe, Path checkpoint, Optional<TrainingFiles.Saved> saved) {
        this.recipe = recipe;
        this.checkpoint = checkpoint;
        this.saved = saved;
    }

    /**
     * Whether there was nothing before.
     *
     * @return whether the training is a new one
     */
    public boolean isNew() {
        return saved.isEmpty();
    }

    /**
     * Builds a learner, and has it go on where it was.
     *
     * @param <L> what learns
     * @param start the weights of a new training; the others are random
     * @param build makes a learner that starts from weights
     * @return the learner, to be closed by the caller
     * @throws ModelException if the network cannot be built, or the checkpoint is not one of it
     */
    public <L extends Learner<?>> L learner(Map<String, Tensor> start, Function<Map<String, Tensor>, L> build) {
        L learner = built(saved.map(TrainingFiles.Saved::weights).orElse(start), build);
        try {
            if (saved.isPresent()) {
                requireWhole(learner);
                learner.restore(saved.get().memory());
            }
            return learner;
        } catch (RuntimeException e) {
            learner.close();
            throw e;
        }
    }

    private <L> L built(Map<String, Tensor> weights, Function<Map<String, Tensor>, L> build) {
        try {
            return build.apply(weights);
        } catch (IllegalArgumentException e) {
            throw new ModelException(
                    "The network of the recipe " + recipe + " cannot be built: " + e.getMessage() + ".", e);
        }
    }

    private void requireWhole(Learner<?> learner) {
        if (!learner.unfilled().isEmpty()) {
            throw new ModelException(checkpoint + " lacks " + learner.unfilled().size()
                    + " of the network's weights, such as "
                    + learner.unfilled().iterator().next() + "; it cannot be gone on with.");
        }
    }
}
