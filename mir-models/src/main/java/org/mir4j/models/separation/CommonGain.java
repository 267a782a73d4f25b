// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.separation;

import java.util.Map;
import org.mir4j.audio.io.AudioFormat;

/**
 * The one gain of all stems of a song: 1, unless one of them would clip.
 *
 * @param factor at most 1
 * @param loudest the stem with the largest sample
 * @param format of the files
 */
public record CommonGain(float factor, String loudest, AudioFormat format) {

    /** The largest gain that lets nothing clip. */
    static CommonGain of(Map<String, Float> peaks, AudioFormat format) {
        Map.Entry<String, Float> loudest =
                peaks.entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow();
        float peak = loudest.getValue();
        // rounded down, so that the peak does not come out a rounding above the largest sample
        float factor = peak <= format.largest() ? 1 : Math.nextDown(format.largest() / peak);
        return new CommonGain(factor, loudest.getKey(), format);
    }

    /**
     * How much softer the stems are than in the song.
     *
     * @return in dB, at least 0
     */
    public double attenuation() {
        return factor == 1 ? 0 : -20 * Math.log10(factor);
    }
}
