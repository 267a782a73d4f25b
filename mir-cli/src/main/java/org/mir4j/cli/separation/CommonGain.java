package org.mir4j.cli.separation;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.mir4j.audio.io.AudioFormat;
import org.mir4j.core.audio.Waveform;

/**
 * The one gain of all stems of a song: 1, unless one of them would clip.
 *
 * @param factor at most 1
 * @param loudest the stem with the largest sample
 * @param format of the files
 */
record CommonGain(float factor, String loudest, AudioFormat format) {

    /** The largest gain that lets nothing clip. */
    static CommonGain of(Map<String, Float> peaks, AudioFormat format) {
        Map.Entry<String, Float> loudest =
                peaks.entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow();
        float peak = loudest.getValue();
        // rounded down, so that the peak does not come out a rounding above the largest sample
        float factor = peak <= format.largest() ? 1 : Math.nextDown(format.largest() / peak);
        return new CommonGain(factor, loudest.getKey(), format);
    }

    static Waveform applied(float gain, Waveform block) {
        if (gain == 1) {
            return block;
        }
        float[][] rows = new float[block.channels().length][block.length()];
        for (int c = 0; c < rows.length; c++) {
            for (int n = 0; n < rows[c].length; n++) {
                rows[c][n] = gain * block.channels()[c][n];
            }
        }
        return new Waveform(rows, block.sampleRate());
    }

    /** What to say of it, if it is not 1. */
    Optional<String> notice(Path song) {
        if (factor == 1) {
            return Optional.empty();
        }
        double decibels = -20 * Math.log10(factor);
        String softer = decibels < 0.05 ? "less than 0.1" : String.format(Locale.ROOT, "%.1f", decibels);
        boolean wav = format.container().equals("wav");
        String where = format.bits().isEmpty() ? "in MP3" : "at " + format.bits() + " bits";
        return Optional.of(song + ": all stems are " + softer + " dB softer than in the song, since " + loudest
                + " would clip " + where + "; " + (wav ? "" : "--format wav ") + "--bits 32f keeps the level.");
    }
}
