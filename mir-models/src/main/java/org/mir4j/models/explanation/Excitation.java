// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.explanation;

/**
 * The input that most excites a filter, as far as gradient ascent has found it.
 *
 * @param layer the filter's layer
 * @param filter its number, from 0
 * @param before the filter's activation for the faint noise that the ascent starts from
 * @param after its activation in the end
 * @param change from that noise, one row per frame and one number per band, in the unit of the network's input; only the frames
 *     that the filter receives
 * @param frameSeconds from one frame to the next
 */
public record Excitation(
        FilterLayer layer, int filter, double before, double after, float[][] change, double frameSeconds) {}
