// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.tagging;

import java.util.Optional;
import org.mir4j.audio.window.AudioWindow;
import org.mir4j.audio.window.WindowReader;

/** The windows of one recording, in order. */
interface WindowSource {

    /**
     * Those that a reader cuts on the calling thread.
     *
     * @param reader stays the caller's
     */
    static WindowSource of(WindowReader reader) {
        return new WindowSource() {
            @Override
            public Optional<AudioWindow> next() {
                return reader.next();
            }

            @Override
            public double expectedSeconds() {
                return reader.expectedSeconds();
            }

            @Override
            public long samples() {
                return reader.samples();
            }
        };
    }

    /** The next window; empty after the last. */
    Optional<AudioWindow> next();

    /** How long the recording is expected to be, in seconds, known after the first window; 0 or less if nobody knows. */
    double expectedSeconds();

    /** The length of the recording in samples of the model's rate, known after its last window. */
    long samples();
}
