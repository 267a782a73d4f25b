// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.evaluation.separation;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.apache.commons.math3.stat.descriptive.rank.Median;
import org.mir4j.core.dataset.SeparationProtocol;
import org.mir4j.core.error.DatasetException;
import org.mir4j.core.metric.tagging.Bootstrap;
import org.mir4j.models.evaluation.Headline;

/**
 * What the scores of a split come to: by BSS Eval v4 the medians over tracks; by v3 the means weighted by length, GNSDR,
 * GSIR and GSAR.
 *
 * @param scored the scores of the tracks
 * @param headlines the numbers that a paper prints, with their intervals
 */
public record SeparationFindings(SeparatedTracks scored, List<Headline> headlines) {

    /** Keeps its own list. */
    public SeparationFindings {
        headlines = List.copyOf(headlines);
    }

    /**
     * Measures.
     *
     * @param scored the scores of the tracks
     * @param bootstrap how tracks are resampled for the intervals
     * @return what they come to
     * @throws DatasetException if no track was scored
     */
    public static SeparationFindings of(SeparatedTracks scored, Bootstrap bootstrap) {
        if (scored.tracks().isEmpty()) {
            throw new DatasetException("None of the " + scored.failures().size()
                    + " tracks could be scored; the first: "
                    + scored.failures().get(0).cause());
        }
        List<Headline> headlines = new ArrayList<>();
        for (String target : scored.targets()) {
            for (String metric : scored.metrics()) {
                headlines.add(headline(scored, target, metric, bootstrap));
            }
        }
        return new SeparationFindings(scored, headlines);
    }

    /**
     * What a reader must know about the numbers.
     *
     * @return sentences: on how many tracks a target's scores rest, where that is not all of them
     */
    public List<String> notes() {
        List<String> notes = new ArrayList<>();
        for (String target : scored.targets()) {
            String metric = scored.metrics().iterator().next();
            long defined = scored.tracks().stream()
                    .filter(track -> Double.isFinite(track.value(target, metric)))
                    .count();
            if (defined < scored.tracks().size()) {
                notes.add("The scores of " + target + " are those of " + defined + " of "
                        + scored.tracks().size()
                        + " tracks: in the others it was not estimated, or it or an estimate is silent.");
            }
        }
        return notes;
    }

    private static Headline headline(SeparatedTracks scored, String target, String metric, Bootstrap bootstrap) {
        double[] values = scored.tracks().stream()
                .mapToDouble(track -> track.value(target, metric))
                .toArray();
        if (scored.protocol() == SeparationProtocol.BSS_EVAL_V4) {
            return new Headline(
                    target + "." + metric,
                    title(target, metric) + ", median",
                    "dB",
                    bootstrap.estimate(values.length, counts -> median(values, counts)));
        }
        double[] seconds = scored.tracks().stream()
                .mapToDouble(SeparatedTracks.Track::seconds)
                .toArray();
        String global = metric.equals("si_sdr") ? metric : "g" + metric;
        return new Headline(
                target + "." + global,
                title(target, global) + ", mean weighted by length",
                "dB",
                bootstrap.estimate(values.length, counts -> mean(values, seconds, counts)));
    }

    private static String title(String target, String metric) {
        return target + " " + metric.toUpperCase(Locale.ROOT).replace('_', '-');
    }

    private static double median(double[] values, int[] counts) {
        double[] drawn = IntStream.range(0, values.length)
                .filter(i -> Double.isFinite(values[i]))
                .boxed()
                .flatMapToDouble(i -> DoubleStream.generate(() -> values[i]).limit(counts[i]))
                .toArray();
        return new Median().evaluate(drawn);
    }

    private static double mean(double[] values, double[] weights, int[] counts) {
        double sum = 0;
        double weight = 0;
        for (int i = 0; i < values.length; i++) {
            if (Double.isFinite(values[i])) {
                sum += counts[i] * weights[i] * values[i];
                weight += counts[i] * weights[i];
            }
        }
        return weight > 0 ? sum / weight : Double.NaN;
    }
}
