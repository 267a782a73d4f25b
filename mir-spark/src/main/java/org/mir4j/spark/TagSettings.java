// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.spark;

import java.io.Serializable;
import org.mir4j.models.tagging.TaggingOptions;

/**
 * How recordings are tagged, and what is kept of it.
 *
 * @param top how many tags of a recording are kept, the highest first, from 1
 * @param timeline whether the scores of every window are kept
 * @param windows how many windows a recording is cut into, evenly spread; 0 for one after the other
 */
public record TagSettings(int top, boolean timeline, int windows) implements Serializable {

    /** Refuses fewer than one tag, and a negative number of windows. */
    public TagSettings {
        if (top < 1 || windows < 0) {
            throw new IllegalArgumentException(
                    "at least one tag is kept, and windows are not fewer than 0, got " + top + " and " + windows);
        }
    }

    /**
     * All tags, no timeline, consecutive windows.
     *
     * @return the settings
     */
    public static TagSettings standard() {
        return new TagSettings(Integer.MAX_VALUE, false, 0);
    }

    /**
     * The same with so many tags.
     *
     * @param count from 1
     * @return changed settings
     */
    public TagSettings withTop(int count) {
        return new TagSettings(count, timeline, windows);
    }

    /**
     * The same with the scores of every window.
     *
     * @return changed settings
     */
    public TagSettings withTimeline() {
        return new TagSettings(top, true, windows);
    }

    /**
     * The same with so many windows, evenly spread.
     *
     * @param count from 1
     * @return changed settings
     */
    public TagSettings withWindows(int count) {
        return new TagSettings(top, timeline, count);
    }

    TaggingOptions options() {
        return windows == 0
                ? TaggingOptions.standard()
                : TaggingOptions.standard().withWindows(windows);
    }
}
