// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.report;

import java.nio.file.Path;
import java.util.List;

/** Writes the frames of a feature as they come. */
public interface FeatureWriter extends AutoCloseable {

    /**
     * Writes some frames.
     *
     * @param rows one row per frame
     */
    void write(float[][] rows);

    /** Writes what belongs after the last frame, and releases the file. */
    @Override
    void close();

    /**
     * As CSV, one row per frame, its time first; where a number is NaN the field is empty.
     *
     * @param file to write
     * @param heading what the numbers are
     * @return the writer
     */
    static FeatureWriter csv(Path file, Heading heading) {
        return new FeatureCsv(file, heading);
    }

    /**
     * As a NumPy array of 32-bit floats, {@code (numbers per frame, frames)} as librosa has them.
     *
     * @param file to write
     * @param heading what the numbers are
     * @return the writer
     */
    static FeatureWriter npy(Path file, Heading heading) {
        return new FeatureNpy(file, heading.columns().size());
    }

    /**
     * What the numbers of a feature are.
     *
     * @param title for people
     * @param columns what each number of a frame is
     * @param firstTime of the first frame, in seconds
     * @param frameSeconds from one frame to the next
     */
    record Heading(String title, List<String> columns, double firstTime, double frameSeconds) {

        /**
         * When a frame is.
         *
         * @param frame counted from 0
         * @return its time in seconds
         */
        public double time(long frame) {
            return firstTime + frame * frameSeconds;
        }
    }
}
