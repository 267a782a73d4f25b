// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.cache;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * The features of a whole recording, in half precision. Safe for use by several threads.
 *
 * <p>Its memory is that of a file: a header of 32 bytes (magic, version, bands, frames, checksum), then the levels in half
 * precision, little-endian, frame after frame.
 */
public final class Features {

    /** Bytes of a number in half precision. */
    static final int BYTES = 2;

    private static final long MAGIC = 0x4d49522d46454154L; // "MIR-FEAT"
    private static final int VERSION = 1;
    private static final int HEADER = 32;

    private final int bands;
    private final int frames;
    private final ByteBuffer levels;

    Features(int bands, int frames, ByteBuffer levels) {
        this.bands = bands;
        this.frames = frames;
        this.levels = levels;
    }

    /**
     * How long the recording is.
     *
     * @return frames
     */
    public int frames() {
        return frames;
    }

    /**
     * How high a frame is.
     *
     * @return numbers a frame
     */
    public int bands() {
        return bands;
    }

    /**
     * Copies some frames.
     *
     * @param from the first, from 0
     * @param count how many; no more than there are
     * @param target where they are put
     */
    public void copy(int from, int count, ByteBuffer target) {
        int width = bands * BYTES;
        target.put(levels.slice(from * width, count * width));
    }

    /** Whether a file of features holds levels. */
    static boolean fit(ByteBuffer levels) {
        return levels.remaining() <= Integer.MAX_VALUE - HEADER;
    }

    /** Files of features of so many bands, which are read into memory outside of Java's heap. */
    static ContentCache.Format<Features> format(int bands) {
        return new ContentCache.Format<>() {
            @Override
            public Optional<Features> read(Path file) throws IOException {
                return map(file, bands);
            }

            @Override
            public void write(Path draft, Features features) throws IOException {
                features.write(draft);
            }
        };
    }

    private void write(Path draft) throws IOException {
        CRC32 checksum = new CRC32();
        checksum.update(levels.duplicate());
        ByteBuffer header = ByteBuffer.allocate(HEADER).order(ByteOrder.LITTLE_ENDIAN);
        header.putLong(MAGIC).putInt(VERSION).putInt(bands);
        header.putLong(frames).putLong(checksum.getValue());
        header.flip();
        try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            writeAll(channel, header);
            writeAll(channel, levels.duplicate());
        }
    }

    private static void writeAll(FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    /** Maps a file; empty if it is none of these, is cut off, or its checksum is wrong. */
    private static Optional<Features> map(Path file, int bands) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            if (channel.size() < HEADER || channel.size() > Integer.MAX_VALUE) {
                return Optional.empty();
            }
            ByteBuffer all = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
            all.order(ByteOrder.LITTLE_ENDIAN);
            boolean known = all.getLong() == MAGIC && all.getInt() == VERSION && all.getInt() == bands;
            long frames = all.getLong();
            long checksum = all.getLong();
            ByteBuffer levels = all.slice().order(ByteOrder.LITTLE_ENDIAN);
            if (!known || levels.remaining() != frames * bands * BYTES) {
                return Optional.empty();
            }
            CRC32 found = new CRC32();
            found.update(levels.duplicate());
            return found.getValue() == checksum
                    ? Optional.of(new Features(bands, (int) frames, levels))
                    : Optional.empty();
        }
    }
}
