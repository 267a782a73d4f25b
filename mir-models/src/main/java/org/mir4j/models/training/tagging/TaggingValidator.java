// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.training.tagging;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.mir4j.core.concurrent.ParallelMap;
import org.mir4j.core.error.DatasetException;
import org.mir4j.core.metric.Ranking;
import org.mir4j.core.metric.RankingMetric;
import org.mir4j.models.settings.SettingsTree;
import org.mir4j.models.training.TrainingBatch;

/**
 * Scores whole recordings, the mean over consecutive windows, as a tagger does, and compares with the truth. Where only
 * teachers know, the tenth of the recordings that they score highest is true.
 */
final class TaggingValidator {

    private static final double TOP = 0.1;

    private final TaggingRecipe.Metric metric;
    private final List<String> labels;
    private final List<Example> examples;
    private final WindowSize window;
    private final Collator collator;
    private final int batch;
    private final float[][] truth; // by label, by example

    TaggingValidator(
            TaggingRecipe recipe,
            List<String> labels,
            WindowSize window,
            List<Example> examples,
            Collator collator,
            SoftTargets targets) {
        metric = recipe.metric();
        batch = recipe.batch();
        this.labels = labels;
        this.window = window;
        this.examples = List.copyOf(examples);
        this.collator = collator;
        truth = new float[labels.size()][];
        for (int label = 0; label < truth.length; label++) {
            truth[label] = truth(label, targets);
        }
    }

    private float[] truth(int label, SoftTargets targets) {
        float[] known = new float[examples.size()];
        float[] taught = new float[examples.size()];
        for (int i = 0; i < known.length; i++) {
            Example example = examples.get(i);
            double seconds = example.features().frames() * window.frameSeconds();
            known[i] = example.truth()[label];
            taught[i] = targets == null ? Float.NaN : targets.score(example.predictions(), label, 0, seconds);
        }
        float threshold = topTenth(taught);
        for (int i = 0; i < known.length; i++) {
            if (Float.isNaN(known[i]) && !Float.isNaN(taught[i])) {
                known[i] = taught[i] >= threshold ? 1 : 0;
            }
        }
        return known;
    }

    private static float topTenth(float[] scores) {
        float[] sorted = scores.clone();
        Arrays.sort(sorted); // NaN last
        int numbers = 0;
        while (numbers < sorted.length && !Float.isNaN(sorted[numbers])) {
            numbers++;
        }
        return numbers == 0 ? 1 : sorted[Math.max(0, numbers - Math.max(1, (int) (TOP * numbers)))];
    }

    /**
     * Makes sure before hours are spent that epochs can be compared.
     *
     * @throws DatasetException if the metric is undefined on these recordings
     */
    void requireDefined() {
        boolean wantsBoth = metric != TaggingRecipe.Metric.ACCURACY;
        for (float[] known : truth) {
            boolean some = false;
            boolean others = !wantsBoth;
            for (float value : known) {
                some |= value == 1;
                others |= value == 0;
            }
            if (some && others) {
                return;
            }
        }
        throw new DatasetException("The " + examples.size() + " recordings to validate on leave "
                + SettingsTree.word(metric)
                + " undefined: no label holds on some of them"
                + (wantsBoth ? " and not on others" : "") + ". Validate on other recordings, or by another metric.");
    }

