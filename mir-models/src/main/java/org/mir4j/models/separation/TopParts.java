package org.mir4j.models.separation;

import java.util.ArrayList;
import java.util.List;

/** How much of the frequencies above a model's band belongs to each stem, at any moment: in between frames, in between. */
final class TopParts {

    private final List<float[][][]> pieces = new ArrayList<>(); // each by stem, by channel, by frame
    private long first; // the frame that the first piece begins with
    private long end;

    void append(float[][][] part) {
        pieces.add(part);
        end += part[0][0].length;
    }

    /** Forgets what lies before a frame. */
    void forget(long frame) {
        while (pieces.size() > 1 && first + pieces.get(0)[0][0].length <= frame) {
            first += pieces.get(0)[0][0].length;
            pieces.remove(0);
        }
    }

    /**
     * At times that follow each other; the last frame holds on.
     *
     * @param stem of which stem
     * @param channel of which channel
     * @param from the first time, in frames
     * @param step from one time to the next, in frames
     * @param parts to be filled
     */
    void read(int stem, int channel, double from, double step, float[] parts) {
        long frame = -1;
        float before = 0;
        float change = 0;
        for (int n = 0; n < parts.length; n++) {
            double time = Math.min(end - 1, from + n * step);
            if ((long) time != frame) {
                frame = (long) time;
                before = of(stem, channel, frame);
                change = of(stem, channel, Math.min(end - 1, frame + 1)) - before;
            }
            parts[n] = before + (float) (time - frame) * change;
        }
    }

    private float of(int stem, int channel, long frame) {
        long from = first;
        for (float[][][] part : pieces) {
            int length = part[0][0].length;
            if (frame < from + length) {
                return part[stem][channel][(int) Math.max(0, frame - from)];
            }
            from += length;
        }
        throw new IllegalStateException("frame " + frame + " is not there yet; " + end + " are");
    }
}
