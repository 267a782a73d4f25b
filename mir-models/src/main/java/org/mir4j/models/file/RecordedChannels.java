package org.mir4j.models.file;

import org.mir4j.core.audio.Waveform;
import org.mir4j.core.dataset.Recording;
import org.mir4j.core.error.DatasetException;

/** What of a stream a recording is. */
public final class RecordedChannels {

    private RecordedChannels() {}

    /**
     * Takes a recording out of the stream in which it lies.
     *
     * @param stream all its channels
     * @param recording one of them, or all
     * @return the recording's
     * @throws DatasetException if there is no such channel
     */
    public static Waveform of(Waveform stream, Recording recording) {
        if (recording.channel() == Recording.ALL_CHANNELS) {
            return stream;
        }
        if (recording.channel() >= stream.channels().length) {
            throw new DatasetException(recording.file() + " has " + stream.channels().length
                    + " channels, expected one with the number " + (recording.channel() + 1) + ".");
        }
        return Waveform.mono(stream.channels()[recording.channel()], stream.sampleRate());
    }
}
