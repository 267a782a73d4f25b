// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.audio.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * The header of an AIFF or AIFF-C file. A sample takes whole bytes, and its bits are the upper ones.
 *
 * <p>Sources: Apple, "Audio Interchange File Format: AIFF", 1989, and "AIFF-C", 1991.
 */
final class AiffHeader {

    private static final int FILE_HEADER = 12;
    private static final int COMMON = 18; // bytes, and four more for the compression of AIFF-C
    private static final int COMMON_COMPRESSED = 22;
    private static final int SAMPLES_OFFSET = 8;
    private static final int EXPONENT_BIAS = 16383 + 63;

    private final Path file;
    private final FileBytes bytes;
    private byte[] common = {};
    private long samplesAt = -1;
    private long declared;

    AiffHeader(Path file, FileBytes bytes) {
        this.file = file;
        this.bytes = bytes;
    }

    static boolean isOne(FileBytes bytes) throws IOException {
        return bytes.has("FORM", 0) && (bytes.has("AIFF", SAMPLES_OFFSET) || bytes.has("AIFC", SAMPLES_OFFSET));
    }

    /** What it says; empty if there are no samples, or they are compressed. */
    Optional<PcmHeader> read() throws IOException {
        for (Chunks chunks = new Chunks(bytes, FILE_HEADER, ByteOrder.BIG_ENDIAN); chunks.next(); ) {
            long left = bytes.length() - chunks.at();
            if (chunks.tag().equals("COMM")) {
                common = bytes.at(chunks.at(), (int) Math.min(COMMON_COMPRESSED, Math.min(chunks.size(), left)));
            } else if (chunks.tag().equals("SSND") && left >= SAMPLES_OFFSET) {
                long offset = Integer.toUnsignedLong(
                        ByteBuffer.wrap(bytes.at(chunks.at(), Integer.BYTES)).getInt());
                samplesAt = chunks.at() + SAMPLES_OFFSET + offset;
                declared = Math.max(0, chunks.size() - SAMPLES_OFFSET - offset);
            }
        }
        Optional<PcmCoding> coding = common.length < COMMON ? Optional.empty() : coding();
        if (coding.isEmpty() || samplesAt < 0 || samplesAt > bytes.length()) {
            return Optional.empty();
        }
        int channels = Short.toUnsignedInt(ByteBuffer.wrap(common).getShort(0));
        SampleBytes samples = SampleBytes.of(
                file, bytes, samplesAt, length((long) coding.get().bytes() * channels), false);
        return Optional.of(PcmHeader.of(coding.get(), sampleRate(), channels, samples));
    }

    /** How many bytes of samples are declared: by their number, and where there is none, by their chunk. */
    private long length(long frameBytes) {
        long byNumber = Integer.toUnsignedLong(ByteBuffer.wrap(common).getInt(2)) * frameBytes;
        long left = bytes.length() - samplesAt;
        boolean unknown = byNumber == 0 || SampleBytes.isPlaceholder(byNumber, left);
        return unknown ? declared : byNumber;
    }

    private Optional<PcmCoding> coding() {
        int bits = Short.toUnsignedInt(ByteBuffer.wrap(common).getShort(6));
        int container = (bits + Byte.SIZE - 1) / Byte.SIZE;
        String compression =
                common.length < COMMON_COMPRESSED ? "NONE" : new String(common, COMMON, 4, StandardCharsets.ISO_8859_1);
        return switch (compression.toLowerCase(Locale.ROOT)) {
            case "none", "twos" -> PcmCoding.signed(container, ByteOrder.BIG_ENDIAN);
            case "sowt" -> PcmCoding.signed(container, ByteOrder.LITTLE_ENDIAN);
            case "raw " -> container == 1 ? Optional.of(PcmCoding.U8) : Optional.empty();
            case "in24" -> Optional.of(PcmCoding.S24BE);
            case "in32" -> Optional.of(PcmCoding.S32BE);
            case "42ni" -> Optional.of(PcmCoding.S24LE);
            case "23ni" -> Optional.of(PcmCoding.S32LE);
            case "fl32" -> Optional.of(PcmCoding.F32BE);
            case "fl64" -> Optional.of(PcmCoding.F64BE);
            case "alaw" -> Optional.of(PcmCoding.A_LAW);
            case "ulaw" -> Optional.of(PcmCoding.MU_LAW);
            default -> Optional.empty();
        };
    }

    /** A float of 80 bits: sign and exponent, and 64 bits of mantissa with the one before the point. */
    private int sampleRate() {
        ByteBuffer field = ByteBuffer.wrap(common, SAMPLES_OFFSET, Short.BYTES + Long.BYTES);
        int exponent = Short.toUnsignedInt(field.getShort());
        long mantissa = field.getLong();
        double upper = (mantissa >>> 1) * 2.0; // a long has a sign
        return (int) Math.min(Integer.MAX_VALUE, Math.rint(Math.scalb(upper, exponent - EXPONENT_BIAS)));
    }
}
