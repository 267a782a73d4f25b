// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.separation;

import org.mir4j.core.audio.Waveform;
import org.mir4j.core.error.MirException;
import org.mir4j.core.error.ModelException;

/**
 * What is checked while a song is separated.
 *
 * @param song its name, for messages
 * @param model the name of the model
 */
record SongChecks(String song, String model) {

    /** Between the steps of a separation, each of which takes up to a second or two. */
    void requireNoInterruption() {
        if (Thread.currentThread().isInterrupted()) {
            throw interrupted(null);
        }
    }

    MirException interrupted(Exception cause) {
        return new MirException("The separation of " + song + " was interrupted.", cause);
    }

    /** Refuses what a damaged network gives. */
    void requireFinite(float[][] separated, int sampleRate) {
        new Waveform(separated, sampleRate).notFinite().ifPresent(sample -> {
            throw new ModelException(song + " cannot be separated: the model " + model + " gives " + sample.value()
                    + " for a sample; its weights are damaged, or the song is far too loud.");
        });
    }
}
