package org.mir4j.audio.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
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
    private static final int FILE_HEADER = 12;
    private static final int CHUNK_HEADER = 8;
    private static final int TAG = 4;

    private RiffLength() {}

    /**
     * @param file any file; one that is no RIFF WAV passes
     * @throws AudioException if the samples that the header declares are more or fewer than there are
     */
    static void check(Path file) {
        try (FileBytes bytes = new FileBytes(file)) {
            if (bytes.length() >= FILE_HEADER
                    && tag(bytes, 0).equals("RIFF")
                    && tag(bytes, CHUNK_HEADER).equals("WAVE")) {
                checkChunks(file, bytes);
            }
        } catch (IOException e) {
            throw new AudioException(file + " cannot be read: " + e.getMessage() + ".", e);
        }
    }

    private static void checkChunks(Path file, FileBytes bytes) throws IOException {
        long at = FILE_HEADER;
        while (bytes.length() - at >= CHUNK_HEADER) {
            long declared = Integer.toUnsignedLong(ByteBuffer.wrap(bytes.at(at + TAG, Integer.BYTES))
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .getInt());
            boolean samples = tag(bytes, at).equals("data");
            at += CHUNK_HEADER;
            if (samples) {
                checkSamples(file, bytes, at, declared);
                return;
            }
            at += declared + (declared & 1);
        }
    }

    private static void checkSamples(Path file, FileBytes bytes, long at, long declared) throws IOException {
        long left = bytes.length() - at;
        if (declared == 0 && left > 0 || declared == UNKNOWN) {
            return;
        }
        if (declared > left) {
            throw new AudioException(file + " is cut off, or its header lies: it declares " + declared
                    + " bytes of samples, and " + left + " follow.");
        }
        long padded = declared + (declared & 1);
        if (left - padded >= CHUNK_HEADER && !isTag(tag(bytes, at + padded))) {
            throw new AudioException(file + " lies about its length: its header declares " + declared
                    + " bytes of samples, and " + left + " follow that are no other chunks.");
        }
    }

    private static String tag(FileBytes bytes, long at) throws IOException {
        return new String(bytes.at(at, TAG), StandardCharsets.ISO_8859_1);
    }

    private static boolean isTag(String tag) {
        return tag.chars().allMatch(c -> c >= ' ' && c <= '~');
    }
}
