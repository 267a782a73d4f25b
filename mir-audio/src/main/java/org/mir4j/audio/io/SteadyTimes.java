// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.audio.io;

import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_DISCARD;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_move_ref;
import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;
import static org.bytedeco.ffmpeg.global.avutil.av_make_q;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVRational;

/**
 * Packets whose times may be wrong. A packet that lies later than the one before it ends tells of a loss only so far as
 * the packets behind it agree, and as the stream is as long as it declares: one wrong number in a file must not become
 * half an hour of silence. Times that go back for a while are as wrong; those that stay back are of another clock.
 */
final class SteadyTimes implements PacketSource {

    /** So far it is looked ahead, in seconds: a cluster of Matroska, whose packets share one time, lasts 32.8 s at most. */
    private static final double AHEAD = 40;

    private static final int MOST_PACKETS = 8192;
    private static final long MOST_BYTES = 1 << 23;

    /** No packet of a lossy codec lasts as long, in seconds. One that claims to has a wrong time behind it. */
    private static final double LONGEST_PACKET = 1;

    /** A time that is less than this ahead, in seconds, and caught up with, was written late, which is not said. */
    private static final double LATE = 1;

    /** How much later than it declares a stream may end, in seconds. */
    private static final double BEYOND_END = 1;

    /** A loss as long as this, in seconds, is believed only if packets of a second or more agree. */
    private static final double LONG_LOSS = 60;

    private static final double AGREEING = 1;

    private final Path file;
    private final PacketSource source;
    private final Consumer<String> notices;
    private final double jitter;
    private final List<Ahead> ahead = new ArrayList<>();
    private final AVRational timeBase = av_make_q(0, 1);
    private boolean ended;
    private boolean said;
    private double first = Double.NaN; // the time of the first packet
    private double expected; // where the next one should begin
    private double shift; // of a clock that was set, against that of the packets before
    private double wrongest; // the latest time that was wrong, from the first on
    private double usual; // how long the last packet that was read lasts, if it says something sensible

    /** A packet that has been read, its time (NaN without one) and how long it lasts, in seconds. */
    private record Ahead(AVPacket packet, double time, double lasts, int bytes) {}

    /**
     * @param file for messages
     * @param source of the packets, closed with this
     * @param notices receives the first wrong time
     */
    SteadyTimes(Path file, PacketSource source, Consumer<String> notices) {
        this.file = file;
        this.source = source;
        this.notices = notices;
        jitter = source.jitter();
    }

    @Override
    public boolean read(AVPacket packet) {
        if (ahead.isEmpty() && !lookAhead()) {
            return false;
        }
        Ahead next = ahead.remove(0);
        av_packet_move_ref(packet, next.packet());
        av_packet_free(next.packet());
        timeBase.num(packet.time_base().num()).den(packet.time_base().den());
        if (!Double.isNaN(next.time())) {
            settle(packet, next);
        }
        expected += next.lasts();
        return true;
    }

    /** Reads one packet more, if there is one. */
    private boolean lookAhead() {
        if (ended) {
            return false;
        }
        AVPacket packet = av_packet_alloc();
        try {
            ended = !source.read(packet);
        } catch (RuntimeException | Error e) {
            av_packet_free(packet);
            throw e;
        }
        if (ended) {
            av_packet_free(packet);
            return false;
        }
        int num = source.timeBase().num();
        int den = source.timeBase().den();
        packet.time_base().num(num).den(den);
        double duration = (double) packet.duration() * num / den;
        usual = duration > LONGEST_PACKET ? usual : duration;
        double time = packet.pts() == AV_NOPTS_VALUE ? Double.NaN : (double) packet.pts() * num / den;
        ahead.add(new Ahead(packet, time, usual, packet.size()));
        return true;
    }

