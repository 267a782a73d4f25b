// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.core.dataset;

import java.util.Collection;
import java.util.List;

/** The names of the two stems that make up a song between them. */
public final class StemNames {

    /** The stem of the vocals. */
    public static final String VOCALS = "vocals";

    /** The sum of all stems but the vocals, which no dataset of four stems lists. */
    public static final String ACCOMPANIMENT = "accompaniment";

    private StemNames() {}

    /**
     * Whether the accompaniment can be told from the vocals: whether there are vocals, and no accompaniment beside them.
     *
     * @param stems of a song or a model
     * @return whether all but the vocals is a further stem
     */
    public static boolean lackAccompaniment(Collection<String> stems) {
        return stems.contains(VOCALS) && !stems.contains(ACCOMPANIMENT);
    }

    /**
     * All stems but one. If that is the vocals, they sum to the accompaniment.
     *
     * @param stem one of them
     * @param stems of a song or a model
     * @return the others, in their order
     */
    public static List<String> allBut(String stem, Collection<String> stems) {
        return stems.stream().filter(other -> !other.equals(stem)).toList();
    }
}
