// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.file;

import org.mir4j.audio.io.AudioReader;
import org.mir4j.core.dataset.Recording;

/** How a recording of a dataset is read: by evaluation, teachers and training alike, so that all hear the same. */
public final class RecordedAudio {

    private RecordedAudio() {}

    /**
     * Reads a recording.
     *
     * @param recording a file, or one of its audio streams, or one channel of that
     * @return how to read its stream and its channels, at its own rate
     */
    public static AudioReader reader(Recording recording) {
        AudioReader stream = AudioReader.of(recording.file()).track(recording.stream());
        return recording.channel() == Recording.ALL_CHANNELS ? stream : stream.channel(recording.channel());
    }
}
