// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.audio.io;

import java.io.IOException;
import java.nio.file.Path;
import org.mir4j.core.error.AudioException;

/**
 * Where the samples of a file stand: what its header declares, held against what is there.
 *
 * <p>Programs that write to a pipe cannot go back to the header when they know the length. They leave 0 there or a number
 * so large that no file has it: 0xFFFFFFFF (FFmpeg), 0x7FFFF000 and 0x7F000000 (sox), 0x7FFFFFFF and 0x80000000 less the
 * header (arecord). All of them mean "to the end of the file", less the tags
 * that stand there. Beyond 4 GiB, numbers of 32 bits begin anew at 0.
 *
 * @param at where the first byte stands
 * @param count how many bytes there are
 * @param unread how many bytes follow that seem to be samples as well but are not declared; 0 where none do
 */
record SampleBytes(long at, long count, long unread) {

    private static final long SMALLEST_PLACEHOLDER = 0x7EFF0000L;
    private static final long FAR_SMALLER = 1L << 30;
    private static final long AROUND_31_BITS_FROM = 0x7FFFE000L;
    private static final long AROUND_31_BITS_TO = 0x80001000L;
    private static final long ALMOST_32_BITS = 0xFFFF0000L;
    private static final long WRAP = 1L << 32;

    /** Whether a length is none that was measured, for a file in which so many bytes are left. */
    static boolean isPlaceholder(long declared, long left) {
        boolean known = declared >= AROUND_31_BITS_FROM && declared <= AROUND_31_BITS_TO || declared >= ALMOST_32_BITS;
        return declared > left && (known || declared >= SMALLEST_PLACEHOLDER && left < FAR_SMALLER);
    }

    /**
     * The samples of a chunk.
     *
     * @param file for messages
     * @param bytes of the file
     * @param at where the samples begin
     * @param declared how many bytes of them the header declares
     * @param wraps whether the header has 32 bits for that
     * @throws AudioException if the file is cut off
     */
    static SampleBytes of(Path file, FileBytes bytes, long at, long declared, boolean wraps) throws IOException {
        long left = bytes.length() - at;
        if (isPlaceholder(declared, left) || declared == 0 && !isEmpty(bytes, at)) {
            return new SampleBytes(at, Math.max(0, TrailingTags.audioEnd(bytes) - at), 0);
        }
        if (declared > left) {
            throw new AudioException(file + " is cut off, or its header lies: it declares " + declared
                    + " bytes of samples, and " + left + " follow.");
        }
        if (wraps && left - declared >= WRAP) {
            return new SampleBytes(at, declared + (left - declared) / WRAP * WRAP, 0);
        }
        return new SampleBytes(at, declared, Math.max(0, BehindSamples.unread(bytes, at + declared)));
    }

    /** Whether other chunks, or nothing at all, follow a header that declares no samples. */
    private static boolean isEmpty(FileBytes bytes, long at) throws IOException {
        return at >= bytes.length() || Chunks.isPlausible(bytes, at);
    }
}
