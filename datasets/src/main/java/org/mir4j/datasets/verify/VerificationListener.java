// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.datasets.verify;

/** Hears how far a verification is. */
@FunctionalInterface
public interface VerificationListener {

    /**
     * Another file is done. Calls come one after the other.
     *
     * @param done how many files are done
     * @param total how many there are
     */
    void checked(int done, int total);

    /**
     * Hears nothing.
     *
     * @return a listener
     */
    static VerificationListener none() {
        return (done, total) -> {};
    }
}
