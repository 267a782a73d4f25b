// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.audio.io;

import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_DATA_SKIP_SAMPLES;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_get_side_data;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.SizeTPointer;

/**
 * Adds up the samples that an encoder has put behind the last one and that readers are to leave out.
 *
 * <p>LAME leaves such samples in its last packet or in the last two, and FFmpeg's MP3 muxer tells readers only of those
 * in the last: up to 46 too few. So each packet gets those of the packets before it added to its own.
 */
final class EndPadding {

    private static final int SIZE = 10; // of what FFmpeg says: two numbers of 32 bits, little-endian, and two of 8
    private static final int AT_END = 4;

    private int samples;

    void carryOnto(AVPacket packet) {
        try (SizeTPointer size = new SizeTPointer(1)) {
            BytePointer skipped = av_packet_get_side_data(packet, AV_PKT_DATA_SKIP_SAMPLES, size);
            if (skipped != null && size.get() >= SIZE) {
                ByteBuffer told = skipped.capacity(SIZE).asByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
                samples += told.getInt(AT_END);
                told.putInt(AT_END, samples);
            }
        }
    }
}
