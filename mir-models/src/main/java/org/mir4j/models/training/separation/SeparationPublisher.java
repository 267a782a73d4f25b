// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.training.separation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.mir4j.models.card.ModelCard;
import org.mir4j.models.card.Source;
import org.mir4j.models.checkpoint.Tensor;
import org.mir4j.models.training.TrainingFiles;
import org.mir4j.models.training.Validation;

/** Makes a model of the best weights, with a card that says what was measured. */
final class SeparationPublisher {

    private static final String UNKNOWN_SHA256 = "0".repeat(64);
    private static final double DIGITS = 1e2;

    private final SeparationRecipe recipe;
    private final int songs;
    private final TrainingFiles files;

    /**
     * @param recipe of the model
     * @param songs how many it is validated on
     * @param files of the run
     */
    SeparationPublisher(SeparationRecipe recipe, int songs, TrainingFiles files) {
        this.recipe = recipe;
        this.songs = songs;
        this.files = files;
    }

    void publish(Map<String, Tensor> weights, Validation validation, int epoch) {
        files.publish(card(validation, epoch), weights);
    }

    private ModelCard card(Validation validation, int epoch) {
        String stems = String.join(", ", recipe.separator().stems());
        return new ModelCard(
                recipe.name(),
                recipe.summary() == null ? "separates " + stems : recipe.summary(),
                new Source(null, recipe.name() + ".safetensors", UNKNOWN_SHA256, List.of(), List.of(), null),
                recipe.licence(),
                List.of(),
                scores(validation, epoch),
                recipe.notes(),
                null,
                recipe.separator());
    }

    private List<ModelCard.MeasuredScore> scores(Validation validation, int epoch) {
        List<ModelCard.MeasuredScore> scores = new ArrayList<>();
        validation.figures().forEach((name, value) -> {
            if (!value.isNaN() && !name.equals(validation.metric())) {
                scores.add(new ModelCard.MeasuredScore(
                        name.replace("sdr_", "SDR of "),
                        Math.round(value * DIGITS) / DIGITS,
                        songs + " songs, median of the energy of a stem to that of its error, in dB",
                        "validation of epoch " + epoch));
            }
        });
        return scores;
    }
}
