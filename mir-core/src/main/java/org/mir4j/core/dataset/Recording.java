// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.core.dataset;

import java.nio.file.Path;

/**
 * Where a recording lies: a file, or one audio stream of it, or one channel of that.
 *
 * @param file the file
 * @param stream which of the file's audio streams, from 0
 * @param channel which channel of the stream, from 0; {@link #ALL_CHANNELS} for all of them
 */
public record Recording(Path file, int stream, int channel) {

    /** All channels of a stream. */
    public static final int ALL_CHANNELS = -1;

    /** Refuses streams and channels that cannot be. */
    public Recording {
        if (stream < 0) {
            throw new IllegalArgumentException("audio streams count from 0, got " + stream);
        }
        if (channel < ALL_CHANNELS) {
            throw new IllegalArgumentException("channels count from 0, got " + channel);
        }
    }

    /**
     * A file that holds one recording.
     *
     * @param file the file
     * @return all channels of its first audio stream
     */
    public static Recording of(Path file) {
        return new Recording(file, 0, ALL_CHANNELS);
    }

    /**
     * One of several streams of a file.
     *
     * @param index of the audio stream, from 0
     * @return that stream
     */
    public Recording stream(int index) {
        return new Recording(file, index, channel);
    }

    /**
     * One of the channels.
     *
     * @param index of the channel, from 0
     * @return that channel
     */
    public Recording channel(int index) {
        return new Recording(file, stream, index);
    }
}
