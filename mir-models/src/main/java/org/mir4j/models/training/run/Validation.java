package org.mir4j.models.training.run;

import java.util.List;
import java.util.function.ToDoubleFunction;
import org.mir4j.models.training.recipe.Recipe;

/**
 * What a network reaches on recordings that it does not learn from.
 *
 * @param loss the mean over windows
 * @param rocAuc the area under the ROC curve, mean over the labels; NaN if no label has one
 * @param prAuc average precision, mean over the labels; NaN if no label has one
 * @param accuracy how many recordings have one of their labels on top; NaN where no label holds
 * @param labels each by itself, in the order of the network's classes
 */
public record Validation(double loss, double rocAuc, double prAuc, double accuracy, List<OfLabel> labels) {

    /**
     * What a network reaches on one label.
     *
     * @param label its name
     * @param positives on how many recordings it holds
     * @param rocAuc the area under its ROC curve; NaN if it holds on all or none
     * @param prAuc its average precision; NaN if it holds on none
     */
    public record OfLabel(String label, int positives, double rocAuc, double prAuc) {}

    /** Keeps its own list. */
    public Validation {
        labels = List.copyOf(labels);
    }

    /** The figures of all labels, a mean each over those that have one. */
    static Validation of(double loss, double accuracy, List<OfLabel> labels) {
        return new Validation(loss, mean(labels, OfLabel::rocAuc), mean(labels, OfLabel::prAuc), accuracy, labels);
    }

    private static double mean(List<OfLabel> labels, ToDoubleFunction<OfLabel> figure) {
        return labels.stream()
                .mapToDouble(figure)
                .filter(value -> !Double.isNaN(value))
                .average()
                .orElse(Double.NaN);
    }

    /**
     * The figure by which epochs are compared.
     *
     * @param metric which
     * @return the figure, the higher the better
     */
    public double of(Recipe.Metric metric) {
        return switch (metric) {
            case ROC_AUC -> rocAuc;
            case PR_AUC -> prAuc;
            case ACCURACY -> accuracy;
        };
    }
}
