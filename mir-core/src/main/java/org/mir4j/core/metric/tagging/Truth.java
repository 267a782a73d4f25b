// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.core.metric.tagging;

/** What is known of a tag on a track. */
public enum Truth {
    /** The tag holds. */
    PRESENT,
    /** The tag does not hold. */
    ABSENT,
    /** Nobody said: the cell is left out of every metric, as with the masks of OpenMIC-2018. */
    UNKNOWN
}
