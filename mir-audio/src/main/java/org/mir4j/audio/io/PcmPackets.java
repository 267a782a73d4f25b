// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.audio.io;

import static org.bytedeco.ffmpeg.global.avutil.av_make_q;

import java.io.IOException;
import java.nio.file.Path;
import java.util.OptionalDouble;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.mir4j.core.error.AudioException;

/** Samples that stand in a file as they are, cut into packets. */
final class PcmPackets implements PacketSource {

    private static final int FRAMES = 4096;

    private final Path file;
    private final PcmHeader header;
    private final FileBytes bytes;
    private final AVRational timeBase;
    private long done;

    PcmPackets(Path file, PcmHeader header) {
        this.file = file;
        this.header = header;
        timeBase = av_make_q(1, header.sampleRate());
        bytes = FileBytes.open(file);
    }

    @Override
    public boolean read(AVPacket packet) {
        int frame = header.frameBytes();
        int size = (int) Math.min((long) FRAMES * frame, header.bytes() - done);
        if (size <= 0) {
            return false;
        }
        byte[] samples;
        try {
            samples = bytes.at(header.at() + done, size);
        } catch (IOException e) {
            throw cannotRead(e);
        }
        FramePackets.fill(file, packet, samples);
        packet.pts(done / frame);
        packet.dts(done / frame);
        packet.duration(size / frame);
        done += size;
        return true;
    }

    private AudioException cannotRead(IOException e) {
        return new AudioException(
                file + " could not be read to its end: after "
                        + Seconds.of((double) (done / header.frameBytes()) / header.sampleRate()) + ": "
                        + e.getMessage() + ".",
                e);
    }

    @Override
    public AVRational timeBase() {
        return timeBase;
    }

    @Override
    public OptionalDouble declaredDuration() {
        return OptionalDouble.of(header.seconds());
    }

    @Override
    public double jitter() {
        return Double.POSITIVE_INFINITY; // nothing can be missing in between
    }

    @Override
    public double rounding() {
        return 0;
    }

    @Override
    public int unreadable() {
        return 0;
    }

    @Override
    public void close() {
        try {
            bytes.close();
        } catch (IOException ignored) {
            // nothing was written
        }
        timeBase.close();
    }
}
