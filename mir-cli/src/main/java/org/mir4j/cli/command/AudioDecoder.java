package org.mir4j.cli.command;

import java.util.Optional;
import org.mir4j.audio.io.AudioReader;
import org.mir4j.audio.io.AudioStream;
import org.mir4j.core.audio.Waveform;
import org.mir4j.core.dataset.Recording;
import org.mir4j.core.error.AudioException;
import org.mir4j.datasets.verify.Decoder;

/** Decodes recordings of datasets to their end, block by block. */
final class AudioDecoder implements Decoder {

    @Override
    public void decode(Recording recording) {
        try (AudioStream stream =
                AudioReader.of(recording.file()).track(recording.stream()).open()) {
            int channels = stream.info().channels();
            if (recording.channel() >= channels) {
                throw new AudioException(recording.file() + " has " + channels + " channels; expected at least "
                        + (recording.channel() + 1) + ".");
            }
            Optional<Waveform> block = stream.next();
            while (block.isPresent()) {
                block = stream.next();
            }
        }
    }
}
