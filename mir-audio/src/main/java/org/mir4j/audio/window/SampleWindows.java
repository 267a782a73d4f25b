// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.audio.window;

import java.util.ArrayList;
import java.util.List;

/** Windows of samples that are in memory already. */
public final class SampleWindows {

    private SampleWindows() {}

    /**
     * Cuts samples as {@link WindowReader} cuts a file with the same samples.
     *
     * @param samples of one channel
     * @param length of a window, in samples
     * @param windowing where the windows start
     * @param shortClips what a window is filled with if there are fewer samples than it has
     * @return the windows, in order
     */
    public static List<AudioWindow> cut(float[] samples, int length, Windowing windowing, ShortClips shortClips) {
        WindowCutter cutter = WindowCutter.of(length, windowing, shortClips, () -> samples.length);
        cutter.push(samples);
        cutter.finish();
        List<AudioWindow> windows = new ArrayList<>();
        for (AudioWindow window = cutter.poll(); window != null; window = cutter.poll()) {
            windows.add(window);
        }
        return windows;
    }
}
