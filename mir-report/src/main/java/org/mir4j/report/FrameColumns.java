// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.report;

import java.util.ArrayList;
import java.util.List;

/**
 * Frames brought to no more columns than a picture has, as they come: when there are too many, neighbours become their
 * mean. Numbers that are not there (NaN) leave the mean of the others.
 */
final class FrameColumns {

    private final int most;
    private List<float[]> columns = new ArrayList<>();
    private final List<float[]> pending = new ArrayList<>();
    private int framesAColumn = 1;
    private long frames;

    /**
     * @param most how many columns there may be
     */
    FrameColumns(int most) {
        this.most = most;
    }

    void add(float[] frame) {
        frames++;
        pending.add(frame);
        if (pending.size() == framesAColumn) {
            columns.add(mean(pending));
            pending.clear();
        }
        if (columns.size() > 2 * most) {
            halve();
        }
    }

    private void halve() {
        List<float[]> halves = new ArrayList<>();
        for (int i = 0; i + 1 < columns.size(); i += 2) {
            halves.add(mean(columns.subList(i, i + 2)));
        }
        if (columns.size() % 2 == 1) {
            pending.add(columns.get(columns.size() - 1));
        }
        columns = halves;
        framesAColumn *= 2;
    }

    private static float[] mean(List<float[]> frames) {
        float[] mean = new float[frames.get(0).length];
        for (int k = 0; k < mean.length; k++) {
            double sum = 0;
            int count = 0;
            for (float[] frame : frames) {
                if (!Float.isNaN(frame[k])) {
                    sum += frame[k];
                    count++;
                }
            }
            mean[k] = count == 0 ? Float.NaN : (float) (sum / count);
        }
        return mean;
    }

    /** The columns, at least one if there was a frame. */
    List<float[]> columns() {
        List<float[]> all = new ArrayList<>(columns);
        if (all.isEmpty() && !pending.isEmpty()) {
            all.add(mean(pending));
        }
        return all;
    }

    /** How many frames there were. */
    long frames() {
        return frames;
    }
}
