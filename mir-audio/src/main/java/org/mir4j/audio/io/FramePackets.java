// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.audio.io;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_AAC;
import static org.bytedeco.ffmpeg.global.avcodec.AV_EF_EXPLODE;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_DATA_SKIP_SAMPLES;
import static org.bytedeco.ffmpeg.global.avcodec.av_new_packet;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_new_side_data;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_decoder;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_frame;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_packet;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_make_q;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.mir4j.audio.io.FrameSyntax.FrameHeader;
import org.mir4j.core.error.AudioException;

/**
 * The frames of MP3 and of AAC in ADTS. Such a file has neither an index nor times, and FFmpeg joins what it finds: here
 * it is gone through once before, so that what damage has taken is known, and the frames behind it keep their times.
 */
final class FramePackets implements PacketSource {

    /** Ticks of a second: a multiple of every rate that such streams have. */
    private static final int TICKS = 28_224_000;

    private static final int SKIP_SIZE = 10;
    private static final int ROUNDING_FRAMES = 2;
    private static final double JITTER = 0.001;

    /** More bytes than these before the first frame or behind the last are said, unless they are zeros. */
    private static final int FOREIGN = 1 << 14;

    /** More recordings behind each other than these are made to fill the memory. */
    private static final int MOST_PARTS = 100_000;

    private final Path file;
    private final FileBytes bytes;
    private final AVRational timeBase = av_make_q(1, TICKS);
    private final List<FramePart> parts = new ArrayList<>();
    private final FrameSyntax syntax;
    private final FrameCursor cursor;
    private FramePart part;
    private int partsBegun;
    private int damagesPassed;
    private long frame; // of the part, with those that are lost
    private double base; // where the part begins, in seconds

    /**
     * Goes through a file.
     *
     * @param file of frames
     * @param syntax of their headers
     * @param notices receives bytes that are no frames where it is not known how many there should be
     * @throws AudioException if it cannot be read
     */
    FramePackets(Path file, FrameSyntax syntax, Consumer<String> notices) {
        this.file = file;
        this.syntax = syntax;
        bytes = FileBytes.open(file);
        cursor = new FrameCursor(bytes, syntax);
        try {
            index(new FrameCursor(bytes, syntax), notices);
        } catch (IOException e) {
            close();
            throw cannotRead(e);
        }
    }

    private void requireFew() {
        if (parts.size() == MOST_PARTS) {
            throw new AudioException(file + " seems to be made of more than " + MOST_PARTS
                    + " recordings put behind each other, which no file of music is; it was not read.");
        }
    }

    private void index(FrameCursor all, Consumer<String> notices) throws IOException {
        MainData before = null;
        while (all.next()) {
            if (all.beginsPart()) {
                if (parts.isEmpty()) {
                    sayForeign("begins", 0, all.damaged(), notices);
                }
                requireFew();
                parts.add(new FramePart(all.info()));
            }
            FramePart current = parts.get(parts.size() - 1);
            MainData data = mainData(all.at(), (int) all.size());
            if (!all.beginsPart() && all.damaged() > 0) {
                int size = current.steady();
                boolean steady = size > 0 && isSteady(size, all.at());
                current.damaged(new FrameDamage(all.damaged(), isJoined(all, data), steady, size));
            } else if (before != null && !all.beginsPart()) {
                current.neighbours(before.isFollowedBy(data));
            }
            before = data;
            if (!all.isInfo()) {
                current.add(all.header());
            }
        }
        boolean counted = !parts.isEmpty() && parts.get(parts.size() - 1).info().frames() >= 0;
        if (!counted && all.lacking() > 0) {
            notices.accept(file + " is cut off: its last frame lacks " + all.lacking() + " bytes.");
        } else if (!counted) {
            sayForeign("ends", bytes.length() - all.damaged(), all.damaged(), notices);
        }
    }

    private MainData mainData(long at, int size) throws IOException {
        return syntax == FrameSyntax.MPEG && size > 0 ? MainData.of(bytes, at, size) : null;
    }

    /** Whether the frames from a place on have a size, or a byte more. */
    private boolean isSteady(int size, long place) throws IOException {
        long at = place;
        for (int i = 0; i < FramePart.AROUND; i++) {
            FrameHeader header = syntax.header(bytes, at);
            if (header == null || header.size() < size || header.size() > size + 1) {
                return false;
            }
            at += header.size();
        }
        return true;
    }

    /** Whether the frames before and behind damage are whole, so that nothing but its bytes has come between them. */
    private boolean isJoined(FrameCursor cursor, MainData behind) throws IOException {
        long broken = cursor.brokenAt();
        int size = cursor.brokenSize();
        if (syntax == FrameSyntax.MPEG) {
            MainData data = mainData(broken, size);
            return data != null && data.isFollowedBy(behind);
        }
        // two bytes of another header are the rest of one that was overwritten
        return size > 0
                && !Arrays.equals(bytes.at(broken, 2), bytes.at(broken + size, 2))
                && AacTrial.isWhole(file, bytes.at(broken, size));
    }

    private void sayForeign(String what, long at, long count, Consumer<String> notices) throws IOException {
        if (count > FOREIGN && bytes.afterZeros(at) < at + count) {
            notices.accept(file + " " + what + " with " + count + " bytes that are no sound; some may have been lost.");
        }
    }

    /** How many frames of sound there are. */
    long frames() {
        return parts.stream().mapToLong(FramePart::frames).sum();
    }

