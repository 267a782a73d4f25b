// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.training.tagging;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What the teachers say of a stretch of a recording, as scores for the labels.
 *
 * <p>Teachers of one label have scores of different sizes. So the logits of each are measured from their mean over all
 * windows of the training recordings, in standard deviations; those are averaged over the teachers, by their weights, and brought
 * back with the average mean and deviation. Last, labels may be made comparable with each other.
 */
final class SoftTargets {

    private static final double EDGE = 1e-6;

    /** A teacher's tag for a label, how much it counts, and how its logits are distributed. */
    private record TeacherTag(int teacher, int tag, double weight, double mean, double deviation) {}

    /** All that teach one label, and what they say on average. */
    private record TeacherEnsemble(List<TeacherTag> members) {

        double mean() {
            return average(TeacherTag::mean);
        }

        double deviation() {
            return average(TeacherTag::deviation);
        }

        double average(ToDoubleFunction<TeacherTag> value) {
            double sum = 0;
            double weights = 0;
            for (TeacherTag member : members) {
                sum += member.weight() * value.applyAsDouble(member);
                weights += member.weight();
            }
            return sum / weights;
        }
    }

    private final List<TeacherEnsemble> ensembles = new ArrayList<>();
    private final List<LogitCalibration> calibrations;

    /**
     * Measures how the teachers score.
     *
     * @param labels what is taught
     * @param tags the teachers' tags by label
     * @param teachers the names and labels of the teachers
     * @param predictions of the training recordings
     */
    SoftTargets(
            List<String> labels,
            TeacherSettings tags,
            List<Teachers.Teacher> teachers,
            List<TeacherPredictions> predictions) {
        for (String label : labels) {
            List<TeacherTag> members = new ArrayList<>();
            for (int teacher = 0; teacher < teachers.size(); teacher++) {
                int tag = teachers.get(teacher).tagFor(label, tags);
                if (tag >= 0) {
                    double weight = tags.weight(label, teachers.get(teacher).name());
                    members.add(measured(teacher, tag, weight, predictions));
                }
            }
            ensembles.add(new TeacherEnsemble(List.copyOf(members)));
        }
        calibrations = tags.comparison() == null
                ? Collections.nCopies(labels.size(), LogitCalibration.NONE)
                : LogitCalibration.comparable(
                        tags.comparison(),
                        ensembles.stream()
                                .map(ensemble -> logits(ensemble, predictions))
                                .toList());
    }

    /** The logits of a label over whole recordings; none if nobody teaches it. */
    private static double[] logits(TeacherEnsemble ensemble, List<TeacherPredictions> predictions) {
        return ensemble.members().isEmpty()
                ? new double[0]
                : predictions.stream()
                        .mapToDouble(each -> logit(ensemble, each, 0, Double.MAX_VALUE))
                        .toArray();
    }

    private static TeacherTag measured(int teacher, int tag, double weight, List<TeacherPredictions> predictions) {
        double count = 0;
        double sum = 0;
        double squares = 0;
        for (TeacherPredictions each : predictions) {
            for (float[] scores : each.scores().get(teacher).scores()) {
                double logit = logit(scores[tag]);
                count++;
                sum += logit;
                squares += logit * logit;
            }
        }
        double mean = count == 0 ? 0 : sum / count;
        double variance = count == 0 ? 1 : squares / count - mean * mean;
        return new TeacherTag(teacher, tag, weight, mean, Math.sqrt(Math.max(variance, EDGE)));
    }

    private static double logit(double score) {
        double inside = Math.min(1 - EDGE, Math.max(EDGE, score));
        return Math.log(inside / (1 - inside));
    }

    /**
     * The score of a label, if it has teachers.
     *
     * @param predictions what the teachers scored in the recording
     * @param label its place
     * @param from where the stretch begins, in seconds
     * @param to where it ends
     * @return a score from 0 to 1, or NaN
     */
    public float score(TeacherPredictions predictions, int label, double from, double to) {
        TeacherEnsemble ensemble = ensembles.get(label);
        if (ensemble.members().isEmpty()) {
            return Float.NaN;
        }
        double logit = calibrations.get(label).of(logit(ensemble, predictions, from, to));
        return (float) (1 / (1 + Math.exp(-logit)));
    }

    private static double logit(TeacherEnsemble ensemble, TeacherPredictions predictions, double from, double to) {
        double distance = ensemble.average(member -> {
            TeacherPredictions.Scores scores = predictions.scores().get(member.teacher());
            return (logit(scores, member.tag(), from, to) - member.mean()) / member.deviation();
        });
        return ensemble.mean() + ensemble.deviation() * distance;
    }

    /** The mean logit over the windows that the stretch meets, by how long it meets each. */
    private static double logit(TeacherPredictions.Scores scores, int tag, double from, double to) {
        double seconds = 0;
        double sum = 0;
        for (int i = 0; i < scores.scores().length; i++) {
            double shared = Math.min(to, scores.ends()[i]) - Math.max(from, scores.starts()[i]);
            if (shared > 0) {
                seconds += shared;
                sum += shared * logit(scores.scores()[i][tag]);
            }
        }
        // a stretch past the end is silence after the last window
        return seconds > 0 ? sum / seconds : logit(scores.scores()[scores.scores().length - 1][tag]);
    }

    /**
     * A change of a label's logits.
     *
     * @param factor what they are multiplied by
     * @param offset what is added then
     */
    private record LogitCalibration(double factor, double offset) {

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

        private static LogitCalibration calibration(
                TeacherSettings.Comparison settings, double[] logits, double typical) {
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
}
