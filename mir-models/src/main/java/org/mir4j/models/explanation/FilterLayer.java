// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.explanation;

import java.util.List;

/**
 * A layer of filters in a model's encoder.
 *
 * @param name as in the weights, such as {@code encoder.layer1}
 * @param filters how many there are
 * @param inputs how many channels each of them receives
 * @param kernel its size: frequency, time; or time alone
 */
public record FilterLayer(String name, int filters, int inputs, List<Integer> kernel) {

    /** Refuses kernels of other than one or two axes. */
    public FilterLayer {
        kernel = List.copyOf(kernel);
        if (kernel.isEmpty() || kernel.size() > 2) {
            throw new IllegalArgumentException("a filter is over time, or over frequency and time, got " + kernel);
        }
    }
}
