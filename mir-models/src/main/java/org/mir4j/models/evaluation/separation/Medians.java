package org.mir4j.models.evaluation.separation;

import java.util.List;

/** The value in the middle. */
final class Medians {

    private Medians() {}

    /** The mean of the two in the middle of an even number; NaN of none. */
    static double of(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        if (sorted.isEmpty()) {
            return Double.NaN;
        }
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}
