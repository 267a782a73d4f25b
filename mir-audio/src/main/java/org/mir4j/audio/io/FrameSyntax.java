// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.audio.io;

import java.io.IOException;

/** The headers of frames in streams that are nothing but frames, each with its own length. */
enum FrameSyntax {

    /** MPEG-1, -2 and -2.5 audio, layers I to III. Source: ISO/IEC 11172-3, section 2.4.2.3. */
    MPEG {
        @Override
        FrameHeader header(FileBytes bytes, long at) throws IOException {
            if (at + 4 > bytes.length() || bytes.unsigned(at) != 0xFF || (bytes.unsigned(at + 1) & 0xE0) != 0xE0) {
                return null;
            }
            int second = bytes.unsigned(at + 1);
            int third = bytes.unsigned(at + 2);
            int version = second >> 3 & 3; // 0: MPEG-2.5, 2: MPEG-2, 3: MPEG-1
            int layer = 4 - (second >> 1 & 3);
            int bitRate = third >> 4;
            int rate = third >> 2 & 3;
            if (version == 1 || layer == 4 || bitRate == 0 || bitRate == 15 || rate == 3) {
                return null;
            }
            int hertz = RATES[rate] >> (version == 3 ? 0 : version == 2 ? 1 : 2);
            int bits = BIT_RATES[version == 3 ? layer - 1 : layer == 1 ? 3 : 4][bitRate] * 1000;
            int samples = layer == 1 ? 384 : layer == 3 && version != 3 ? 576 : 1152;
            int padding = third >> 1 & 1;
            int size = layer == 1 ? (12 * bits / hertz + padding) * 4 : samples / 8 * bits / hertz + padding;
            return new FrameHeader(size, samples, hertz, second >> 1 << 2 | rate);
        }
    },

    /** AAC in ADTS. Source: ISO/IEC 14496-3, section 1.A.2.2. */
    ADTS {
        @Override
        FrameHeader header(FileBytes bytes, long at) throws IOException {
            if (at + 7 > bytes.length() || bytes.unsigned(at) != 0xFF || (bytes.unsigned(at + 1) & 0xF6) != 0xF0) {
                return null;
            }
            int third = bytes.unsigned(at + 2);
            int rate = third >> 2 & 15;
            int size = (bytes.unsigned(at + 3) & 3) << 11 | bytes.unsigned(at + 4) << 3 | bytes.unsigned(at + 5) >> 5;
            int header = (bytes.unsigned(at + 1) & 1) == 1 ? 7 : 9;
            if (rate >= ADTS_RATES.length || size <= header) {
                return null;
            }
            int samples = 1024 * ((bytes.unsigned(at + 6) & 3) + 1);
            int kind = (bytes.unsigned(at + 1) & 0xF8) << 8 | third & 0xFC;
            return new FrameHeader(size, samples, ADTS_RATES[rate], kind);
        }
    };

    private static final int[] RATES = {44100, 48000, 32000};

    /** In kbit/s: MPEG-1 layers I, II and III, then MPEG-2 layer I, then its layers II and III. */
    private static final int[][] BIT_RATES = {
        {0, 32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448},
        {0, 32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384},
        {0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320},
        {0, 32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256},
        {0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160}
    };

    private static final int[] ADTS_RATES = {
        96000, 88200, 64000, 48000, 44100, 32000, 24000, 22050, 16000, 12000, 11025, 8000, 7350
    };

    /** Whether a frame of layer III begins at a place that leaves its bit rate open. */
    static boolean isFreeFormat(FileBytes bytes, long at) throws IOException {
        boolean begins = at + 4 <= bytes.length() && bytes.unsigned(at) == 0xFF;
        return begins
                && (bytes.unsigned(at + 1) & 0xE6) == 0xE2
                && bytes.unsigned(at + 2) >> 4 == 0
                && (bytes.unsigned(at + 2) >> 2 & 3) != 3;
    }

    /** The header of a frame at a place; null if none begins there. */
    abstract FrameHeader header(FileBytes bytes, long at) throws IOException;

    /**
     * The header of one frame of a stream that is nothing but frames.
     *
     * @param size of the frame with its header, in bytes
     * @param samples that it stands for, of each channel
     * @param sampleRate in Hz
     * @param kind what the headers of all frames of a stream have in common
     */
    record FrameHeader(int size, int samples, int sampleRate, int kind) {

        double seconds() {
            return (double) samples / sampleRate;
        }
    }
}
