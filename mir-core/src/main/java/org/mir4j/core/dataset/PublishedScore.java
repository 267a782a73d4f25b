// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.core.dataset;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What somebody published on a split of a dataset, to be set beside a measurement of the same protocol.
 *
 * @param split the split it was measured on
 * @param system what was measured, for example {@code FCN (Choi 2016)}
 * @param figures the numbers by the names of the summary metrics, for example {@code roc_auc} or {@code vocals.sdr}
 * @param source where it is printed: authors, year, table
 */
public record PublishedScore(String split, String system, Map<String, Double> figures, String source) {

    /** Refuses numbers without a source. */
    public PublishedScore {
        if (source.isBlank()) {
            throw new IllegalArgumentException("a published score says where it was published");
        }
        figures = Collections.unmodifiableMap(new LinkedHashMap<>(figures));
    }
}