    /** Gives a packet the time that it is to have. */
    private void settle(AVPacket packet, Ahead read) {
        double time = read.time();
        if (Double.isNaN(first)) {
            first = time;
            expected = time;
        }
        double off = time - shift - expected;
        double agreed = off > jitter ? loss(read, off) : off < -back() && returns(read) ? 0 : off;
        if (agreed != off) {
            say(off);
            wrongest = Math.max(wrongest, time - first);
        }
        if (time - first < wrongest) {
            packet.flags(packet.flags() & ~AV_PKT_FLAG_DISCARD); // FFmpeg leaves out what comes behind a later time
        }
        expected += agreed;
        if (agreed != off || shift != 0) {
            packet.pts(Math.round(expected * timeBase.den() / timeBase.num()));
            packet.dts(packet.pts());
        }
    }

    /** More than this back, in seconds, is no rounding. */
    private double back() {
        return Math.max(1, 2 * jitter);
    }

    /** How much is lost before a packet that comes so much too late: never more than before any that follows. */
    private double loss(Ahead read, double late) {
        double least = late;
        Following following = new Following(read);
        while (least > jitter && following.next()) {
            if (following.late < -back()) {
                break; // another clock
            }
            least = Math.min(least, following.late);
        }
        if (least <= jitter) {
            return 0; // what follows catches up: it was written late, and nothing is missing
        }
        double agreed = least > late - 2 * jitter ? late : least;
        if (agreed > LONG_LOSS && following.place - expected < AGREEING) {
            return 0;
        }
        double end = source.declaredDuration().orElse(Double.POSITIVE_INFINITY) + BEYOND_END;
        boolean isEndKnown = expected - first <= end; // of chained Ogg it may be that of the last link alone
        if (isEndKnown && expected + agreed - first > end) {
            shift += agreed;
            return 0;
        }
        return agreed;
    }

    /** Whether the times behind a packet that comes too early continue those before it. */
    private boolean returns(Ahead read) {
        for (Following following = new Following(read); following.next(); ) {
            if (Math.abs(following.late) <= jitter) {
                return true;
            }
        }
        return false;
    }

    /** The packets behind one, read as far as they are asked for. */
    private final class Following {

        private double place = expected;
        private int count;
        private long bytes;
        private double late; // in seconds, if nothing were lost from the packet on

        Following(Ahead read) {
            place += read.lasts();
        }

        /** Goes on to the next packet that has a time. */
        boolean next() {
            while (place - expected < AHEAD && count < MOST_PACKETS && bytes < MOST_BYTES) {
                if (count == ahead.size() && !lookAhead()) {
                    return false;
                }
                Ahead next = ahead.get(count++);
                bytes += next.bytes();
                late = next.time() - shift - place;
                place += next.lasts();
                if (!Double.isNaN(late)) {
                    return true;
                }
            }
            return false;
        }
    }

    private void say(double off) {
        if (!said && Math.abs(off) >= LATE) {
            said = true;
            notices.accept(file + " has a wrong time at " + Seconds.of(expected - first) + ", "
                    + Seconds.of(Math.abs(off)) + (off > 0 ? " ahead" : " back")
                    + ": what follows or the length that it declares says otherwise. It is passed over.");
        }
    }

    @Override
    public AVRational timeBase() {
        return timeBase.num() == 0 ? source.timeBase() : timeBase;
    }

    /** As the source says, unless it takes its end from times that have turned out to be wrong. */
    @Override
    public OptionalDouble declaredDuration() {
        OptionalDouble declared = source.declaredDuration();
        boolean ofWrongTimes = wrongest > expected - first && Math.abs(declared.orElse(0) - wrongest) < AHEAD;
        return ofWrongTimes ? OptionalDouble.empty() : declared;
    }

    @Override
    public double jitter() {
        return jitter;
    }

    @Override
    public double rounding() {
        return source.rounding();
    }

    @Override
    public int unreadable() {
        return source.unreadable();
    }

    @Override
    public void close() {
        ahead.forEach(read -> av_packet_free(read.packet()));
        ahead.clear();
        timeBase.close();
        source.close();
    }
}
