// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.audio.io;

import static org.bytedeco.ffmpeg.global.avcodec.av_new_packet;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avutil.av_make_q;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.LongUnaryOperator;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Packets of 20 ms, whose times are in milliseconds here: which times are believed, and which are passed over. */
class SteadyTimesTest {

    private static final int PACKETS = 3000;
    private static final long LASTS = 20;
    private static final long HALF_AN_HOUR = 1_800_000;
    private static final OptionalDouble UNKNOWN = OptionalDouble.empty();

    private final List<String> said = new ArrayList<>();
    private double jitter = 0.005;

    @Test
    void timesThatGoOnAreLeftAsTheyAre() {
        assertEquals(0, changed(UNKNOWN, n -> LASTS * n));
        assertEquals(0, changed(UNKNOWN, n -> 7000 + LASTS * n));
        assertEquals(List.of(), said);
    }

    @Test
    void oneThatIsAheadIsPassedOver() {
        isRight(times(UNKNOWN, n -> LASTS * n + (n == 1000 ? HALF_AN_HOUR : 0)));
        assertTrue(said.get(0).contains(" has a wrong time at 20.00 s, 1800.00 s ahead"), said.get(0));
        assertEquals(1, said.size());
    }

    @Test
    void soAreThoseOfAWholePageOrCluster() {
        isRight(times(UNKNOWN, n -> LASTS * n + (n >= 1000 && n < 2500 ? HALF_AN_HOUR : 0)));
        isRight(times(UNKNOWN, n -> LASTS * n + (n >= 2000 && n % 100 == 0 ? n * 777 : 0)));
        isRight(times(UNKNOWN, n -> LASTS * n + (n == 1000 ? 500 : 0)));
    }

    @Test
    void soIsOneThatIsBack() {
        isRight(times(UNKNOWN, n -> LASTS * n - (n == 1000 ? 15_000 : 0)));
        isRight(times(UNKNOWN, n -> n == 1000 ? 0 : LASTS * n));
    }

    @Test
    void aLossThatWhatFollowsAgreesWithIsOne() {
        assertEquals(0, changed(UNKNOWN, n -> LASTS * n + (n >= 1000 ? 2000 : 0)));
        assertEquals(0, changed(UNKNOWN, n -> LASTS * n + (n >= 1000 ? 2000 : 0) + (n >= 1100 ? 700 : 0)));
        assertEquals(0, changed(UNKNOWN, n -> LASTS * n + (n >= 1000 ? HALF_AN_HOUR : 0)));
        assertEquals(0, changed(UNKNOWN, n -> LASTS * n + (n >= PACKETS - 1 ? 2000 : 0)));
        assertEquals(List.of(), said);
    }

