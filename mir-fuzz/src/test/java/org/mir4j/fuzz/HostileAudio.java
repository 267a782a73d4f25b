// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.fuzz;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.mir4j.audio.io.AudioFormat;
import org.mir4j.audio.io.AudioReader;
import org.mir4j.audio.io.AudioStream;
import org.mir4j.audio.io.AudioTags;
import org.mir4j.audio.io.AudioWriter;
import org.mir4j.core.audio.Waveform;

/** Small audio files, and what is asked of those that a fuzzer makes of them. */
final class HostileAudio {

    private static final int RATE = 8000;
    private static final int SAMPLES = 400;
    private static final int PAGES = 6000; // the first bytes of an Ogg file, its headers among them
    private static final int MOST_BLOCKS = 50;

    private HostileAudio() {}

    /** Asks what a file is, and for the beginning of its samples: a few bytes can rightly stand for hours. */
    static void read(Path file) {
        AudioReader reader = AudioReader.of(file);
        reader.info();
        try (AudioStream samples = reader.open()) {
            for (int i = 0; i < MOST_BLOCKS && samples.next().isPresent(); i++) {
                // the samples do not matter
            }
        }
    }

    /** A short sound in a format. */
    static byte[] written(AudioFormat format) {
        try {
            Path file = Files.createTempFile("mir-seed-", ".audio");
            try (AudioWriter writer = new AudioWriter(file, format, RATE, 2, AudioTags.none())) {
                writer.write(new Waveform(new float[2][format == AudioFormat.MP3 ? 20 * SAMPLES : SAMPLES], RATE));
            }
            byte[] bytes = Files.readAllBytes(file);
            Files.delete(file);
            return bytes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A short sound as Java's own classes write it. */
    static byte[] aiff() {
        var format = new javax.sound.sampled.AudioFormat(RATE, Short.SIZE, 2, true, true);
        byte[] samples = new byte[SAMPLES * format.getFrameSize()];
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (AudioInputStream sound = new AudioInputStream(new ByteArrayInputStream(samples), format, SAMPLES)) {
            AudioSystem.write(sound, AudioFileFormat.Type.AIFF, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** The first pages of a song and its last one. */
    static byte[] ogg() {
        byte[] song = HostileFile.example("examples/morning-train.ogg");
        int last = song.length - 1;
        while (song[last] != 'O' || song[last + 1] != 'g' || song[last + 2] != 'g' || song[last + 3] != 'S') {
            last--;
        }
        byte[] both = Arrays.copyOf(song, PAGES + song.length - last);
        System.arraycopy(song, last, both, PAGES, song.length - last);
        return both;
    }
}
