package org.mir4j.models.separation;

import java.util.Arrays;

/** Samples of some channels that wait for their turn: in at the end, out at the beginning. */
final class SampleQueue {

    private static final int FIRST_ROOM = 1 << 16;

    private final float[][] rows;
    private int from;
    private int to;

    SampleQueue(int channels) {
        rows = new float[channels][FIRST_ROOM];
    }

    int length() {
        return to - from;
    }

    void append(float[][] samples) {
        int count = samples[0].length;
        makeRoom(count);
        for (int c = 0; c < rows.length; c++) {
            System.arraycopy(samples[c], 0, rows[c], to, count);
        }
        to += count;
    }

    void appendZeros(int count) {
        makeRoom(count);
        for (float[] row : rows) {
            Arrays.fill(row, to, to + count, 0);
        }
        to += count;
    }

    /** A copy of the first samples, which stay. */
    float[][] first(int count) {
        float[][] copy = new float[rows.length][];
        for (int c = 0; c < rows.length; c++) {
            copy[c] = Arrays.copyOfRange(rows[c], from, from + count);
        }
        return copy;
    }

    void drop(int count) {
        from += count;
    }

    float[][] take(int count) {
        float[][] taken = first(count);
        drop(count);
        return taken;
    }

    private void makeRoom(int count) {
        if (to + count <= rows[0].length) {
            return;
        }
        int length = length();
        int room = Math.max(rows[0].length, 2 * (length + count));
        for (int c = 0; c < rows.length; c++) {
            float[] next = room == rows[c].length ? rows[c] : new float[room];
            System.arraycopy(rows[c], from, next, 0, length);
            rows[c] = next;
        }
        from = 0;
        to = length;
    }
}
