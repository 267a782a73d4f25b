// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.evaluation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.apache.commons.math3.stat.descriptive.rank.Median;
import org.mir4j.core.dataset.SeparationProtocol;
import org.mir4j.core.metric.Bootstrap;

/**
 * How well the stems of a split are estimated: by BSS Eval v4 the medians over tracks; by v3 the means weighted by length,
 * GNSDR, GSIR and GSAR.
 *
 * @param protocol how it was measured
 * @param tracks the tracks that were scored, in the split's order
 * @param summary the numbers that a paper prints, with their intervals
 */
public record SeparationMetrics(SeparationProtocol protocol, List<Track> tracks, List<SummaryMetric> summary)
        implements TaskMetrics {

    /** The metrics of BSS Eval v3, whose means over a dataset are called global. */
    private static final Set<String> BSS_EVAL = Set.of("nsdr", "sir", "sar", "nsdr_gain", "sir_gain", "sar_gain");

    /**
     * The scores of a track.
     *
     * @param id its name
     * @param seconds how long it lasts
     * @param targets the value of each metric of each target, in dB: the median over frames, where there are frames;
     *     NaN where undefined
     */
    public record Track(String id, double seconds, Map<String, Map<String, Double>> targets) {

        /** Keeps its own map, in the same order. */
        public Track {
            targets = Collections.unmodifiableMap(new LinkedHashMap<>(targets));
        }

        /**
         * One value.
         *
         * @param target a stem's name
         * @param metric for example {@code sdr}
         * @return the value in dB; NaN if it is undefined or was not measured
         */
        public double value(String target, String metric) {
            return targets.getOrDefault(target, Map.of()).getOrDefault(metric, Double.NaN);
        }
    }

    /** Keeps its own lists. */
    public SeparationMetrics {
        tracks = List.copyOf(tracks);
        summary = List.copyOf(summary);
    }

    /**
     * Measures.
     *
     * @param protocol how the tracks were scored
     * @param tracks the tracks that were scored, in the split's order
     * @param bootstrap how tracks are resampled for the intervals
     * @return what was measured
     */
    public static SeparationMetrics of(SeparationProtocol protocol, List<Track> tracks, Bootstrap bootstrap) {
        SeparationMetrics scored = new SeparationMetrics(protocol, tracks, List.of());
        List<SummaryMetric> summary = new ArrayList<>();
        for (String target : scored.targets()) {
            for (String metric : scored.metrics()) {
                summary.add(scored.summarized(target, metric, bootstrap));
            }
        }
        return new SeparationMetrics(protocol, tracks, summary);
    }

    /**
     * All targets that any track has.
     *
     * @return in the order in which they come
     */
    public Set<String> targets() {
        Set<String> targets = new LinkedHashSet<>();
        tracks.forEach(track -> targets.addAll(track.targets().keySet()));
        return targets;
    }

    /**
     * All metrics that were measured.
     *
     * @return in the order in which they come
     */
    public Set<String> metrics() {
        Set<String> metrics = new LinkedHashSet<>();
        tracks.forEach(track -> track.targets().values().forEach(values -> metrics.addAll(values.keySet())));
        return metrics;
    }

    @Override
    public List<String> notes() {
        List<String> notes = new ArrayList<>(List.of(protocolInWords()));
        for (String target : targets()) {
            String metric = metrics().iterator().next();
            long defined = tracks.stream()
                    .filter(track -> Double.isFinite(track.value(target, metric)))
                    .count();
            if (defined < tracks.size()) {
                notes.add("The scores of " + target + " are those of " + defined + " of "
                        + tracks.size()
                        + " tracks: in the others it was not estimated, or it or an estimate is silent.");
            }
        }
        return notes;
    }

    private String protocolInWords() {
        return protocol == SeparationProtocol.BSS_EVAL_V4
                ? "BSS Eval v4: frames of a second; the median over frames, then over tracks."
                : "BSS Eval v3 of whole tracks; means weighted by the tracks' lengths. GAIN: with a gain for the only"
                        + " distortion allowed, as the first papers on MIR-1K have it, in the place of filters of 512 taps.";
    }

    private SummaryMetric summarized(String target, String metric, Bootstrap bootstrap) {
        double[] values = tracks.stream()
                .mapToDouble(track -> track.value(target, metric))
                .toArray();
        if (protocol == SeparationProtocol.BSS_EVAL_V4) {
            return new SummaryMetric(
                    target + "." + metric,
                    title(target, metric) + ", median",
                    "dB",
                    bootstrap.interval(values.length, counts -> median(values, counts)));
        }
        double[] seconds = tracks.stream().mapToDouble(Track::seconds).toArray();
        String global = BSS_EVAL.contains(metric) ? "g" + metric : metric;
        return new SummaryMetric(
                target + "." + global,
                title(target, global) + ", mean weighted by length",
                "dB",
                bootstrap.interval(values.length, counts -> mean(values, seconds, counts)));
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
