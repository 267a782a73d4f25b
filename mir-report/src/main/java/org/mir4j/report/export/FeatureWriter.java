// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.report.export;

/** Writes the frames of a feature as they come. */
public interface FeatureWriter extends AutoCloseable {

    /**
     * Writes some frames.
     *
     * @param rows one row a frame
     */
    void write(float[][] rows);

    /** Writes what belongs after the last frame, and releases the file. */
    @Override
    void close();
}
