// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.training.tagging;

import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.Optional;
import org.mir4j.audio.spectral.FrontEndSettings;
import org.mir4j.audio.window.ShortClips;
import org.mir4j.models.card.ModelCard;
import org.mir4j.models.network.NetworkSettings;
import org.mir4j.models.network.NetworkSettings.OutputScores;

/**
 * The model that a recipe makes, with everything that it took over from the one it starts from.
 *
 * @param window how much it receives at once, in seconds
 * @param shortClips what it receives where a recording is shorter
 * @param frontEnd from samples to the network's input
 * @param network the architecture
 * @param labels one per class
 */
record ModelSpec(
        double window, ShortClips shortClips, FrontEndSettings frontEnd, NetworkSettings network, List<String> labels) {

    /** Keeps its own list. */
    public ModelSpec {
        labels = List.copyOf(labels);
    }

    /**
     * The model of a recipe.
     *
     * @param recipe what was asked for
     * @param init the model to start from, if there is one
     * @param labels what is learned
     * @return the model
     */
    public static ModelSpec of(TaggingRecipe recipe, Optional<ModelCard> init, List<String> labels) {
        OutputScores scores =
                recipe.loss() instanceof TaggingLoss.CrossEntropy ? OutputScores.SOFTMAX : OutputScores.SIGMOID;
        NetworkSettings network =
                recipe.network() != null ? recipe.network() : init.orElseThrow().layers();
        return new ModelSpec(
                recipe.window() != null
                        ? recipe.window()
                        : init.orElseThrow().tagging().windowSeconds(),
                recipe.shortClips(),
                recipe.frontEnd() != null
                        ? recipe.frontEnd()
                        : init.orElseThrow().tagging().frontEnd(),
                network.with(scores),
                labels);
    }

    /**
     * The window in samples of the front-end's rate.
     *
     * @return how many samples
     */
    public int windowSamples() {
        return frontEnd.samples(window);
    }

    /**
     * What one window is when it reaches the network.
     *
     * @return {@code (1, 1, F, T)}
     */
    public Shape inputShape() {
        return frontEnd.shape(windowSamples());
    }
}