    @Override
    public boolean read(AVPacket packet) {
        try {
            while (cursor.next()) {
                if (cursor.beginsPart()) {
                    base += part == null ? 0 : part.seconds();
                    part = parts.get(partsBegun++);
                    damagesPassed = 0;
                    frame = 0;
                } else if (cursor.damaged() > 0) {
                    frame += part.lost()[damagesPassed++];
                }
                if (!cursor.isInfo()) {
                    fill(packet);
                    return true;
                }
            }
            return false;
        } catch (IOException e) {
            throw cannotRead(e);
        }
    }

    private void fill(AVPacket packet) throws IOException {
        fill(file, packet, bytes.at(cursor.at(), (int) cursor.size()));
        FrameHeader header = cursor.header();
        int before = frame == 0 ? part.info().before() : 0;
        int behind = part.behind(frame);
        if (before > 0 || behind > 0) {
            av_packet_new_side_data(packet, AV_PKT_DATA_SKIP_SAMPLES, SKIP_SIZE)
                    .capacity(SKIP_SIZE)
                    .asByteBuffer()
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putInt(before)
                    .putInt(behind)
                    .putShort((short) 0);
        }
        double start = base + part.secondsBefore(frame);
        packet.pts(Math.round(start * TICKS));
        packet.dts(packet.pts());
        packet.duration(Math.round(header.seconds() * TICKS));
        frame++;
    }

    /** Makes a packet of some bytes. */
    static void fill(Path file, AVPacket packet, byte[] content) {
        if (av_new_packet(packet, content.length) < 0) {
            throw new AudioException(file + " cannot be read: there is no memory for " + content.length + " bytes.");
        }
        packet.data().put(content);
    }

    private AudioException cannotRead(IOException e) {
        return new AudioException(file + " could not be read to its end: " + e.getMessage() + ".", e);
    }

    @Override
    public AVRational timeBase() {
        return timeBase;
    }

    @Override
    public OptionalDouble declaredDuration() {
        return parts.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(
                        parts.stream().mapToDouble(FramePart::declaredSeconds).sum());
    }

    @Override
    public double jitter() {
        return JITTER;
    }

    @Override
    public double rounding() {
        return ROUNDING_FRAMES
                * parts.stream().mapToDouble(FramePart::frameSeconds).max().orElse(0);
    }

    @Override
    public int unreadable() {
        return 0;
    }

    @Override
    public void close() {
        timeBase.close();
        try {
            bytes.close();
        } catch (IOException ignored) {
            // nothing was written
        }
    }

    /**
     * Tries whether a frame of AAC in ADTS is whole. Of frames whose ends were overwritten by chance, the decoder refuses 99
     * of 100.
     */
    private static final class AacTrial {

        private AacTrial() {}

        static boolean isWhole(Path file, byte[] content) {
            AVCodec decoder = avcodec_find_decoder(AV_CODEC_ID_AAC);
            AVCodecContext codec = avcodec_alloc_context3(decoder);
            AVPacket packet = av_packet_alloc();
            AVFrame frame = av_frame_alloc();
            try {
                codec.err_recognition(codec.err_recognition() | AV_EF_EXPLODE);
                if (avcodec_open2(codec, decoder, (AVDictionary) null) < 0) {
                    return false;
                }
                FramePackets.fill(file, packet, content);
                return avcodec_send_packet(codec, packet) >= 0 && avcodec_receive_frame(codec, frame) >= 0;
            } finally {
                av_frame_free(frame);
                av_packet_free(packet);
                avcodec_free_context(codec);
            }
        }
    }

    /**
     * Where the sound of an MP3 frame lies: it may begin in frames before, and what it leaves of its own the next one takes.
     * So a frame tells whether it directly followed another one when it was written.
     *
     * <p>Source: ISO/IEC 11172-3, sections 2.4.1.7 and 2.4.2.7; 13818-3 for the lower rates.
     *
     * @param begin how many bytes before its own its sound begins
     * @param left how many bytes before the end of the frame its sound ends
     */
    private record MainData(int begin, int left) {

        private static final int HEADER = 4;
        private static final int CHECKSUM = 2;
        private static final int LENGTH_BITS = 12;

        /** What a frame says; null if it is none of layer III, or too short. */
        static MainData of(FileBytes bytes, long at, int size) throws IOException {
            int second = bytes.unsigned(at + 1);
            boolean layer3 = (second >> 1 & 3) == 1;
            boolean full = (second >> 3 & 3) == 3; // MPEG-1, else half of its rates or less
            boolean mono = bytes.unsigned(at + 3) >> 6 == 3;
            int header = HEADER + ((second & 1) == 0 ? CHECKSUM : 0);
            int side = full ? mono ? 17 : 32 : mono ? 9 : 17;
            if (!layer3 || size < header + side || at + size > bytes.length()) {
                return null;
            }
            byte[] fields = bytes.at(at + header, side);
            int channels = mono ? 1 : 2;
            int begin = full ? bits(fields, 0, 9) : bits(fields, 0, 8);
            int first = full ? mono ? 18 : 20 : mono ? 9 : 10; // begin, private bits, and what granules share
            int each = full ? 59 : 63;
            int sound = 0;
            for (int granule = 0; granule < (full ? 2 : 1) * channels; granule++) {
                sound += bits(fields, first + granule * each, LENGTH_BITS);
            }
            int own = size - header - side;
            return new MainData(begin, begin + own - (sound + Byte.SIZE - 1) / Byte.SIZE);
        }

        private static int bits(byte[] fields, int from, int count) {
            int value = 0;
            for (int bit = from; bit < from + count; bit++) {
                value = value << 1 | fields[bit / Byte.SIZE] >> Byte.SIZE - 1 - bit % Byte.SIZE & 1;
            }
            return value;
        }

        /** Whether another frame's sound begins where that of this one ends. */
        boolean isFollowedBy(MainData next) {
            return next != null && left == next.begin;
        }
    }
}
