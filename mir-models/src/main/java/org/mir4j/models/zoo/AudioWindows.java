package org.mir4j.models.zoo;

import java.util.Optional;

/** Cuts samples in memory as {@link org.mir4j.audio.window.Windowing} says of files. */
final class AudioWindows {

    private AudioWindows() {}

    /**
     * @param samples of one channel, at least one
     * @param length of a window
     * @param spread how many windows to spread over the samples; empty for consecutive ones
     * @return the windows, one after the other
     */
    static float[] cut(float[] samples, int length, Optional<Integer> spread) {
        int padded = Math.max(samples.length, length);
        int windows = spread.orElse((padded + length - 1) / length);
        int hop = spread.isPresent() ? (padded - length) / windows : length;
        float[] cut = new float[Math.multiplyExact(windows, length)];
        for (int i = 0; i < windows; i++) {
            int start = (int) Math.min((long) i * hop, padded - length);
            int there = Math.min(length, samples.length - start);
            System.arraycopy(samples, start, cut, i * length, there);
        }
        return cut;
    }
}
