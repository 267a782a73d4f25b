// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.training.separation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.mir4j.models.training.Validation;

/**
 * How well a separator separates songs that it does not learn from.
 *
 * @param loss the mean over chunks
 * @param stems the names of the stems
 * @param ratios of each stem the median over songs of its energy to that of its error, in dB; NaN where no song has it
 */
record StemValidation(double loss, List<String> stems, double[] ratios) implements Validation {

    private static final String MEAN = "sdr";

    @Override
    public Map<String, Double> figures() {
        Map<String, Double> figures = new LinkedHashMap<>();
        double sum = 0;
        int known = 0;
        for (double ratio : ratios) {
            sum += Double.isNaN(ratio) ? 0 : ratio;
            known += Double.isNaN(ratio) ? 0 : 1;
        }
        figures.put(MEAN, known == 0 ? Double.NaN : sum / known);
        for (int stem = 0; stem < ratios.length; stem++) {
            figures.put("sdr_" + stems.get(stem), ratios[stem]);
        }
        return figures;
    }

    @Override
    public String metric() {
        return MEAN;
    }
}
