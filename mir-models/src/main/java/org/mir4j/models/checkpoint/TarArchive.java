// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.checkpoint;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.mir4j.core.error.ModelException;

/**
 * The files of a {@code .tar.gz}, which is read from its beginning for each of them: nothing is unpacked to a disk. Files
 * go by their names without directories; of links, devices and other things there is none here.
 *
 * <p>Source: POSIX.1-1988, ustar interchange format.
 */
final class TarArchive implements FileSet {

    private static final int BLOCK = 512;
    private static final int NAME = 100;
    private static final int SIZE = 124;
    private static final int SIZE_END = 136;
    private static final int CHECKSUM = 148;
    private static final int CHECKSUM_END = 156;
    private static final int TYPE = 156;
    private static final int MOST_FILES = 10_000;

    private final Path file;
    private final Map<String, Long> sizes = new LinkedHashMap<>();

    private TarArchive(Path file) {
        this.file = file;
    }

    /** Reads which files there are. */
    static TarArchive open(Path file) throws IOException {
        TarArchive archive = new TarArchive(file);
        try (Members members = new Members(file)) {
            while (members.next()) {
                if (members.isFile() && archive.sizes.put(members.name(), members.size()) != null) {
                    throw new ModelException("two of the files in it have the name " + members.name());
                }
            }
        }
        return archive;
    }

    @Override
    public List<String> names() {
        return List.copyOf(sizes.keySet());
    }

    @Override
    public long size(String name) {
        if (!sizes.containsKey(name)) {
            throw FileSet.missing(name);
        }
        return sizes.get(name);
    }

    @Override
    public InputStream open(String name) throws IOException {
        size(name);
        Members members = new Members(file);
        try {
            while (members.next()) {
                if (members.isFile() && members.name().equals(name)) {
                    return members.content();
                }
            }
            throw new ModelException("it has changed while it was read");
        } catch (IOException | RuntimeException e) {
            members.close();
            throw e;
        }
    }

    /** One member after the other. */
    private static final class Members implements AutoCloseable {

        private final InputStream stream;
        private final byte[] header = new byte[BLOCK];
        private long rest; // of the member and what fills its last block up
        private long size;
        private long total;
        private int count;

        Members(Path file) throws IOException {
            InputStream raw = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
            try {
                stream = new GZIPInputStream(raw, 1 << 16);
            } catch (IOException | RuntimeException e) {
                raw.close();
                throw e;
            }
        }

        /** Goes to the next member, if there is one. */
        boolean next() throws IOException {
            try {
                stream.skipNBytes(rest);
                int read = stream.readNBytes(header, 0, BLOCK);
                if (read == 0 && count > 0 || read == BLOCK && header[0] == 0) {
                    return false; // a block of zeros ends it
                }
                if (read < BLOCK) {
                    throw new EOFException();
                }
            } catch (EOFException e) {
                throw new ModelException("it is cut off: the tar within has no end", e);
            }
            requireChecksum();
            size = octal(SIZE, SIZE_END);
            total += size;
            if (++count > MOST_FILES || total > Checkpoint.MOST_BYTES) {
                throw new ModelException(
                        "it unpacks to more than " + MOST_FILES + " files or 2 GB, which is not" + " supported");
            }
            rest = (size + BLOCK - 1) / BLOCK * BLOCK;
            return true;
        }

        private void requireChecksum() {
            int sum = 0;
            for (int i = 0; i < BLOCK; i++) {
                sum += i >= CHECKSUM && i < CHECKSUM_END ? ' ' : Byte.toUnsignedInt(header[i]);
            }
            if (!text(CHECKSUM, CHECKSUM_END).strip().matches("0*" + Integer.toOctalString(sum))) {
                throw new ModelException("it is a gzip file, and holds no tar of files");
            }
        }

        /** A number in octal digits. */
        private long octal(int from, int to) {
            String digits = text(from, to).strip();
            if (!digits.matches("[0-7]{1,12}")) {
                throw new ModelException(
                        "a number in its tar is not one, or too large: '" + digits.replaceAll("[^ -~]", "?") + "'");
            }
            return Long.parseLong(digits, 8);
        }

        private String text(int from, int to) {
            int end = from;
            while (end < to && header[end] != 0) {
                end++;
            }
            return new String(header, from, end - from, StandardCharsets.UTF_8);
        }

        boolean isFile() {
            return header[TYPE] == '0' || header[TYPE] == 0;
        }

        /** The name of the member without directories. */
        String name() {
            String path = text(0, NAME);
            return path.substring(path.lastIndexOf('/') + 1);
        }

        long size() {
            return size;
        }

        /** The bytes of the member, which close the archive with them. */
        InputStream content() {
            return new FilterInputStream(stream) {
                private long left = size;

                @Override
                public int read() throws IOException {
                    byte[] one = new byte[1];
                    return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
                }

                @Override
                public int read(byte[] target, int from, int length) throws IOException {
                    if (left == 0) {
                        return -1;
                    }
                    int count = super.read(target, from, (int) Math.min(left, length));
                    left -= Math.max(0, count);
                    return count;
                }

                @Override
                public long skip(long many) throws IOException {
                    long skipped = super.skip(Math.min(left, many));
                    left -= skipped;
                    return skipped;
                }

                @Override
                public boolean markSupported() {
                    return false;
                }
            };
        }

        @Override
        public void close() throws IOException {
            stream.close();
        }
    }
}
