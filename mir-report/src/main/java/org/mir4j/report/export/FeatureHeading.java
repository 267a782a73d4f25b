// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.report.export;

import java.util.List;

/**
 * What the numbers of a feature are.
 *
 * @param title for people
 * @param columns what each number of a frame is
 * @param firstTime of the first frame, in seconds
 * @param frameSeconds from one frame to the next
 */
public record FeatureHeading(String title, List<String> columns, double firstTime, double frameSeconds) {

    /**
     * When a frame is.
     *
     * @param frame counted from 0
     * @return its time in seconds
     */
    public double time(long frame) {
        return firstTime + frame * frameSeconds;
    }
}
