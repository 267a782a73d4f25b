// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.explanation;

import java.util.List;

/**
 * The weights of a layer of filters.
 *
 * @param layer which one
 * @param weights one matrix a filter, frequency x time (from the lowest frequency up), the mean over its input channels;
 *     a single row for filters over time alone
 */
public record Filters(FilterLayer layer, List<float[][]> weights) {

    /** Refuses weights that are not one matrix a filter. */
    public Filters {
        weights = List.copyOf(weights);
        if (weights.size() != layer.filters()) {
            throw new IllegalArgumentException(
                    layer.name() + " has " + layer.filters() + " filters, got " + weights.size());
        }
    }
}
