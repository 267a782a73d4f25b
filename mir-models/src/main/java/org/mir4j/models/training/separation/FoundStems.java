// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.training.separation;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.mir4j.models.cache.ContentCache;

/**
 * The stems that teachers found in a song, outside of Java's heap: in 8 bits, half of what decoded stems take.
 *
 * <p>The lower a frequency, the louder it is in music. So the error is made to fall with the frequency as the music does,
 * by a pre-emphasis ({@code y[n] = x[n] - 0.9 x[n - 1]}) that reading undoes; and each {@value #BLOCK} samples have a scale of
 * their own, as those of NICAM (BBC Research Department Report 1978/26) have. What is lost lies about 45 dB below the stem.
 *
 * <p>Its memory is that of a file, little-endian: a header of {@value #HEADER} bytes (magic, version, stems, channels,
 * samples a channel, samples of a confidence, confidences); the blocks, in each of which every channel of every stem has
 * its scale and its samples; the confidences.
 */
final class FoundStems {

    /** Samples that have a scale together. */
    static final int BLOCK = 128;

    /** Bytes of a channel of a stem in a block. */
    static final int ROW = Float.BYTES + BLOCK;

    static final int HEADER = 36;
    private static final long MAGIC = 0x4d49522d5354454dL; // "MIR-STEM"
    private static final int VERSION = 1;
    static final float EMPHASIS = 0.9f;
    static final int STEPS = Byte.MAX_VALUE;

    private final ByteBuffer blocks;
    private final int stems;
    private final int channels;
    private final int length;
    private final Confidence confidence;

    private FoundStems(ByteBuffer blocks, int stems, int channels, int length, Confidence confidence) {
        this.blocks = blocks;
        this.stems = stems;
        this.channels = channels;
        this.length = length;
        this.confidence = confidence;
    }

    /** One clip per stem. */
    List<StemClip> clips() {
        return IntStream.range(0, stems)
                .mapToObj(stem -> (StemClip) new Found(stem))
                .toList();
    }

    /** How far they can be trusted. */
    Confidence confidence() {
        return confidence;
    }

    /** Files of the songs of so many stems and channels, which {@link FoundStemsWriter} writes. */
    static ContentCache.Format<FoundStems> format(int stems, int channels) {
        return new ContentCache.Format<>() {
            @Override
            public Optional<FoundStems> read(Path file) throws IOException {
                return map(file, stems, channels);
            }

            @Override
            public void write(Path draft, FoundStems value) {
                throw new UnsupportedOperationException("they are written while they are found, by FoundStemsWriter");
            }
        };
    }

    private static Optional<FoundStems> map(Path file, int stems, int channels) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            if (channel.size() < HEADER || channel.size() > Integer.MAX_VALUE) {
                return Optional.empty();
            }
            ByteBuffer all = channel.map(MapMode.READ_ONLY, 0, channel.size()).order(ByteOrder.LITTLE_ENDIAN);
            boolean known = all.getLong() == MAGIC
                    && all.getInt() == VERSION
                    && all.getInt() == stems
                    && all.getInt() == channels;
            long length = all.getLong();
            int hop = all.getInt();
            int pieces = all.getInt();
            long blocks = (length + BLOCK - 1) / BLOCK * stems * channels * ROW;
            if (!known
                    || length < 1
                    || length > Integer.MAX_VALUE
                    || hop < 1
                    || pieces != (length + hop - 1) / hop
                    || all.remaining() != blocks + (long) pieces * Float.BYTES) {
                return Optional.empty();
            }
            float[] values = new float[pieces];
            all.slice(HEADER + (int) blocks, pieces * Float.BYTES)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .asFloatBuffer()
                    .get(values);
            ByteBuffer samples = all.slice(HEADER, (int) blocks).order(ByteOrder.LITTLE_ENDIAN);
            return Optional.of(new FoundStems(samples, stems, channels, (int) length, new Confidence(values, hop)));
        }
    }

    /** The bytes that stand before the blocks. */
    static ByteBuffer header(int stems, int channels, long length, int hop, int pieces) {
        ByteBuffer header = ByteBuffer.allocate(HEADER).order(ByteOrder.LITTLE_ENDIAN);
        header.putLong(MAGIC).putInt(VERSION).putInt(stems).putInt(channels);
        header.putLong(length).putInt(hop).putInt(pieces);
        return header.rewind();
    }

    /** One of the stems. */
    private final class Found implements StemClip {

        private final int stem;

        Found(int stem) {
            this.stem = stem;
        }

        @Override
        public int length() {
            return length;
        }

        @Override
        public float[][] read(int from, int count) {
            float[][] rows = new float[channels][count];
            for (int c = 0; c < channels; c++) {
                read(from, Math.min(length, from + count), stem * channels + c, rows[c]);
            }
            return rows;
        }

        /** What lies before an excerpt has faded from the filter's memory after a block. */
        private void read(int from, int end, int row, float[] target) {
            byte[] steps = new byte[BLOCK];
            float last = 0;
            for (int block = Math.max(0, from / BLOCK - 1); block * BLOCK < end; block++) {
                int place = (block * stems * channels + row) * ROW;
                float step = blocks.getFloat(place) / STEPS;
                if (step == 0) {
                    last = 0; // and nothing is added to the zeros of the target
                    continue;
                }
                blocks.get(place + Float.BYTES, steps);
                int start = block * BLOCK - from;
                int stop = Math.min(BLOCK, end - block * BLOCK);
                for (int n = 0; n < stop; n++) {
                    last = steps[n] * step + EMPHASIS * last;
                    if (start + n >= 0) {
                        target[start + n] = last;
                    }
                }
            }
        }
    }
}
