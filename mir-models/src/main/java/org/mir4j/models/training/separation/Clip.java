// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.training.separation;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.ShortBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.mir4j.core.audio.Waveform;
import org.mir4j.models.cache.ContentCache;

/**
 * A stem of a song, in 16 bits outside of Java's heap.
 *
 * @param samples channel after channel
 * @param channels how many
 * @param scale the magnitude that full scale of the samples stands for
 */
record Clip(ShortBuffer samples, int channels, float scale) implements StemClip {

    /** The steps of 16 bits from silence to full scale. */
    static final int STEPS = Short.MAX_VALUE;

    /** A stem in 16 bits; full scale is 1, or the peak of a louder one. */
    static Clip of(Waveform stem) {
        float scale = Math.max(1, stem.peak());
        float[][] rows = stem.channels();
        ShortBuffer samples = ShortBuffer.allocate(Math.multiplyExact(rows.length, stem.length()));
        for (float[] row : rows) {
            for (float value : row) {
                samples.put((short) Math.round(value / scale * STEPS));
            }
        }
        return new Clip(samples.flip(), rows.length, scale);
    }

    /**
     * Files of stems of so many channels, which are read into memory outside of Java's heap: the scale, and then the samples,
     * little-endian.
     */
    static ContentCache.Format<Clip> format(int channels) {
        return new ContentCache.Format<>() {
            @Override
            public Optional<Clip> read(Path file) throws IOException {
                try (FileChannel mapped = FileChannel.open(file, StandardOpenOption.READ)) {
                    long samples = mapped.size() - Float.BYTES;
                    if (samples < 0 || samples % (Short.BYTES * channels) != 0 || mapped.size() > Integer.MAX_VALUE) {
                        return Optional.empty();
                    }
                    ByteBuffer bytes = mapped.map(MapMode.READ_ONLY, 0, mapped.size());
                    float scale = bytes.order(ByteOrder.LITTLE_ENDIAN).getFloat();
                    return scale >= 1 && Float.isFinite(scale)
                            ? Optional.of(new Clip(
                                    bytes.slice().order(ByteOrder.LITTLE_ENDIAN).asShortBuffer(), channels, scale))
                            : Optional.empty();
                }
            }

            @Override
            public void write(Path draft, Clip clip) throws IOException {
                int count = Math.multiplyExact(Short.BYTES, clip.samples.limit());
                ByteBuffer bytes =
                        ByteBuffer.allocate(Math.addExact(Float.BYTES, count)).order(ByteOrder.LITTLE_ENDIAN);
                bytes.putFloat(clip.scale).asShortBuffer().put(clip.samples.duplicate());
                Files.write(draft, bytes.array());
            }
        };
    }

    @Override
    public int length() {
        return samples.limit() / channels;
    }

    @Override
    public float[][] read(int from, int count) {
        float[][] rows = new float[channels][count];
        int start = Math.min(from, length());
        short[] row = new short[Math.min(count, length() - start)];
        for (int c = 0; c < channels; c++) {
            samples.get(c * length() + start, row);
            for (int n = 0; n < row.length; n++) {
                rows[c][n] = row[n] * scale / STEPS;
            }
        }
        return rows;
    }
}
