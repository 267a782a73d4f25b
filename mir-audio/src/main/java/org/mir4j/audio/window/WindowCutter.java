// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.audio.window;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Queue;
import java.util.function.LongSupplier;

/** Cuts windows out of samples that arrive in blocks, holding no more than one window of them. */
final class WindowCutter {

    private final int length;
    private final long hop;
    private final long count; // how many windows there are to be; Long.MAX_VALUE for as many as fit
    private final ShortClips shortClips;
    private final float[] latest; // a ring of the last `length` samples
    private final Queue<AudioWindow> cut = new ArrayDeque<>();
    private long position;
    private long made;

    private WindowCutter(int length, long hop, long count, ShortClips shortClips) {
        this.length = length;
        this.hop = hop;
        this.count = count;
        this.shortClips = shortClips;
        latest = new float[length];
    }

    /**
     * @param length of a window, in samples
     * @param windowing where windows start
     * @param shortClips what a window is filled with if there are fewer samples than it has
     * @param samples how many samples there will be; asked only where that decides where windows start
     */
    static WindowCutter of(int length, Windowing windowing, ShortClips shortClips, LongSupplier samples) {
        if (length < 1) {
            throw new IllegalArgumentException("a window has at least one sample, got " + length);
        }
        return windowing instanceof Windowing.Spread spread
                ? spread(length, spread.count(), shortClips, samples.getAsLong())
                : consecutive(length, shortClips);
    }

    static WindowCutter consecutive(int length, ShortClips shortClips) {
        return new WindowCutter(length, length, Long.MAX_VALUE, shortClips);
    }

    static WindowCutter spread(int length, int count, ShortClips shortClips, long samples) {
        return new WindowCutter(length, (Math.max(samples, length) - length) / count, count, shortClips);
    }

    void push(float[] samples) {
        int at = 0;
        while (at < samples.length) {
            long untilCut = made < count ? made * hop + length - position : Long.MAX_VALUE;
            int ring = (int) (position % length);
            int take = (int) Math.min(Math.min(samples.length - at, untilCut), length - ring);
            System.arraycopy(samples, at, latest, ring, take);
            at += take;
            position += take;
            while (made < count && position == made * hop + length) {
                emit();
            }
        }
    }

    /** To be called once, after the last sample. */
    void finish() {
        if (position < length) {
            fillUp();
        } else if (count == Long.MAX_VALUE && position > made * hop) {
            emit();
        }
    }

    private void fillUp() {
        int recorded = (int) position;
        float[] filled = Arrays.copyOf(Arrays.copyOf(latest, recorded), length);
        if (shortClips == ShortClips.LOOPING && recorded > 0) {
            for (int at = recorded; at < length; at += recorded) {
                System.arraycopy(latest, 0, filled, at, Math.min(recorded, length - at));
            }
        }
        long windows = count == Long.MAX_VALUE ? 1 : count;
        while (made < windows) {
            cut.add(new AudioWindow(0, recorded, filled));
            made++;
        }
    }

    /** The window that ends with the latest sample. */
    private void emit() {
        float[] samples = new float[length];
        int oldest = (int) (position % length);
        System.arraycopy(latest, oldest, samples, 0, length - oldest);
        System.arraycopy(latest, 0, samples, length - oldest, oldest);
        cut.add(new AudioWindow(position - length, length, samples));
        made++;
    }

    /** The next window that is ready, or null. */
    AudioWindow poll() {
        return cut.poll();
    }

    /** How many samples have been pushed. */
    long position() {
        return position;
    }
}
