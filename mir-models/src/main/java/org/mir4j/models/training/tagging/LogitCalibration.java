// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.training.tagging;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A change of a label's logits.
 *
 * @param factor what they are multiplied by
 * @param offset what is added then
 */
record LogitCalibration(double factor, double offset) {

    /** No change. */
    static final LogitCalibration NONE = new LogitCalibration(1, 0);

    private static final double LEAST_DEVIATION = 1e-3;

    double of(double logit) {
        return factor * logit + offset;
    }

    /**
     * Makes labels comparable.
     *
     * @param settings how
     * @param logits those of each label over the training recordings; none for a label that nobody teaches
     * @return a change each
     */
    static List<LogitCalibration> comparable(TeacherSettings.Comparison settings, List<double[]> logits) {
        double[] tops = logits.stream()
                .filter(each -> each.length > 0)
                .mapToDouble(each -> top(each, settings.share()))
                .sorted()
                .toArray();
        double typical = tops.length == 0 ? 0 : tops[tops.length / 2];
        List<LogitCalibration> calibrations = new ArrayList<>();
        for (double[] each : logits) {
            calibrations.add(each.length == 0 ? NONE : calibration(settings, each, typical));
        }
        return calibrations;
    }

    private static LogitCalibration calibration(TeacherSettings.Comparison settings, double[] logits, double typical) {
        double top = top(logits, settings.share());
        double factor = settings.steepness() / Math.max(LEAST_DEVIATION, deviation(logits));
        return new LogitCalibration(factor, settings.certainty() * (top - typical) - factor * top);
    }

    private static double top(double[] logits, double share) {
        double[] sorted = logits.clone();
        Arrays.sort(sorted);
        return sorted[Math.min(sorted.length - 1, (int) ((1 - share) * sorted.length))];
    }

    private static double deviation(double[] logits) {
        double mean = Arrays.stream(logits).average().orElse(0);
        double variance = Arrays.stream(logits)
                .map(logit -> (logit - mean) * (logit - mean))
                .average()
                .orElse(0);
        return Math.sqrt(variance);
    }
}
