// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.audio.io;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.mir4j.core.error.AudioException;

/**
 * The bytes of a file at any place, read in pages. Opened by its path, since a file's name need not be a text that Java
 * can write.
 */
final class FileBytes implements AutoCloseable {

    private static final int PAGE = 1 << 16;

    /** So many bytes are read with those around them, which are asked for next. */
    private static final int FEW = 64;

    private final SeekableByteChannel channel;
    private final long length;
    private final byte[] page = new byte[PAGE];
    private long pageAt;
    private int pageSize;

    FileBytes(Path file) throws IOException {
        channel = Files.newByteChannel(file);
        length = channel.size();
    }

    /**
     * Opens a file.
     *
     * @throws AudioException if it cannot be opened
     */
    static FileBytes open(Path file) {
        try {
            return new FileBytes(file);
        } catch (IOException e) {
            throw new AudioException(file + " cannot be read: " + e.getMessage() + ".", e);
        }
    }

    /** How long the file was when it was opened. */
    long length() {
        return length;
    }

    /** One byte, 0 to 255. */
    int unsigned(long position) throws IOException {
        turnTo(position, 1);
        return Byte.toUnsignedInt(page[(int) (position - pageAt)]);
    }

    /** As many bytes as are asked for. */
    byte[] at(long position, int count) throws IOException {
        if (count <= FEW) {
            turnTo(position, count);
        }
        if (isOnPage(position, count)) {
            int from = (int) (position - pageAt);
            return Arrays.copyOfRange(page, from, from + count);
        }
        byte[] bytes = new byte[count];
        read(position, bytes, count);
        return bytes;
    }

    private boolean isOnPage(long position, int count) {
        return position >= pageAt && position + count <= pageAt + pageSize;
    }

    /** Reads the page that a few bytes are on, if it is another one. */
    private void turnTo(long position, int count) throws IOException {
        if (isOnPage(position, count)) {
            return;
        }
        boolean backwards = position < pageAt && pageAt - position < PAGE;
        pageSize = 0;
        pageAt = backwards ? Math.max(0, position + count - PAGE) : position;
        pageSize = read(pageAt, page, (int) Math.min(PAGE, Math.max(count, length - pageAt)));
    }

    /** Four bytes as a text, one character each. */
    String tag(long position) throws IOException {
        return new String(at(position, 4), StandardCharsets.ISO_8859_1);
    }

    /** Whether a text stands at a place that may lie beyond the end. */
    boolean has(String text, long position) throws IOException {
        return position >= 0
                && position + text.length() <= length
                && new String(at(position, text.length()), StandardCharsets.ISO_8859_1).equals(text);
    }

    /** The first place from one on that holds no zero, or the end. */
    long afterZeros(long position) throws IOException {
        long at = position;
        while (at < length && unsigned(at) == 0) {
            at++;
        }
        return at;
    }

    private int read(long position, byte[] into, int count) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(into, 0, count);
        channel.position(position);
        while (bytes.hasRemaining()) {
            if (channel.read(bytes) < 0) {
                throw new EOFException("it ends while it is read");
            }
        }
        return count;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
