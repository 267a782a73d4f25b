// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.audio.window;

/** Where the windows of a recording start. What stands in for a recording that is shorter is {@link ShortClips}. */
public sealed interface Windowing {

    /** One after the other; the last one is moved back so that it ends with the recording. */
    record Consecutive() implements Windowing {}

    /**
     * A fixed number of windows, {@code (samples - length) / count} samples apart (integer division, samples counted
     * after the window has been filled): the protocol of Won et al., "Evaluation of CNN-based automatic music tagging
     * models", SMC 2020, which takes 16.
     *
     * @param count how many windows, positive
     */
    record Spread(int count) implements Windowing {

        /** Refuses counts below one. */
        public Spread {
            if (count < 1) {
                throw new IllegalArgumentException("a recording is cut into at least one window, got " + count);
            }
        }
    }
}
