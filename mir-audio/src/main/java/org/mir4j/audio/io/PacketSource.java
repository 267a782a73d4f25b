// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.audio.io;

import java.util.OptionalDouble;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVRational;

/** Where the packets of one audio stream come from, each with the time at which it is to be played. */
interface PacketSource extends AutoCloseable {

    /**
     * Fills a packet with the next one.
     *
     * @return false at the end
     * @throws org.mir4j.core.error.AudioException if the file cannot be read
     */
    boolean read(AVPacket packet);

    /** The unit of the packets' times, which may change on the way. */
    AVRational timeBase();

    /** How long the stream says it is, in seconds; empty if it does not, or what has been read contradicts it. */
    OptionalDouble declaredDuration();

    /** How far the times of packets may be beside the samples before something is missing between them, in seconds. */
    double jitter();

    /** How much less than it declares a whole stream may have, for rounding and padding, in seconds. */
    double rounding();

    /** How many packets could not be read. */
    int unreadable();

    @Override
    void close();
}
