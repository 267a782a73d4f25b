// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.core.dataset;

/** How many labels hold for a track. */
public enum Labelling {
    /** Exactly one of them: classification. */
    SINGLE,
    /** Any number of them: tagging. */
    MULTIPLE
}
