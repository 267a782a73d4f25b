// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.audio.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The header of a WAVE file: RIFF, RIFX (big-endian), RF64 and BW64 (lengths of 64 bits) and W64 (Sony's).
 *
 * <p>A sample takes as many bytes as the frame has for it, whatever number of bits is said to be valid; these are the
 * upper ones. Sources: Microsoft, "Multiple channel audio data and WAVE files"; EBU Tech 3306; ITU-R BS.2088.
 */
final class WaveHeader {

    private static final int FILE_HEADER = 12;
    private static final int TAG = 4;
    private static final int FORMAT = 16; // bytes at least
    private static final int EXTENSIBLE = 40;
    private static final int CODE_OF_EXTENSIBLE = 0xFFFE;
    private static final int SUBFORMAT_AT = 24;

    /** What follows the code in the subformats of Microsoft's and of B-format. */
    private static final byte[][] SUBFORMATS = {
        HexFormat.of().parseHex("000000001000800000aa00389b71"), HexFormat.of().parseHex("00002107d3118644c8c1ca000000")
    };

    private static final byte[] W64 = HexFormat.of().parseHex("726966662e91cf11a5d628db04c10000");
    private static final byte[] W64_TAG = HexFormat.of().parseHex("f3acd3118cd100c04f8edb8a");
    private static final int W64_FILE_HEADER = 40;
    private static final int W64_CHUNK_HEADER = 24;
    private static final int W64_GUID = 16;
    private static final int W64_STEP = 8;

    private final Path file;
    private final FileBytes bytes;
    private byte[] format = {};
    private ByteOrder order = ByteOrder.LITTLE_ENDIAN;

    WaveHeader(Path file, FileBytes bytes) {
        this.file = file;
        this.bytes = bytes;
    }

    static boolean isOne(FileBytes bytes) throws IOException {
        return isW64(bytes) || isRiff(bytes);
    }

    private static boolean isRiff(FileBytes bytes) throws IOException {
        return bytes.has("WAVE", 8)
                && (bytes.has("RIFF", 0) || bytes.has("RIFX", 0) || bytes.has("RF64", 0) || bytes.has("BW64", 0));
    }

    private static boolean isW64(FileBytes bytes) throws IOException {
        return bytes.length() >= W64_FILE_HEADER && Arrays.equals(bytes.at(0, W64.length), W64);
    }

    /** What it says; empty if no samples follow a format, or samples are compressed. */
    Optional<PcmHeader> read() throws IOException {
        Optional<SampleBytes> samples = isW64(bytes) ? w64Samples() : riffSamples();
        return samples.flatMap(found ->
                coding().map(coding -> PcmHeader.of(coding, number(4, Integer.BYTES), number(2, Short.BYTES), found)));
    }

    private Optional<SampleBytes> riffSamples() throws IOException {
        order = bytes.has("RIFX", 0) ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        boolean longer = bytes.has("RF64", 0) || bytes.has("BW64", 0);
        long declaredApart = 0;
        for (Chunks chunks = new Chunks(bytes, FILE_HEADER, order); chunks.next(); ) {
            if (chunks.tag().equals("fmt ")) {
                format = content(chunks.at(), chunks.size());
            } else if (longer && chunks.tag().equals("ds64") && chunks.size() >= 2 * Long.BYTES) {
                byte[] lengths = bytes.at(chunks.at(), 2 * Long.BYTES);
                declaredApart = ByteBuffer.wrap(lengths).order(order).getLong(Long.BYTES);
            } else if (chunks.tag().equals("data")) {
                boolean apart = longer && chunks.size() == 0xFFFFFFFFL;
                long declared = apart ? Math.max(0, declaredApart) : chunks.size();
                return Optional.of(SampleBytes.of(file, bytes, chunks.at(), declared, !apart));
            }
        }
        return Optional.empty();
    }

    private Optional<SampleBytes> w64Samples() throws IOException {
        long at = W64_FILE_HEADER;
        while (bytes.length() - at >= W64_CHUNK_HEADER) {
            byte[] header = bytes.at(at, W64_CHUNK_HEADER);
            long size = ByteBuffer.wrap(header).order(order).getLong(W64_GUID); // of header and content
            boolean known = Arrays.equals(header, TAG, W64_GUID, W64_TAG, 0, W64_TAG.length);
            String tag = bytes.tag(at);
            long content = at + W64_CHUNK_HEADER;
            if (known && tag.equals("fmt ")) {
                format = content(content, size - W64_CHUNK_HEADER);
            } else if (known && tag.equals("data")) {
                long declared = Math.max(0, size - W64_CHUNK_HEADER);
                return Optional.of(SampleBytes.of(file, bytes, content, declared, false));
            }
            if (size < W64_CHUNK_HEADER || size > bytes.length() - at) {
                return Optional.empty();
            }
            at += (size + W64_STEP - 1) / W64_STEP * W64_STEP;
        }
        return Optional.empty();
    }

    private byte[] content(long at, long size) throws IOException {
        return bytes.at(at, (int) Math.max(0, Math.min(Math.min(size, EXTENSIBLE), bytes.length() - at)));
    }

    private int number(int at, int size) {
        ByteBuffer fields = ByteBuffer.wrap(format).order(order);
        return size == Short.BYTES ? Short.toUnsignedInt(fields.getShort(at)) : fields.getInt(at);
    }

    private Optional<PcmCoding> coding() {
        if (format.length < FORMAT) {
            return Optional.empty();
        }
        int container = container();
        return switch (code()) {
            case 1 -> container == 1 ? Optional.of(PcmCoding.U8) : PcmCoding.signed(container, order);
            case 3 -> PcmCoding.floating(container, order);
            case 6 -> Optional.of(PcmCoding.A_LAW);
            case 7 -> Optional.of(PcmCoding.MU_LAW);
            default -> Optional.empty();
        };
    }

    private int code() {
        int code = number(0, Short.BYTES);
        if (code != CODE_OF_EXTENSIBLE || format.length < EXTENSIBLE) {
            return code;
        }
        byte[] rest = Arrays.copyOfRange(format, SUBFORMAT_AT + Short.BYTES, EXTENSIBLE);
        boolean known = Arrays.stream(SUBFORMATS).anyMatch(each -> Arrays.equals(each, rest));
        return known ? number(SUBFORMAT_AT, Short.BYTES) : CODE_OF_EXTENSIBLE;
    }

    /** The bytes of a sample: those that a frame has for it, or as many as its bits need where frames make no sense. */
    private int container() {
        int channels = Math.max(1, number(2, Short.BYTES));
        int frame = number(12, Short.BYTES);
        int needed = (number(14, Short.BYTES) + Byte.SIZE - 1) / Byte.SIZE;
        boolean sensible = frame % channels == 0 && frame / channels >= needed && frame / channels <= Long.BYTES;
        return sensible ? frame / channels : needed;
    }
}
