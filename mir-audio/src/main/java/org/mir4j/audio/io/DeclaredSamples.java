// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.audio.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Set;
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
record DeclaredSamples(long at, long count, long unread) {

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
    static DeclaredSamples of(Path file, FileBytes bytes, long at, long declared, boolean wraps) throws IOException {
        long left = bytes.length() - at;
        if (isPlaceholder(declared, left) || declared == 0 && !isEmpty(bytes, at)) {
            return new DeclaredSamples(at, Math.max(0, TrailingTags.audioEnd(bytes) - at), 0);
        }
        if (declared > left) {
            throw new AudioException(file + " is cut off, or its header lies: it declares " + declared
                    + " bytes of samples, and " + left + " follow.");
        }
        if (wraps && left - declared >= WRAP) {
            return new DeclaredSamples(at, declared + (left - declared) / WRAP * WRAP, 0);
        }
        return new DeclaredSamples(at, declared, Math.max(0, BehindSamples.unread(bytes, at + declared)));
    }

    /** Whether other chunks, or nothing at all, follow a header that declares no samples. */
    private static boolean isEmpty(FileBytes bytes, long at) throws IOException {
        return at >= bytes.length() || Chunks.isPlausible(bytes, at);
    }

    /**
     * What stands behind the declared samples of a WAVE or AIFF file: chunks, tags, zeros and text are known to be none, and
     * whatever else may be samples that the header does not tell of, as where a recorder stopped before it wrote its length.
     */
    private static final class BehindSamples {

        /** Chunks that hold samples or begin another file. */
        private static final Set<String> SOUNDS = Set.of("RIFF", "RIFX", "RF64", "BW64", "FORM", "data", "SSND");

        private static final int CHUNK_HEADER = 8;

        /** Chunks of W64 have names of 16 bytes, most of which end alike. */
        private static final int W64_HEADER = 24;

        private static final int W64_STEP = 8;
        private static final int W64_END_AT = 10;
        private static final byte[][] W64_ENDS = {
            HexFormat.of().parseHex("00c04f8edb8a"), HexFormat.of().parseHex("d628db04c100")
        };

        /** So many characters in a row are a text, as of a page that a download ends with. */
        private static final int TEXT = 64;

        private BehindSamples() {}

        /**
         * How many bytes seem to be samples.
         *
         * @param end where the declared samples end
         * @return 0 if something else stands there
         */
        static long unread(FileBytes bytes, long end) throws IOException {
            long at = known(bytes, end);
            if (at < 0) {
                return isText(bytes, end) ? 0 : soundEnd(bytes) - end;
            }
            while (at >= 0 && at < bytes.length()) {
                if (SOUNDS.contains(bytes.tag(at))) {
                    return soundEnd(bytes) - at;
                }
                at = known(bytes, at + length(bytes, at));
            }
            return 0;
        }

        /** Where a chunk or tag begins at a place, behind one byte of padding, or behind zeros; -1 if none does. */
        private static long known(FileBytes bytes, long place) throws IOException {
            if (place >= bytes.length()) {
                return bytes.length();
            }
            if (begins(bytes, place)) {
                return place;
            }
            if (begins(bytes, place + 1)) {
                return place + 1;
            }
            long step = (place + W64_STEP - 1) / W64_STEP * W64_STEP;
            if (isOfW64(bytes, step)) {
                return step;
            }
            long after = bytes.afterZeros(place);
            return after == bytes.length() || after > place && begins(bytes, after) ? after : -1;
        }

        private static boolean begins(FileBytes bytes, long at) throws IOException {
            return Chunks.isPlausible(bytes, at) || TrailingTags.startsAt(bytes, at) || isOfW64(bytes, at);
        }

        private static boolean isOfW64(FileBytes bytes, long at) throws IOException {
            if (at + W64_HEADER > bytes.length()) {
                return false;
            }
            byte[] name = bytes.at(at + W64_END_AT, W64_ENDS[0].length);
            return Arrays.stream(W64_ENDS).anyMatch(end -> Arrays.equals(end, name));
        }

        /** Of the chunk or tag that begins at a place. One whose length makes no sense is the last. */
        private static long length(FileBytes bytes, long at) throws IOException {
            long tag = TrailingTags.lengthAt(bytes, at);
            if (tag > 0) {
                return tag;
            }
            long chunk = isOfW64(bytes, at) ? Long.MAX_VALUE : Chunks.plausibleSize(bytes, at);
            long left = bytes.length() - at;
            return chunk > left - CHUNK_HEADER ? left : CHUNK_HEADER + chunk;
        }

        private static boolean isText(FileBytes bytes, long at) throws IOException {
            ByteBuffer begin = ByteBuffer.wrap(bytes.at(at, (int) Math.min(TEXT, bytes.length() - at)));
            CharBuffer text = CharBuffer.allocate(TEXT);
            boolean wrong = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(begin, text, false)
                    .isError();
            return !wrong
                    && text.flip()
                            .chars()
                            .noneMatch(each -> Character.isISOControl(each) && !Character.isWhitespace(each));
        }

        /** Before the tags and zeros that the file ends with. */
        private static long soundEnd(FileBytes bytes) throws IOException {
            long end = TrailingTags.audioEnd(bytes);
            while (end > 0 && bytes.unsigned(end - 1) == 0) {
                end--;
            }
            return end;
        }
    }
}
