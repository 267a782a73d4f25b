package org.mir4j.models.training.run;

import org.mir4j.models.training.recipe.Recipe;

/**
 * What a network reaches on recordings that it does not learn from.
 *
 * @param loss the mean over windows
 * @param rocAuc the area under the ROC curve, mean over the labels; NaN if no label has one
 * @param prAuc average precision, mean over the labels; NaN if no label has one
 * @param accuracy how many recordings have one of their labels on top; NaN where no label holds
 */
public record Validation(double loss, double rocAuc, double prAuc, double accuracy) {

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
