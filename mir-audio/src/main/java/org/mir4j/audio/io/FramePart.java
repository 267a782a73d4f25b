// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.audio.io;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.mir4j.audio.io.FrameSyntax.FrameHeader;

/**
 * A stretch of frames that belong to one recording: all of a file, or one of several that were put behind each other.
 *
 * <p>How many frames damage has taken is what the recording declares and does not have. Where it declares nothing, it is
 * as many as fit into the damaged bytes, unless these have been put between two frames that belong together: then it is
 * the one frame before them, which may be broken. That is told by sizes, if those of the frames around are alike and the
 * bytes no multiple of them, by {@link FramePackets.MainData}, if it mostly fits in the recording, or by {@link FramePackets.AacTrial}. What has been
 * put into the middle of a frame of AAC cannot be told from what was overwritten, and counts as that.
 */
final class FramePart {

    /** Less than this many frames too few or too many are miscounted. */
    private static final int MISCOUNTED = 2;

    /** What is put behind has at most so many, as 12 bits tell its samples. */
    private static final int MOST_FRAMES_BEHIND = 12;

    /** If so many of the frames say so of their neighbours, it means something. */
    private static final double MOSTLY = 0.9;

    /** So many frames before and behind damage are around it. */
    static final int AROUND = 8;

    private final GaplessInfo info;
    private final List<FrameDamage> damages = new ArrayList<>();
    private final int[] recent = new int[AROUND]; // sizes of the last frames
    private long neighbours;
    private long joined; // of the neighbours
    private long frames;
    private long bytes;
    private int smallest = Integer.MAX_VALUE;
    private int largest;
    private int samples;
    private int sampleRate;
    private long[] lost; // counted when first asked for

    FramePart(GaplessInfo info) {
        this.info = info;
    }

    void add(FrameHeader frame) {
        recent[(int) (frames % AROUND)] = frame.size();
        frames++;
        bytes += frame.size();
        smallest = Math.min(smallest, frame.size());
        largest = Math.max(largest, frame.size());
        samples = frame.samples();
        sampleRate = frame.sampleRate();
    }

    /** Says of two frames that follow each other whether they look as if they did. */
    void neighbours(boolean join) {
        neighbours++;
        joined += join ? 1 : 0;
    }

    /** How many bytes the smallest of the last frames has; 0 if they are not of one size but for a byte of padding. */
    int steady() {
        int least = Arrays.stream(recent).min().orElse(0);
        int most = Arrays.stream(recent).max().orElse(0);
        return most - least <= 1 ? least : 0; // 0 too where there are fewer
    }

    void damaged(FrameDamage damage) {
        damages.add(damage);
    }

    GaplessInfo info() {
        return info;
    }

    long frames() {
        return frames;
    }

    /** What a frame of it lasts, in seconds. */
    double frameSeconds() {
        return sampleRate == 0 ? 0 : (double) samples / sampleRate;
    }

    /** How many frames each damage has taken, in their order; asked when all of them are known. */
    long[] lost() {
        if (lost == null) {
            lost = countLost();
        }
        return lost;
    }

    private long[] countLost() {
        double mean = frames == 0 ? 1 : (double) bytes / frames;
        double[] fitting = damages.stream()
                .mapToDouble(damage -> fitting(damage.bytes(), mean))
                .toArray();
        double all = Arrays.stream(fitting).sum();
        double missing = info.frames() - frames;
        boolean declared = missing >= 0 && missing <= all + Math.max(MISCOUNTED, all / 4);
        if (!declared) {
            for (int i = 0; i < fitting.length; i++) {
                fitting[i] = isInserted(damages.get(i)) ? 1 : fitting[i];
            }
            all = Arrays.stream(fitting).sum();
        }
        double taken = declared ? missing : all;
        long[] each = new long[fitting.length];
        double so = 0;
        long given = 0;
        for (int i = 0; i < each.length; i++) {
            so += fitting[i];
            each[i] = Math.round(taken * so / all) - given;
            given += each[i];
        }
        return each;
    }

    /** How many frames fit into damaged bytes, unless all frames are of one size that these are no multiple of. */
    private double fitting(long count, double mean) {
        double fitting = count / mean;
        boolean odd = isConstant() && Math.abs(fitting - Math.rint(fitting)) * mean > FrameDamage.ODD_BYTES;
        return odd ? 1 : fitting;
    }

    private boolean isConstant() {
        return largest - smallest <= 1;
    }

    private boolean isInserted(FrameDamage damage) {
        return !isConstant() && damage.isOdd() || damage.joined() && joined >= MOSTLY * neighbours;
    }

    /** How many frames there are with those that are lost. */
    long length() {
        long length = frames;
        for (long each : lost()) {
            length += each;
        }
        return length;
    }

    /** How long it is, in seconds, without what the encoder has put before and behind. */
    double seconds() {
        long samplesBehind = 0;
        for (long frame = Math.max(0, length() - MOST_FRAMES_BEHIND); frame < length(); frame++) {
            samplesBehind += behind(frame);
        }
        return secondsOf(length() * samples - info.before() - samplesBehind);
    }

    /** How long it would be if nothing were missing at its end, in seconds. */
    double declaredSeconds() {
        return info.frames() <= length()
                ? seconds()
                : secondsOf(info.frames() * samples - info.before() - info.behind());
    }

    /** When the first sample of a frame is played, in seconds from the first that is; before 0 for what is left out. */
    double secondsBefore(long frame) {
        return secondsOf(frame * samples - info.before());
    }

    private double secondsOf(long count) {
        return sampleRate == 0 ? 0 : (double) count / sampleRate;
    }

    /** How many samples of a frame, at its end, the encoder has put behind the last one. */
    int behind(long frame) {
        if (info.frames() < 0 || Math.abs(info.frames() - length()) >= MISCOUNTED || frame >= info.frames()) {
            return 0;
        }
        long end = (frame + 1) * samples;
        return (int) Math.max(0, Math.min(samples, end - (info.frames() * samples - info.behind())));
    }
}