    /**
     * Scores all recordings.
     *
     * @param scoring by the network
     * @param stopped asked before every batch
     * @return what it reaches; empty if it was told to stop
     */
    Optional<TaggingValidation> validate(
            Function<TaggingBatch, TaggingTraining.Scored> scoring, BooleanSupplier stopped) {
        List<Crop> windows = new ArrayList<>();
        examples.forEach(example -> windows.addAll(consecutive(example)));
        List<List<Crop>> batches = new ArrayList<>();
        for (int from = 0; from < windows.size(); from += batch) {
            batches.add(windows.subList(from, Math.min(windows.size(), from + batch)));
        }
        ScoreAccumulator sums = new ScoreAccumulator(examples, truth.length);
        try (ParallelMap<Integer, TaggingBatch> ahead =
                TrainingBatch.ahead(batches.size(), number -> collator.batch(batches.get(number)))) {
            while (ahead.hasNext()) {
                if (stopped.getAsBoolean()) {
                    return Optional.empty();
                }
                TaggingBatch next = ahead.next();
                sums.add(next, scoring.apply(next));
            }
        }
        double[][] scores = sums.means();
        List<TaggingValidation.OfLabel> figures = new ArrayList<>();
        for (int label = 0; label < truth.length; label++) {
            figures.add(figures(label, scores));
        }
        return Optional.of(TaggingValidation.of(metric, sums.loss(), accuracy(scores), figures));
    }

    /** Windows one after the other, the last moved back to end with the recording. */
    private List<Crop> consecutive(Example example) {
        List<Crop> windows = new ArrayList<>();
        int frames = example.features().frames();
        int last = Math.max(0, frames - window.frames());
        for (int from = 0; from < last; from += window.frames()) {
            windows.add(new Crop(example, from));
        }
        windows.add(new Crop(example, last));
        return windows;
    }

    private TaggingValidation.OfLabel figures(int label, double[][] scores) {
        List<Integer> known = new ArrayList<>();
        for (int i = 0; i < examples.size(); i++) {
            if (!Float.isNaN(truth[label][i])) {
                known.add(i);
            }
        }
        boolean[] holds = new boolean[known.size()];
        double[] found = new double[known.size()];
        int positives = 0;
        for (int i = 0; i < holds.length; i++) {
            holds[i] = truth[label][known.get(i)] == 1;
            positives += holds[i] ? 1 : 0;
            found[i] = scores[known.get(i)][label];
        }
        Ranking ranking = Ranking.of(holds, found);
        boolean defined = positives > 0 && positives < holds.length; // on all of them, any score would do
        return new TaggingValidation.OfLabel(
                labels.get(label),
                positives,
                defined ? RankingMetric.ROC_AUC.of(ranking) : Double.NaN,
                defined ? RankingMetric.AVERAGE_PRECISION.of(ranking) : Double.NaN);
    }

    private double accuracy(double[][] scores) {
        int right = 0;
        int tracks = 0;
        for (int i = 0; i < examples.size(); i++) {
            int top = 0;
            boolean any = false;
            for (int label = 0; label < truth.length; label++) {
                any |= truth[label][i] == 1;
                top = scores[i][label] > scores[i][top] ? label : top;
            }
            tracks += any ? 1 : 0;
            right += any && truth[top][i] == 1 ? 1 : 0;
        }
        return tracks == 0 ? Double.NaN : (double) right / tracks;
    }

    /** Adds up the scores of windows to those of recordings. */
    private static final class ScoreAccumulator {

        private final Map<Example, Integer> places = new IdentityHashMap<>();
        private final double[][] sums;
        private final int[] windows;
        private double loss;
        private int all;

        ScoreAccumulator(List<Example> examples, int labels) {
            examples.forEach(example -> places.put(example, places.size()));
            sums = new double[examples.size()][labels];
            windows = new int[examples.size()];
        }

        void add(TaggingBatch batch, TaggingTraining.Scored scored) {
            for (int i = 0; i < batch.size(); i++) {
                int place = places.get(batch.crops().get(i).example());
                windows[place]++;
                for (int label = 0; label < sums[place].length; label++) {
                    sums[place][label] += scored.scores()[i * sums[place].length + label];
                }
            }
            loss += scored.loss() * batch.size();
            all += batch.size();
        }

        /** The mean loss of a window. */
        double loss() {
            return loss / all;
        }

        /** The mean scores of every recording. */
        double[][] means() {
            double[][] means = new double[sums.length][];
            for (int place = 0; place < means.length; place++) {
                double count = windows[place];
                means[place] =
                        Arrays.stream(sums[place]).map(sum -> sum / count).toArray();
            }
            return means;
        }
    }
}
