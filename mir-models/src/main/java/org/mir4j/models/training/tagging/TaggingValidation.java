// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.training.tagging;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.mir4j.models.training.TrainingFiles;
import org.mir4j.models.training.Validation;
import org.mir4j.models.training.tagging.TaggingRecipe.Metric;

/**
 * What a network reaches on recordings that it does not learn from.
 *
 * @param by by which figure epochs are compared
 * @param loss the mean over windows
 * @param rocAuc the area under the ROC curve, mean over the labels; NaN if no label has one
 * @param prAuc average precision, mean over the labels; NaN if no label has one
 * @param accuracy how many recordings have one of their labels on top; NaN where no label holds
 * @param labels each by itself, in the order of the network's classes
 */
record TaggingValidation(Metric by, double loss, double rocAuc, double prAuc, double accuracy, List<OfLabel> labels)
        implements Validation {

    /**
     * What a network reaches on one label.
     *
     * @param label its name
     * @param positives on how many recordings it holds
     * @param rocAuc the area under its ROC curve; NaN if it holds on all or none
     * @param prAuc its average precision; NaN if it holds on none
     */
    record OfLabel(String label, int positives, double rocAuc, double prAuc) {}

    /** Keeps its own list. */
    TaggingValidation {
        labels = List.copyOf(labels);
    }

    /** The figures of all labels, a mean each over those that have one. */
    static TaggingValidation of(Metric by, double loss, double accuracy, List<OfLabel> labels) {
        return new TaggingValidation(
                by, loss, mean(labels, OfLabel::rocAuc), mean(labels, OfLabel::prAuc), accuracy, labels);
    }

    private static double mean(List<OfLabel> labels, ToDoubleFunction<OfLabel> figure) {
        return labels.stream()
                .mapToDouble(figure)
                .filter(value -> !Double.isNaN(value))
                .average()
                .orElse(Double.NaN);
    }

    @Override
    public Map<String, Double> figures() {
        Map<String, Double> figures = new LinkedHashMap<>();
        figures.put(column(Metric.ROC_AUC), rocAuc);
        figures.put(column(Metric.PR_AUC), prAuc);
        figures.put(column(Metric.ACCURACY), accuracy);
        return figures;
    }

    @Override
    public String metric() {
        return column(by);
    }

    private static String column(Metric metric) {
        return metric.name().toLowerCase(Locale.ROOT);
    }

    /** Writes {@code labels.csv}: what the network reaches on each label. */
    void writeLabels(TrainingFiles files) {
        List<String> lines = new ArrayList<>(List.of("label,positives,roc_auc,pr_auc"));
        for (OfLabel label : labels) {
            String name = label.label().replace("\"", "\"\"");
            lines.add(String.format(
                    Locale.ROOT,
                    "\"%s\",%d,%s,%s",
                    name,
                    label.positives(),
                    TrainingFiles.figure(label.rocAuc()),
                    TrainingFiles.figure(label.prAuc())));
        }
        files.writeLines(files.labels(), lines);
    }
}
