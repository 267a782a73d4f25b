package org.mir4j.models.training.feature;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.zip.CRC32;
import org.mir4j.models.file.WholeFile;

/**
 * The features of one recording in a file that is mapped into memory: a header of 32 bytes (magic, version, bands,
 * frames, checksum), then the levels in half precision, little-endian, frame after frame.
 */
final class FeatureFile {

    private static final long MAGIC = 0x4d49522d46454154L; // "MIR-FEAT"
    private static final int VERSION = 1;
    private static final int HEADER = 32;

    private FeatureFile() {}

    /** Writes a file, whole or not at all. */
    static void write(Path file, int bands, ByteBuffer levels) throws IOException {
        CRC32 checksum = new CRC32();
        checksum.update(levels.duplicate());
        ByteBuffer header = ByteBuffer.allocate(HEADER).order(ByteOrder.LITTLE_ENDIAN);
        header.putLong(MAGIC).putInt(VERSION).putInt(bands);
        header.putLong(levels.remaining() / FeatureCache.BYTES / bands).putLong(checksum.getValue());
        header.flip();
        WholeFile.write(file, draft -> {
            try (FileChannel channel =
                    FileChannel.open(draft, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                writeAll(channel, header);
                writeAll(channel, levels.duplicate());
            }
        });
    }

    private static void writeAll(FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    /** Maps a file; empty if it is none of these, is cut off, or its checksum is wrong. */
    static Optional<Features> map(Path file, int bands) throws IOException {
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
            if (!known || levels.remaining() != frames * bands * FeatureCache.BYTES) {
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
