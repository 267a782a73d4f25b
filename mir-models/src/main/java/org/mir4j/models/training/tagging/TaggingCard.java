// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.training.tagging;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.mir4j.core.tagging.Taggram;
import org.mir4j.models.card.ModelCard;
import org.mir4j.models.card.Source;
import org.mir4j.models.card.TaggingTask;
import org.mir4j.models.network.NetworkSettings.OutputScores;

/** The card of a tagger that was trained, which says what was measured. */
final class TaggingCard {

    private static final String UNKNOWN_SHA256 = "0".repeat(64);
    private static final double DIGITS = 1e4;
    private static final int WEAKEST = 8;

    private final TaggingRecipe recipe;
    private final ModelSpec spec;
    private final List<ModelCard> givers;
    private final String dataset;

    TaggingCard(TaggingRecipe recipe, ModelSpec spec, List<ModelCard> givers, String dataset) {
        this.recipe = recipe;
        this.spec = spec;
        this.givers = givers;
        this.dataset = dataset;
    }

    ModelCard of(TaggingValidation validation, int epoch) {
        String summary =
                recipe.summary() == null ? spec.labels().size() + " labels, trained on " + dataset : recipe.summary();
        return new ModelCard(
                recipe.name(),
                summary,
                new Source(null, recipe.name() + ".safetensors", UNKNOWN_SHA256, List.of(), List.of(), null),
                recipe.licence(),
                givers.stream()
                        .flatMap(giver -> giver.citations().stream())
                        .distinct()
                        .toList(),
                scores(validation, epoch),
                notes(validation),
                null,
                new TaggingTask(
                        spec.window(),
                        Taggram.Aggregation.MEAN,
                        spec.shortClips(),
                        spec.frontEnd(),
                        spec.network(),
                        spec.labels()));
    }

    private List<String> notes(TaggingValidation validation) {
        List<String> notes = new ArrayList<>(recipe.notes());
        String weakest = validation.labels().stream()
                .filter(label -> !Double.isNaN(label.rocAuc()))
                .sorted(Comparator.comparingDouble(TaggingValidation.OfLabel::rocAuc))
                .limit(WEAKEST)
                .map(label -> String.format(Locale.ROOT, "%s (%.2f)", label.label(), label.rocAuc()))
                .collect(Collectors.joining(", "));
        if (spec.labels().size() > WEAKEST && !weakest.isEmpty()) {
            notes.add("Of its labels it tells these least well from the rest, by the ROC-AUC of the validation: "
                    + weakest + ".");
        }
        return notes;
    }

    private List<ModelCard.MeasuredScore> scores(TaggingValidation validation, int epoch) {
        DataSettings data = recipe.data();
        String split = data.validation().isEmpty()
                ? data.holdOut() + " of " + String.join(", ", data.train()) + " held out"
                : String.join(", ", data.validation());
        List<ModelCard.MeasuredScore> scores = new ArrayList<>();
        add(scores, "ROC-AUC", validation.rocAuc(), split, epoch);
        add(scores, "PR-AUC", validation.prAuc(), split, epoch);
        if (spec.network().scores() == OutputScores.SOFTMAX) {
            add(scores, "accuracy", validation.accuracy(), split, epoch);
        }
        return scores;
    }

    private void add(List<ModelCard.MeasuredScore> scores, String metric, double value, String split, int epoch) {
        if (!Double.isNaN(value)) {
            double rounded = Math.round(value * DIGITS) / DIGITS;
            String teachers =
                    recipe.teachers() == null ? "" : ", and where nobody knows, against the teachers' highest tenth";
            scores.add(new ModelCard.MeasuredScore(
                    metric, rounded, dataset + ", " + split + teachers, "validation of epoch " + epoch));
        }
    }
}
