// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.audio.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import org.mir4j.core.error.AudioException;

/**
 * What the header of a WAVE or AIFF file says, held against the bytes that are there: FFmpeg takes the number of valid
 * bits for the size of a sample, and reads whatever follows.
 *
 * @param coding of a sample
 * @param sampleRate in Hz
 * @param channels how many channels, their samples side by side
 * @param at where the first sample stands
 * @param bytes how many bytes of samples there are, whole frames of all channels only
 * @param unread how many bytes follow that seem to be samples as well but are not declared; 0 where less than 0.05 s do
 */
record PcmHeader(PcmCoding coding, int sampleRate, int channels, long at, long bytes, long unread) {

    private static final int MOST_CHANNELS = 1024;

    /**
     * Less than this behind the samples, in seconds, is not spoken of. Recorders renew their headers every second or less
     * often, and what programs leave behind is mostly some kilobytes; onsets of music count as the same within as much.
     */
    private static final double SHORTEST_UNREAD = 0.05;

    /**
     * Reads the header of a file.
     *
     * @param file any file
     * @return what it says; empty if the file is of another kind, or its samples are compressed
     * @throws AudioException if fewer samples are there than it declares
     */
    static Optional<PcmHeader> of(Path file) {
        try (FileBytes bytes = new FileBytes(file)) {
            Optional<PcmHeader> header = WaveHeader.isOne(bytes)
                    ? new WaveHeader(file, bytes).read()
                    : AiffHeader.isOne(bytes) ? new AiffHeader(file, bytes).read() : Optional.empty();
            return header.filter(
                    found -> found.sampleRate > 0 && found.channels > 0 && found.channels <= MOST_CHANNELS);
        } catch (IOException e) {
            throw new AudioException(file + " cannot be read: " + e.getMessage() + ".", e);
        }
    }

    /** The same with whole frames only. */
    static PcmHeader of(PcmCoding coding, int sampleRate, int channels, DeclaredSamples samples) {
        long frame = Math.max(1, (long) coding.bytes() * channels);
        long unread = samples.unread() < SHORTEST_UNREAD * frame * sampleRate ? 0 : samples.unread();
        return new PcmHeader(coding, sampleRate, channels, samples.at(), samples.count() / frame * frame, unread);
    }

    /** The bytes of one sample of every channel. */
    int frameBytes() {
        return coding.bytes() * channels;
    }

    /** How long the samples last, in seconds. */
    double seconds() {
        return (double) (bytes / frameBytes()) / sampleRate;
    }

    /**
     * The header of an AIFF or AIFF-C file. A sample takes whole bytes, and its bits are the upper ones.
     *
     * <p>Sources: Apple, "Audio Interchange File Format: AIFF", 1989, and "AIFF-C", 1991.
     */
    private static final class AiffHeader {

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
                    long offset = Integer.toUnsignedLong(ByteBuffer.wrap(bytes.at(chunks.at(), Integer.BYTES))
                            .getInt());
                    samplesAt = chunks.at() + SAMPLES_OFFSET + offset;
                    declared = Math.max(0, chunks.size() - SAMPLES_OFFSET - offset);
                }
            }
            Optional<PcmCoding> coding = common.length < COMMON ? Optional.empty() : coding();
            if (coding.isEmpty() || samplesAt < 0 || samplesAt > bytes.length()) {
                return Optional.empty();
            }
            int channels = Short.toUnsignedInt(ByteBuffer.wrap(common).getShort(0));
            DeclaredSamples samples = DeclaredSamples.of(
                    file, bytes, samplesAt, length((long) coding.get().bytes() * channels), false);
            return Optional.of(PcmHeader.of(coding.get(), sampleRate(), channels, samples));
        }

        /** How many bytes of samples are declared: by their number, and where there is none, by their chunk. */
        private long length(long frameBytes) {
            long byNumber = Integer.toUnsignedLong(ByteBuffer.wrap(common).getInt(2)) * frameBytes;
            long left = bytes.length() - samplesAt;
            boolean unknown = byNumber == 0 || DeclaredSamples.isPlaceholder(byNumber, left);
            return unknown ? declared : byNumber;
        }

        private Optional<PcmCoding> coding() {
            int bits = Short.toUnsignedInt(ByteBuffer.wrap(common).getShort(6));
            int container = (bits + Byte.SIZE - 1) / Byte.SIZE;
            String compression = common.length < COMMON_COMPRESSED
                    ? "NONE"
                    : new String(common, COMMON, 4, StandardCharsets.ISO_8859_1);
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

    /**
     * The header of a WAVE file: RIFF, RIFX (big-endian), RF64 and BW64 (lengths of 64 bits) and W64 (Sony's).
     *
     * <p>A sample takes as many bytes as the frame has for it, whatever number of bits is said to be valid; these are the
     * upper ones. Sources: Microsoft, "Multiple channel audio data and WAVE files"; EBU Tech 3306; ITU-R BS.2088.
     */
    private static final class WaveHeader {

        private static final int FILE_HEADER = 12;
        private static final int TAG = 4;
        private static final int FORMAT = 16; // bytes at least
        private static final int EXTENSIBLE = 40;
        private static final int CODE_OF_EXTENSIBLE = 0xFFFE;
        private static final int SUBFORMAT_AT = 24;

        /** What follows the code in the subformats of Microsoft's and of B-format. */
        private static final byte[][] SUBFORMATS = {
            HexFormat.of().parseHex("000000001000800000aa00389b71"),
            HexFormat.of().parseHex("00002107d3118644c8c1ca000000")
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
            Optional<DeclaredSamples> samples = isW64(bytes) ? w64Samples() : riffSamples();
            return samples.flatMap(found -> coding().map(
                            coding -> PcmHeader.of(coding, number(4, Integer.BYTES), number(2, Short.BYTES), found)));
        }

        private Optional<DeclaredSamples> riffSamples() throws IOException {
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
                    return Optional.of(DeclaredSamples.of(file, bytes, chunks.at(), declared, !apart));
                }
            }
            return Optional.empty();
        }

        private Optional<DeclaredSamples> w64Samples() throws IOException {
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
                    return Optional.of(DeclaredSamples.of(file, bytes, content, declared, false));
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
}
