package org.mir4j.models.separation;

import java.util.ArrayList;
import java.util.List;

/** How much of the frequencies above a model's band belongs to each stem, at any moment: in between frames, in between. */
final class TopParts {

    private final List<float[][][]> parts = new ArrayList<>(); // each by stem, by channel, by frame
    private long first; // the frame that the first part begins with
    private long end;

    void append(float[][][] part) {
        parts.add(part);
        end += part[0][0].length;
    }

    /** Forgets what lies before a frame. */
    void forget(long frame) {
        while (parts.size() > 1 && first + parts.get(0)[0][0].length <= frame) {
            first += parts.get(0)[0][0].length;
            parts.remove(0);
        }
    }

    /** At a time in frames; the last frame holds on. */
    float at(int stem, int channel, double time) {
        long frame = Math.min(end - 1, (long) time);
        float before = of(stem, channel, frame);
        float after = of(stem, channel, Math.min(end - 1, frame + 1));
        return (float) (before + Math.min(1, time - frame) * (after - before));
    }

    private float of(int stem, int channel, long frame) {
        long from = first;
        for (float[][][] part : parts) {
            int length = part[0][0].length;
            if (frame < from + length) {
                return part[stem][channel][(int) Math.max(0, frame - from)];
            }
            from += length;
        }
        throw new IllegalStateException("frame " + frame + " is not there yet; " + end + " are");
    }
}
