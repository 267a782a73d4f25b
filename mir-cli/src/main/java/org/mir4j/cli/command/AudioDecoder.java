// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.cli.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mir4j.audio.io.AudioReader;
import org.mir4j.audio.io.AudioStream;
import org.mir4j.core.audio.Waveform;
import org.mir4j.core.dataset.Recording;
import org.mir4j.core.error.AudioException;
import org.mir4j.datasets.DatasetVerifier.Decoder;

/** Decodes recordings of datasets to their end, block by block; one that is damaged counts as none. */
final class AudioDecoder implements Decoder {

    @Override
    public void decode(Recording recording) {
        List<String> damages = new ArrayList<>();
        AudioReader reader = AudioReader.of(recording).notices(notice -> {
            if (notice.isDamage()) {
                damages.add(notice.sentence());
            }
        });
        try (AudioStream stream = reader.open()) {
            Optional<Waveform> block = stream.next();
            while (block.isPresent()) {
                block = stream.next();
            }
        }
        if (!damages.isEmpty()) {
            throw new AudioException(String.join(" ", damages));
        }
    }
}
