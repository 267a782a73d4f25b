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

    /**
     * Every n-th of the windows of a recording.
     *
     * @param all of them; none was taken yet
     * @param first the number of the first that is taken, from 0
     * @param step from one that is taken to the next, from 1
     */
    static WindowSource every(WindowSource all, int first, int step) {
        return new WindowSource() {
            private long number;

            @Override
            public Optional<AudioWindow> next() {
                Optional<AudioWindow> window = all.next();
                while (window.isPresent() && number++ % step != first) {
                    window = all.next();
                }
                return window;
            }

            @Override
            public double expectedSeconds() {
                return all.expectedSeconds();
            }

            @Override
            public long samples() {
                return all.samples();
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
