// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.audio.io;

import java.nio.file.Path;
import java.util.Arrays;
import org.mir4j.core.audio.Waveform;

/** Files written by {@link AudioWriter} for tests to read. */
final class Written {

    private Written() {}

    /** A file with a sound in it, written as one block. */
    static Path file(Path file, AudioFormat format, Waveform sound) {
        return file(file, format, sound, AudioTags.none());
    }

    static Path file(Path file, AudioFormat format, Waveform sound, AudioTags tags) {
        try (AudioWriter writer = new AudioWriter(file, format, sound.sampleRate(), sound.channels().length, tags)) {
            writer.write(sound);
        }
        return file;
    }

    /** The same in blocks of a size. */
    static Path inBlocks(Path file, AudioFormat format, Waveform sound, int size) {
        try (AudioWriter writer =
                new AudioWriter(file, format, sound.sampleRate(), sound.channels().length, AudioTags.none())) {
            for (int at = 0; at < sound.length(); at += size) {
                writer.write(part(sound, at, Math.min(sound.length(), at + size)));
            }
        }
        return file;
    }

    /** A stretch of a sound. */
    static Waveform part(Waveform sound, int from, int to) {
        return new Waveform(
                Arrays.stream(sound.channels())
                        .map(channel -> Arrays.copyOfRange(channel, from, to))
                        .toArray(float[][]::new),
                sound.sampleRate());
    }
}
