// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.datasets.verify;

import java.nio.file.Path;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What a copy of a dataset has and lacks.
 *
 * @param whole how many files are whole, by how that was found out
 * @param missing the files that are not there, relative to the root, in the dataset's order
 * @param broken the files that are not as they must be, in the dataset's order
 * @param missingSplits the splits of which nothing is there
 */
public record Verification(
        Map<Check, Integer> whole, List<Path> missing, List<BrokenFile> broken, List<MissingSplit> missingSplits) {

    /** Takes over the lists; ways to check that were not used count 0. */
    public Verification {
        Map<Check, Integer> counts = new EnumMap<>(Check.class);
        for (Check check : Check.values()) {
            counts.put(check, whole.getOrDefault(check, 0));
        }
        whole = Collections.unmodifiableMap(counts);
        missing = List.copyOf(missing);
        broken = List.copyOf(broken);
        missingSplits = List.copyOf(missingSplits);
    }

    /**
     * How many files are as they must be.
     *
     * @return their number
     */
    public int wholeFiles() {
        return whole.values().stream().mapToInt(Integer::intValue).sum();
    }

    /**
     * How many files there should be.
     *
     * @return the number of whole, missing and broken ones
     */
    public int files() {
        return wholeFiles() + missing.size() + broken.size();
    }

    /**
     * Whether the copy has all that it must have.
     *
     * @return whether nothing is missing or broken
     */
    public boolean complete() {
        return files() > 0 && missing.isEmpty() && broken.isEmpty() && missingSplits.isEmpty();
    }

    /**
     * Whether the copy is none.
     *
     * @return whether all files are missing
     */
    public boolean nothingThere() {
        return missing.size() == files();
    }
}
