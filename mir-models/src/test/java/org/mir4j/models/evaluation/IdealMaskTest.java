// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.evaluation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.mir4j.core.audio.Signal;
import org.mir4j.core.dataset.StemTrack;

class IdealMaskTest {

    private static final int RATE = 8000;
    private static final StemTrack TRACK = new StemTrack("song", Optional.empty(), Map.of("vocals", List.of()));

    @TempDir
    Path folder;

    private SignalFiles files;

    @BeforeEach
    void makeRoom() {
        files = new SignalFiles(folder);
    }

    @AfterEach
    void leave() {
        files.close();
    }

    @ParameterizedTest
    @EnumSource(SeparationSystem.Masks.class)
    void estimatesAreThoseOfScipy(SeparationSystem.Masks kind) throws IOException {
        JsonObject golden = JsonParser.parseString(
                        Files.readString(Path.of("src/test/resources/goldens/ideal-masks.json")))
                .getAsJsonObject();
        JsonArray expected = golden.getAsJsonArray(kind == SeparationSystem.Masks.RATIO ? "ratio" : "binary");
        int step = golden.get("step").getAsInt();
        SongSignals song = song(golden.get("length").getAsInt());
        Map<String, Signal> estimates = estimate(new IdealMask(kind), song);
        int stem = 0;
        for (String name : song.stems().keySet()) {
            float[] samples = Samples.of(estimates.get(name), 0);
            JsonArray values = expected.get(stem++).getAsJsonArray();
            for (int i = 0; i < values.size(); i++) {
                assertEquals(values.get(i).getAsDouble(), samples[i * step], 1e-6, name + " at " + i * step);
            }
        }
    }

    @Test
    void theAccompanimentIsTheSumOfAllButTheVocals() {
        Map<String, Signal> estimates = estimate(new IdealMask(SeparationSystem.Masks.RATIO), song(3000));
        float[] drums = Samples.of(estimates.get("drums"), 0);
        float[] bass = Samples.of(estimates.get("bass"), 0);
        float[] accompaniment = Samples.of(estimates.get("accompaniment"), 0);
        for (int n = 0; n < accompaniment.length; n++) {
            assertEquals(drums[n] + bass[n], accompaniment[n]);
        }
    }

    @Test
    void channelsAreMaskedByThemselves() {
        SongSignals mono = song(3000);
        Map<String, Signal> stems = new LinkedHashMap<>();
        mono.stems().forEach((name, signal) -> stems.put(name, withSilence(signal)));
        SongSignals stereo = new SongSignals(RATE, withSilence(mono.mixture()), stems);
        IdealMask mask = new IdealMask(SeparationSystem.Masks.BINARY);
        Signal estimate = estimate(mask, stereo).get("vocals");
        assertArrayEquals(Samples.of(estimate(mask, mono).get("vocals"), 0), Samples.of(estimate, 1));
        assertArrayEquals(new float[3000], Samples.of(estimate, 0));
    }

    @Test
    void estimatesAreAsLongAsTheSongWhereverItEnds() {
        for (int length : new int[] {1, 500, 1023, 1024, 1025, 2048, 2049}) {
            for (Signal estimate : estimate(new IdealMask(SeparationSystem.Masks.RATIO), song(length))
                    .values()) {
                assertEquals(length, estimate.length());
            }
        }
    }

    @Test
    void theMixtureStandsForEveryTarget() {
        SongSignals song = song(100);
        Map<String, Signal> estimates = estimate(new MixtureBaseline(), song);
        assertEquals(4, estimates.size());
        assertFalse(estimates.values().stream().anyMatch(estimate -> estimate != song.mixture()));
    }

    private Map<String, Signal> estimate(SeparationSystem estimator, SongSignals song) {
        return estimator.estimate(TRACK, song, files).targets();
    }

    private static Signal withSilence(Signal mono) {
        return Signal.of(new float[][] {new float[(int) mono.length()], Samples.of(mono, 0)});
    }

    /** The signals of the golden's script. */
    private static SongSignals song(int length) {
        float[] decaying = new float[length];
        float[] rising = new float[length];
        float[] pulses = new float[length];
        float[] mixture = new float[length];
        for (int n = 0; n < length; n++) {
            decaying[n] = (float) (Math.sin(0.05 * n) * Math.exp(-n / 4000.0));
            rising[n] = (float) (0.5 * Math.sin(0.31 * n + 0.0001 * n * n));
            pulses[n] = n % 1500 < 40 ? 0.8f : 0;
            mixture[n] = (float) ((double) decaying[n] + rising[n] + pulses[n] + 0.01 * Math.cos(1.7 * n));
        }
        Map<String, Signal> stems = new LinkedHashMap<>();
        stems.put("vocals", Samples.mono(decaying));
        stems.put("drums", Samples.mono(rising));
        stems.put("bass", Samples.mono(pulses));
        return new SongSignals(RATE, Samples.mono(mixture), stems);
    }
}
