// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.audio.window;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Windows cut out of blocks are those cut out of the whole, whatever the sizes. */
class WindowCutterTest {

    private static final int LENGTH = 10;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 10, 11, 25, 1000})
    void consecutiveWindowsAreThoseOfTheWhole(int block) {
        for (int samples = 1; samples <= 64; samples++) {
            List<AudioWindow> windows = cut(WindowCutter.consecutive(LENGTH, ShortClips.PADDING), samples, block);
            check(consecutiveStarts(samples), windows, samples);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 10, 11, 25, 1000})
    void spreadWindowsAreThoseOfTheWhole(int block) {
        for (int samples = 1; samples <= 64; samples++) {
            for (int count : new int[] {1, 3, 16, 60}) {
                List<AudioWindow> windows =
                        cut(WindowCutter.spread(LENGTH, count, ShortClips.PADDING, samples), samples, block);
                check(spreadStarts(samples, count), windows, samples);
            }
        }
    }

    @Test
    void sixteenWindowsOfAClipStartAtMultiplesOfTheSixteenthOfTheRest() {
        int samples = 29 * 160 + 7;
        List<AudioWindow> windows =
                cut(WindowCutter.spread(59049 / 100, 16, ShortClips.PADDING, samples), samples, 1152);
        assertEquals(16, windows.size());
        for (int i = 0; i < 16; i++) {
            assertEquals(i * ((samples - 590) / 16), windows.get(i).start());
        }
    }

    @Test
    void aRecordingShorterThanAWindowIsPaddedWithZeros() {
        List<AudioWindow> windows = cut(WindowCutter.consecutive(LENGTH, ShortClips.PADDING), 4, 3);
        assertEquals(1, windows.size());
        assertEquals(4, windows.get(0).recorded());
        assertArrayEquals(
                new float[] {1, 2, 3, 4, 0, 0, 0, 0, 0, 0}, windows.get(0).samples());
    }

    @Test
    void aMaskedRecordingIsPaddedAndSaysHowMuchOfItIsRecorded() {
        AudioWindow window =
                cut(WindowCutter.consecutive(LENGTH, ShortClips.MASKING), 4, 3).get(0);
        assertEquals(4, window.recorded());
        assertTrue(window.isFilled());
        assertArrayEquals(new float[] {1, 2, 3, 4, 0, 0, 0, 0, 0, 0}, window.samples());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 4, 10})
    void aLoopedRecordingBeginsAgainUntilTheWindowIsFull(int block) {
        List<AudioWindow> consecutive = cut(WindowCutter.consecutive(LENGTH, ShortClips.LOOPING), 4, block);
        List<AudioWindow> spread = cut(WindowCutter.spread(LENGTH, 2, ShortClips.LOOPING, 4), 4, block);
        AudioWindow expected = new AudioWindow(0, 4, new float[] {1, 2, 3, 4, 1, 2, 3, 4, 1, 2});
        assertEquals(List.of(expected), consecutive);
        assertEquals(List.of(expected, expected), spread);
    }

    @Test
    void nothingCanBeLooped() {
        AudioWindow window =
                cut(WindowCutter.consecutive(LENGTH, ShortClips.LOOPING), 0, 1).get(0);
        assertEquals(new AudioWindow(0, 0, new float[LENGTH]), window);
    }

    @Test
    void whatIsAsLongAsAWindowIsNotFilled() {
        for (int samples = LENGTH; samples < 3 * LENGTH; samples++) {
            for (AudioWindow window : cut(WindowCutter.consecutive(LENGTH, ShortClips.LOOPING), samples, 3)) {
                assertFalse(window.isFilled());
            }
        }
    }

    @Test
    void refusesToCutIntoNoWindows() {
        assertThrows(IllegalArgumentException.class, () -> new Windowing.Spread(0));
    }

    private static List<Integer> consecutiveStarts(int samples) {
        List<Integer> starts = new ArrayList<>();
        for (int start = 0; start + LENGTH <= samples; start += LENGTH) {
            starts.add(start);
        }
        if (samples % LENGTH != 0 || samples < LENGTH) {
            starts.add(Math.max(0, samples - LENGTH));
        }
        return starts;
    }

    private static List<Integer> spreadStarts(int samples, int count) {
        int hop = (Math.max(samples, LENGTH) - LENGTH) / count;
        List<Integer> starts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            starts.add(i * hop);
        }
        return starts;
    }

    private static void check(List<Integer> starts, List<AudioWindow> windows, int samples) {
        float[] padded = Arrays.copyOf(ramp(samples), Math.max(samples, LENGTH));
        assertEquals(starts.size(), windows.size(), samples + " samples");
        for (int i = 0; i < starts.size(); i++) {
            int start = starts.get(i);
            assertEquals(start, windows.get(i).start());
            assertEquals(Math.min(samples, LENGTH), windows.get(i).recorded());
            assertArrayEquals(
                    Arrays.copyOfRange(padded, start, start + LENGTH),
                    windows.get(i).samples());
        }
    }

    private static List<AudioWindow> cut(WindowCutter cutter, int samples, int block) {
        List<AudioWindow> windows = new ArrayList<>();
        float[] ramp = ramp(samples);
        for (int at = 0; at < samples; at += block) {
            cutter.push(Arrays.copyOfRange(ramp, at, Math.min(samples, at + block)));
            collect(cutter, windows);
        }
        cutter.finish();
        collect(cutter, windows);
        assertEquals(samples, cutter.position());
        return windows;
    }

    private static void collect(WindowCutter cutter, List<AudioWindow> windows) {
        for (AudioWindow window = cutter.poll(); window != null; window = cutter.poll()) {
            windows.add(window);
        }
    }

    private static float[] ramp(int samples) {
        float[] ramp = new float[samples];
        for (int n = 0; n < samples; n++) {
            ramp[n] = n + 1;
        }
        return ramp;
    }

    @Test
    void windowsAreEqualByTheirSamples() {
        AudioWindow window = new AudioWindow(1, 2, new float[] {1, 2, 0});
        assertEquals(window, new AudioWindow(1, 2, new float[] {1, 2, 0}));
        assertEquals(window.hashCode(), new AudioWindow(1, 2, new float[] {1, 2, 0}).hashCode());
        assertNotEquals(window, new AudioWindow(1, 2, new float[] {1, 3, 0}));
        assertNotEquals(window, new AudioWindow(2, 2, window.samples()));
        assertThrows(IllegalArgumentException.class, () -> new AudioWindow(-1, 2, window.samples()));
        assertThrows(IllegalArgumentException.class, () -> new AudioWindow(0, 4, window.samples()));
    }
}