    @Test
    void aWrongTimeBesideALossLeavesTheLoss() {
        List<Long> times = times(UNKNOWN, n -> LASTS * n + (n >= 1000 ? 2000 : 0) + (n == 1000 ? HALF_AN_HOUR : 0));
        for (int n = 0; n < PACKETS; n++) {
            assertEquals(LASTS * n + (n >= 1000 ? 2000 : 0), times.get(n));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {150, 250, 350, 2000})
    void packetsThatAreWrittenLateAndCaughtUpWithAreNoLoss(long late) {
        jitter = 0.1;
        List<Long> times = times(UNKNOWN, n -> Math.max(LASTS * n, n < 1000 ? 0 : LASTS * 1000 + late));
        for (int n = 0; n < PACKETS; n++) {
            assertEquals(LASTS * n, times.get(n), n < 1000 || n > 1000 + late / LASTS ? 0 : 1000 * jitter);
        }
        assertEquals(late < 1000 ? 0 : 1, said.size());
    }

    @Test
    void aLossBehindADeclaredEndThatIsPassedIsOne() {
        assertEquals(0, changed(OptionalDouble.of(10), n -> LASTS * n + (n >= 1000 ? 2000 : 0)));
    }

    @Test
    void aWrongTimeWithinTheStreamLeavesTheDeclaredEnd() {
        OptionalDouble declared = OptionalDouble.of(90);
        try (SteadyTimes steady = steady(declared, n -> LASTS * n + (n >= 1000 && n < 1100 ? 2000 : 0))) {
            readAll(steady);
            assertEquals(declared, steady.declaredDuration());
        }
    }

    @Test
    void noLossGoesBeyondTheEndThatIsDeclared() {
        isRight(times(OptionalDouble.of(60), n -> LASTS * n + (n >= 1000 ? HALF_AN_HOUR : 0)));
        assertEquals(1, said.size());
        assertEquals(0, changed(OptionalDouble.of(62), n -> LASTS * n + (n >= 1000 ? 2000 : 0)));
    }

    @Test
    void aLongLossBeforeTheLastPacketsIsNotBelieved() {
        isRight(times(UNKNOWN, n -> LASTS * n + (n >= PACKETS - 20 ? HALF_AN_HOUR : 0)));
    }

    @Test
    void anotherRecordingBehindTheFirstHasItsOwnTimes() {
        assertEquals(0, changed(UNKNOWN, n -> LASTS * (n % 1500)));
        assertEquals(List.of(), said);
    }

    @Test
    void anEndThatComesFromAWrongTimeIsNotDeclared() {
        OptionalDouble declared = OptionalDouble.of(1822);
        try (SteadyTimes steady = steady(declared, n -> LASTS * n + (n == 1000 ? HALF_AN_HOUR : 0))) {
            assertEquals(declared, steady.declaredDuration());
            readAll(steady);
            assertEquals(UNKNOWN, steady.declaredDuration());
        }
    }

    private static void isRight(List<Long> times) {
        for (int n = 0; n < PACKETS; n++) {
            assertEquals(LASTS * n, times.get(n), "packet " + n);
        }
    }

    private long changed(OptionalDouble declared, LongUnaryOperator time) {
        List<Long> times = times(declared, time);
        long changed = 0;
        for (int n = 0; n < PACKETS; n++) {
            changed += times.get(n) == time.applyAsLong(n) ? 0 : 1;
        }
        return changed;
    }

    private List<Long> times(OptionalDouble declared, LongUnaryOperator time) {
        try (SteadyTimes steady = steady(declared, time)) {
            return readAll(steady);
        }
    }

    private SteadyTimes steady(OptionalDouble declared, LongUnaryOperator time) {
        Ffmpeg.load();
        said.clear();
        return new SteadyTimes(Path.of("some.ogg"), new Numbered(declared, time, jitter), said::add);
    }

    private static List<Long> readAll(PacketSource source) {
        List<Long> times = new ArrayList<>();
        AVPacket packet = av_packet_alloc();
        while (source.read(packet)) {
            assertEquals(times.size(), packet.data().getInt());
            times.add(packet.pts());
            av_packet_unref(packet);
        }
        av_packet_free(packet);
        assertEquals(PACKETS, times.size());
        return times;
    }

    /** Packets that hold their own number. */
    private static final class Numbered implements PacketSource {

        private final OptionalDouble declared;
        private final LongUnaryOperator time;
        private final double jitter;
        private final AVRational timeBase = av_make_q(1, 1000);
        private int next;

        Numbered(OptionalDouble declared, LongUnaryOperator time, double jitter) {
            this.declared = declared;
            this.jitter = jitter;
            this.time = time;
        }

        @Override
        public boolean read(AVPacket packet) {
            if (next == PACKETS) {
                return false;
            }
            av_new_packet(packet, Integer.BYTES);
            packet.data().putInt(next);
            packet.pts(time.applyAsLong(next++)).duration(LASTS);
            return true;
        }

        @Override
        public AVRational timeBase() {
            return timeBase;
        }

        @Override
        public OptionalDouble declaredDuration() {
            return declared;
        }

        @Override
        public double jitter() {
            return jitter;
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
            timeBase.close();
        }
    }
}
