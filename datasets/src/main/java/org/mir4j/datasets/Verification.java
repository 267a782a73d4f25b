// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.datasets;

import java.nio.file.Path;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.mir4j.core.dataset.Checksum;

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

    /** How it is found out whether a file is whole. */
    public enum Check {
        /** Its bytes add up to the checksum that is known. */
        CHECKSUM,
        /** No checksum is known, and all of its recordings can be decoded to their end. */
        DECODING,
        /** No checksum is known and it holds no recordings: it is not empty and can be read to its end. */
        READING
    }

    /**
     * A file that is there, but not as it must be.
     *
     * @param path relative to the dataset's root
     * @param damage what is wrong
     */
    public record BrokenFile(Path path, Damage damage) {}

    /**
     * A split of which nothing is there.
     *
     * @param split its name
     * @param reason none of its recordings is there, or its tracks cannot be listed
     */
    public record MissingSplit(String split, String reason) {}

    /** What is wrong with a file that is there. */
    public sealed interface Damage {

        /**
         * Says it to a person.
         *
         * @return a few words
         */
        String words();

        /** The file has no bytes. */
        record Empty() implements Damage {
            @Override
            public String words() {
                return "empty";
            }
        }

        /**
         * The file has other bytes than it must have.
         *
         * @param found what they add up to
         * @param expected what they must add up to
         */
        record Altered(Checksum found, Checksum expected) implements Damage {
            @Override
            public String words() {
                return expected.algorithm() + " is " + found.hex() + ", expected " + expected.hex();
            }
        }

        /**
         * A recording in it cannot be decoded.
         *
         * @param reason what the decoder says
         */
        record Undecodable(String reason) implements Damage {
            @Override
            public String words() {
                return reason;
            }
        }

        /**
         * The file cannot be read from its disk.
         *
         * @param reason what the system says
         */
        record Unreadable(String reason) implements Damage {
            @Override
            public String words() {
                return "cannot be read: " + reason;
            }
        }
    }
}
