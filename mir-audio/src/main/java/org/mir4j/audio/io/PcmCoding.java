// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.audio.io;

import java.nio.ByteOrder;
import java.util.Optional;
import org.bytedeco.ffmpeg.global.avcodec;

/** How one sample stands in the bytes of a file. Where bits are fewer than the bytes hold, they are the upper ones. */
enum PcmCoding {
    U8(1),
    S8(1),
    S16LE(2),
    S16BE(2),
    S24LE(3),
    S24BE(3),
    S32LE(4),
    S32BE(4),
    S64LE(8),
    S64BE(8),
    F32LE(4),
    F32BE(4),
    F64LE(8),
    F64BE(8),
    A_LAW(1),
    MU_LAW(1);

    private final int bytes;

    PcmCoding(int bytes) {
        this.bytes = bytes;
    }

    /** Of one sample. */
    int bytes() {
        return bytes;
    }

    /** Signed integers, 2 to 8 bytes each; empty if nobody writes such. */
    static Optional<PcmCoding> signed(int bytes, ByteOrder order) {
        boolean little = order == ByteOrder.LITTLE_ENDIAN;
        return switch (bytes) {
            case 1 -> Optional.of(S8);
            case 2 -> Optional.of(little ? S16LE : S16BE);
            case 3 -> Optional.of(little ? S24LE : S24BE);
            case 4 -> Optional.of(little ? S32LE : S32BE);
            case 8 -> Optional.of(little ? S64LE : S64BE);
            default -> Optional.empty();
        };
    }

    /** IEEE floats of 4 or 8 bytes each; empty if nobody writes such. */
    static Optional<PcmCoding> floating(int bytes, ByteOrder order) {
        boolean little = order == ByteOrder.LITTLE_ENDIAN;
        return switch (bytes) {
            case 4 -> Optional.of(little ? F32LE : F32BE);
            case 8 -> Optional.of(little ? F64LE : F64BE);
            default -> Optional.empty();
        };
    }

    /** FFmpeg's number for it. */
    int codec() {
        return switch (this) {
            case U8 -> avcodec.AV_CODEC_ID_PCM_U8;
            case S8 -> avcodec.AV_CODEC_ID_PCM_S8;
            case S16LE -> avcodec.AV_CODEC_ID_PCM_S16LE;
            case S16BE -> avcodec.AV_CODEC_ID_PCM_S16BE;
            case S24LE -> avcodec.AV_CODEC_ID_PCM_S24LE;
            case S24BE -> avcodec.AV_CODEC_ID_PCM_S24BE;
            case S32LE -> avcodec.AV_CODEC_ID_PCM_S32LE;
            case S32BE -> avcodec.AV_CODEC_ID_PCM_S32BE;
            case S64LE -> avcodec.AV_CODEC_ID_PCM_S64LE;
            case S64BE -> avcodec.AV_CODEC_ID_PCM_S64BE;
            case F32LE -> avcodec.AV_CODEC_ID_PCM_F32LE;
            case F32BE -> avcodec.AV_CODEC_ID_PCM_F32BE;
            case F64LE -> avcodec.AV_CODEC_ID_PCM_F64LE;
            case F64BE -> avcodec.AV_CODEC_ID_PCM_F64BE;
            case A_LAW -> avcodec.AV_CODEC_ID_PCM_ALAW;
            case MU_LAW -> avcodec.AV_CODEC_ID_PCM_MULAW;
        };
    }
}
