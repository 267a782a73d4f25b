// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.datasets.verify;

import org.mir4j.core.dataset.Checksum;

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
