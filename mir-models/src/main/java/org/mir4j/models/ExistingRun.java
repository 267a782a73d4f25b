// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models;

/** What an evaluation or a training does with a run that its directory holds already. */
public enum ExistingRun {
    /** Refuse to touch it. */
    KEEP,
    /** Resume it, if it has the same settings. */
    RESUME,
    /** Replace it. */
    REPLACE
}
