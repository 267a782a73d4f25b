// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.spark;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.mir4j.audio.io.AudioFormat;
import org.mir4j.audio.io.AudioTags;
import org.mir4j.audio.io.AudioWriter;
import org.mir4j.core.audio.Waveform;

/** Recordings for tests: tones under noise, each seed another. */
final class Sounds {

    private static final int RATE = 16000;

    private Sounds() {}

    static Path wav(Path file, double seconds, int seed) throws Exception {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Random random = new Random(seed);
        double hertz = 110 * Math.pow(2, random.nextInt(36) / 12.0);
        float[] samples = new float[(int) (seconds * RATE)];
        for (int n = 0; n < samples.length; n++) {
            double fading = Math.exp(-3.0 * (n % RATE) / RATE);
            samples[n] =
                    (float) (0.4 * fading * Math.sin(2 * Math.PI * hertz * n / RATE) + 0.02 * random.nextGaussian());
        }
        try (AudioWriter writer = new AudioWriter(file, AudioFormat.WAV_16, RATE, 1, AudioTags.none())) {
            writer.write(Waveform.mono(samples, RATE));
        }
        return file;
    }
}
