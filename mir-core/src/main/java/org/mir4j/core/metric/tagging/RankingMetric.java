// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.core.metric.tagging;

import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;

/** A metric of rankings, with the ways in which it is brought together over tags. */
@FunctionalInterface
interface RankingMetric {

    /**
     * @param ranking the cells, highest score first
     * @param counts how many times each track counts
     * @return the metric, or NaN where it is undefined
     */
    double of(Ranking ranking, int[] counts);

    default double once(Ranking ranking, int tracks) {
        return of(ranking, Bootstrap.once(tracks));
    }

    default double[] perTag(List<Ranking> tags, int tracks) {
        return tags.stream().mapToDouble(tag -> once(tag, tracks)).toArray();
    }

    default ConfidenceInterval macro(List<Ranking> tags, int tracks, Bootstrap bootstrap) {
        return bootstrap.share(tracks, counts -> mean(tags.stream().mapToDouble(tag -> of(tag, counts))));
    }

    default ConfidenceInterval micro(Ranking all, int tracks, Bootstrap bootstrap) {
        return bootstrap.share(tracks, counts -> of(all, counts));
    }

    /** The mean of what is defined; NaN if nothing is. */
    static double mean(DoubleStream values) {
        double[] defined = values.filter(value -> !Double.isNaN(value)).toArray();
        return Arrays.stream(defined).sum() / defined.length;
    }
}
