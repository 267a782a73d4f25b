// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.evaluation;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.mir4j.core.audio.Signal;
import org.mir4j.core.audio.Waveform;
import org.mir4j.core.dataset.StemTrack;
import org.mir4j.core.error.DatasetException;

/** Stems by a caller's own code: see {@link SeparationSystem#of(String, Function)}. */
final class SeparatingFunction extends SeparationSystem {

    private final String name;
    private final Function<Waveform, Map<String, Waveform>> separation;

    SeparatingFunction(String name, Function<Waveform, Map<String, Waveform>> separation) {
        this.name = name;
        this.separation = separation;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    Estimates estimate(StemTrack track, SongSignals song, SignalFiles files) {
        Map<String, Signal> estimates = new LinkedHashMap<>();
        separation.apply(whole(track, song)).forEach((stem, wave) -> {
            Signal estimate = Signal.of(wave.channels());
            String found = SongSignals.shape(estimate, wave.sampleRate());
            String expected = SongSignals.shape(song.mixture(), song.sampleRate());
            if (!found.equals(expected)) {
                throw new DatasetException(name + " gives the stem " + stem + " of " + track.id() + " " + found
                        + ", expected " + expected + " as the song has.");
            }
            estimates.put(stem, estimate);
        });
        return Estimates.of(SongSignals.withAccompaniment(estimates));
    }

    private static Waveform whole(StemTrack track, SongSignals song) {
        Signal mixture = song.mixture();
        if (mixture.length() > Integer.MAX_VALUE) {
            throw new DatasetException("The song " + track.id() + " has more samples than a waveform holds: "
                    + SongSignals.shape(mixture, song.sampleRate()) + ".");
        }
        float[][] rows = new float[mixture.channels()][(int) mixture.length()];
        for (int c = 0; c < rows.length; c++) {
            mixture.read(c, 0, rows[c], rows[c].length);
        }
        return new Waveform(rows, song.sampleRate());
    }
}
