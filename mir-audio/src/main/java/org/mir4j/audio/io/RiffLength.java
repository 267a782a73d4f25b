package org.mir4j.audio.io;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.mir4j.core.error.AudioException;

/**
 * Holds the lengths that a WAV file declares against the bytes it has, which FFmpeg does not: it reads what is there.
 *
 * <p>A length of 0 or 0xFFFFFFFF is what programs write that stream to a pipe; it means "to the end of the file".
 */
final class RiffLength {

    private static final long UNKNOWN = 0xFFFFFFFFL;
    private static final int CHUNK_HEADER = 8;

    private RiffLength() {}

    /**
     * @param file any file; one that is no RIFF WAV passes
     * @throws AudioException if the samples that the header declares are more or fewer than there are
     */
    static void check(Path file) {
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "r")) {
            if (bytes.length() < 12 || !tag(bytes).equals("RIFF")) {
                return;
            }
            bytes.skipBytes(4);
            if (tag(bytes).equals("WAVE")) {
                checkChunks(file, bytes);
            }
        } catch (IOException e) {
            throw new AudioException(file + " cannot be read: " + e.getMessage() + ".", e);
        }
    }

    private static void checkChunks(Path file, RandomAccessFile bytes) throws IOException {
        while (bytes.length() - bytes.getFilePointer() >= CHUNK_HEADER) {
            String tag = tag(bytes);
            long declared = Integer.toUnsignedLong(Integer.reverseBytes(bytes.readInt()));
            long left = bytes.length() - bytes.getFilePointer();
            if (tag.equals("data")) {
                checkSamples(file, bytes, declared, left);
                return;
            }
            bytes.seek(Math.min(bytes.length(), bytes.getFilePointer() + declared + (declared & 1)));
        }
    }

    private static void checkSamples(Path file, RandomAccessFile bytes, long declared, long left) throws IOException {
        if (declared == 0 && left > 0 || declared == UNKNOWN) {
            return;
        }
        if (declared > left) {
            throw new AudioException(file + " is cut off, or its header lies: it declares " + declared
                    + " bytes of samples, and " + left + " follow.");
        }
        long padded = declared + (declared & 1);
        bytes.seek(bytes.getFilePointer() + padded); // skipBytes would stop at 2 GiB
        if (left - padded >= CHUNK_HEADER && !isTag(tag(bytes))) {
            throw new AudioException(file + " lies about its length: its header declares " + declared
                    + " bytes of samples, and " + left + " follow that are no other chunks.");
        }
    }

    private static String tag(RandomAccessFile bytes) throws IOException {
        byte[] tag = new byte[4];
        bytes.readFully(tag);
        return new String(tag, StandardCharsets.ISO_8859_1);
    }

    private static boolean isTag(String tag) {
        return tag.chars().allMatch(c -> c >= ' ' && c <= '~');
    }
}
