// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.core.dataset;

/** The names of the two stems that make up a song between them. */
public final class StemNames {

    /** The voice's stem. */
    public static final String VOCALS = "vocals";

    /** The sum of all stems but the vocals, which no dataset of four stems lists. */
    public static final String ACCOMPANIMENT = "accompaniment";

    private StemNames() {}
}
