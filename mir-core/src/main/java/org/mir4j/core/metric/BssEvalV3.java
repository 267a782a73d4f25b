// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.core.metric;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.mir4j.core.metric.Decomposition.Energies;
import org.mir4j.core.metric.SourceSignals.Survey;

/**
 * BSS Eval version 3 of whole signals (Vincent, Gribonval and Févotte, "Performance measurement in blind audio source
 * separation", IEEE TASLP 14(4), 2006; Vincent et al., "The Signal Separation Evaluation Campaign (2007-2010)", Signal
 * Processing 92, 2012), as mir_eval computes it.
 *
 * <p>Where any reference or any estimate is silent, no source has scores: NaN, where mir_eval throws.
 */
public final class BssEvalV3 {

    /** How long the filters are that mir_eval takes for allowed distortions, in samples. */
    public static final int TAPS = 512;

    /** Filters of one tap: only a gain is allowed, as in bss_decomp_gain of BSS Eval 2.1, which MIR-1K is scored by. */
    public static final int GAIN_ONLY = 1;

    private static final int MAX_PERMUTED = 8;

    private BssEvalV3() {}

    /**
     * SDR, SIR and SAR of mono sources: mir_eval's {@code bss_eval_sources} without permutation. A source that went
     * through a short filter is as good as the source itself; there is no ISR.
     *
     * @param references one per source
     * @param estimates one per source, in the same order and of the same length
     * @param taps how long the filters are that count as allowed distortions, in samples: {@link #TAPS} or
     *     {@link #GAIN_ONLY}
     * @return one entry per source
     * @throws IllegalArgumentException if there are no sources, lengths differ, signals are empty, a sample is not a
     *     finite number, or filters have no taps
     */
    public static List<SeparationScores> sources(List<float[]> references, List<float[]> estimates, int taps) {
        return sources(SourceSignals.of(channels(references), channels(estimates)), taps);
    }

    /**
     * The same for signals that need not lie in memory.
     *
     * @param signals references and estimates, mono
     * @param taps how long the filters are that count as allowed distortions, in samples
     * @return one entry per source
     * @throws IllegalArgumentException if a sample is not a finite number, or filters have no taps
     */
    public static List<SeparationScores> sources(SourceSignals signals, int taps) {
        return whole(signals, taps, Energies::ofSources);
    }

    /**
     * Which estimate belongs to which reference, and the scores of those pairs: mir_eval's {@code bss_eval_sources} with
     * permutation. The order with the highest mean SIR is taken.
     *
     * @param references at most eight
     * @param estimates as many, in any order and of the same length
     * @param taps how long the filters are that count as allowed distortions, in samples
     * @return the best order and its scores
     * @throws IllegalArgumentException as for {@link #sources}, or if there are more than eight sources
     */
    public static Matched permuted(List<float[]> references, List<float[]> estimates, int taps) {
        int count = references.size();
        if (count > MAX_PERMUTED) {
            throw new IllegalArgumentException("the orders of at most " + MAX_PERMUTED + " sources are tried, got "
                    + count + " sources; give the estimates in the order of the references.");
        }
        List<List<SeparationScores>> rotations = new ArrayList<>();
        for (int shift = 0; shift < Math.max(count, 1); shift++) {
            List<float[]> rotated = new ArrayList<>(estimates);
            Collections.rotate(rotated, -shift);
            rotations.add(sources(references, rotated, taps));
        }
        Matched best = null;
        for (List<Integer> order : orders(count)) {
            List<SeparationScores> scores = IntStream.range(0, count)
                    .mapToObj(source -> rotations
                            .get(Math.floorMod(order.get(source) - source, count))
                            .get(source))
                    .toList();
            if (best == null || meanSir(scores) > meanSir(best.scores())) {
                best = new Matched(scores, order);
            }
        }
        return best;
    }

    /**
     * SDR, ISR, SIR and SAR of sources of any number of channels: mir_eval's {@code bss_eval_images} without
     * permutation.
     *
     * @param references one per source, {@code [channel][sample]}
     * @param estimates one per source, in the same order and of the same shape
     * @return one entry per source
     * @throws IllegalArgumentException if there are no sources, shapes differ, signals are empty, or a sample is not a
     *     finite number
     */
    public static List<SeparationScores> images(List<float[][]> references, List<float[][]> estimates) {
        return whole(SourceSignals.of(references, estimates), TAPS, Energies::ofImages);
    }

    /**
     * Scores of references and the estimates that belong to them.
     *
     * @param scores one entry a reference
     * @param estimates {@code estimates.get(j)} is the index of the estimate that belongs to reference {@code j}
     */
    public record Matched(List<SeparationScores> scores, List<Integer> estimates) {

        /** Takes copies of the lists. */
        public Matched {
            scores = List.copyOf(scores);
            estimates = List.copyOf(estimates);
        }
    }

    private static List<SeparationScores> whole(
            SourceSignals signals, int taps, Function<Energies, SeparationScores> scores) {
        Survey survey = new Survey(signals);
        long end = signals.length();
        if (signals.silent(0, end)) {
            return Collections.nCopies(signals.sources(), SeparationScores.UNDEFINED);
        }
        return new Decomposition(survey, taps, 0, end)
                .energies(0, end).stream().map(scores).toList();
    }

    private static List<float[][]> channels(List<float[]> signals) {
        return signals.stream().map(signal -> new float[][] {signal}).toList();
    }

    private static double meanSir(List<SeparationScores> scores) {
        return scores.stream().mapToDouble(SeparationScores::sir).average().orElse(Double.NaN);
    }

    /** All orders of the numbers below {@code count}, the sorted one first. */
    private static List<List<Integer>> orders(int count) {
        List<List<Integer>> orders = new ArrayList<>(List.of(List.of()));
        for (int place = 0; place < count; place++) {
            List<List<Integer>> longer = new ArrayList<>();
            for (List<Integer> order : orders) {
                for (int next = 0; next < count; next++) {
                    if (!order.contains(next)) {
                        List<Integer> more = new ArrayList<>(order);
                        more.add(next);
                        longer.add(more);
                    }
                }
            }
            orders = longer;
        }
        return orders;
    }
}
