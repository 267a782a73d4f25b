// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.mir4j.audio.io.AudioFormat;
import org.mir4j.audio.io.AudioReader;
import org.mir4j.audio.io.AudioStream;
import org.mir4j.audio.io.AudioTags;
import org.mir4j.audio.io.AudioWriter;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/** From a stereo file at 44.1 kHz to its samples, block by block: as they are, and as a tagger receives them. */
public class DecodingBenchmark extends StageBenchmark {

    private static final int RATE = 44100;
    private static final int TAGGING_RATE = 16000;

    @Param({"wav", "flac", "mp3", "ogg"})
    private String format;

    @Param("25")
    private double seconds;

    private Path file;

    /**
     * Writes the file. As mir writes no Ogg, that is the beginning of the example song.
     *
     * @throws IOException if there is no room for it
     */
    @Setup
    public void prepare() throws IOException {
        file = Files.createTempFile("mir-bench-", "." + format);
        if (format.equals("ogg")) {
            try (InputStream example = DecodingBenchmark.class.getResourceAsStream("morning-train.ogg")) {
                Files.copy(example, file, StandardCopyOption.REPLACE_EXISTING);
            }
        } else {
            try (AudioWriter writer = new AudioWriter(file, AudioFormat.of(format), RATE, 2, AudioTags.none())) {
                writer.write(new GeneratedSong(RATE, 2, 0).next(seconds));
            }
        }
    }

    /**
     * Decodes the file.
     *
     * @return how many samples per channel
     */
    @Benchmark
    public long decoded() {
        return read(AudioReader.of(file));
    }

    /**
     * Decodes the file, mixes its channels and resamples them to 16 kHz.
     *
     * @return how many samples
     */
    @Benchmark
    public long resampled() {
        return read(AudioReader.of(file).mono().atRate(TAGGING_RATE));
    }

    private long read(AudioReader reader) {
        long samples = 0;
        try (AudioStream stream = reader.range(0, seconds).open()) {
            for (var block = stream.next(); block.isPresent(); block = stream.next()) {
                samples += block.get().length();
            }
        }
        return samples;
    }

    /**
     * Takes the file away.
     *
     * @throws IOException if it cannot be deleted
     */
    @TearDown
    public void close() throws IOException {
        Files.delete(file);
    }
}
