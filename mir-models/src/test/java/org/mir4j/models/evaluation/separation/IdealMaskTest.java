package org.mir4j.models.evaluation.separation;

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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.mir4j.core.audio.Waveform;
import org.mir4j.core.dataset.StemTrack;
import org.mir4j.models.separation.StemAudio;

class IdealMaskTest {

    private static final int RATE = 8000;
    private static final StemTrack TRACK = new StemTrack("song", Optional.empty(), Map.of("vocals", List.of()));

    @ParameterizedTest
    @EnumSource(IdealMask.Kind.class)
    void estimatesAreThoseOfScipy(IdealMask.Kind kind) throws IOException {
        JsonObject golden = JsonParser.parseString(
                        Files.readString(Path.of("src/test/resources/goldens/ideal-masks.json")))
                .getAsJsonObject();
        JsonArray expected = golden.getAsJsonArray(kind == IdealMask.Kind.RATIO ? "ratio" : "binary");
        int step = golden.get("step").getAsInt();
        StemAudio audio = audio(golden.get("length").getAsInt());
        Map<String, Waveform> estimates = new IdealMask(kind).estimate(TRACK, audio);
        int stem = 0;
        for (String name : audio.stems().keySet()) {
            float[] samples = estimates.get(name).channels()[0];
            JsonArray values = expected.get(stem++).getAsJsonArray();
            for (int i = 0; i < values.size(); i++) {
                assertEquals(values.get(i).getAsDouble(), samples[i * step], 1e-6, name + " at " + i * step);
            }
        }
    }

    @Test
    void theAccompanimentIsTheSumOfAllButTheVocals() {
        Map<String, Waveform> estimates = new IdealMask(IdealMask.Kind.RATIO).estimate(TRACK, audio(3000));
        assertArrayEquals(
                StemReader.sum(estimates.get("drums"), estimates.get("bass")).channels()[0],
                estimates.get("accompaniment").channels()[0]);
    }

    @Test
    void channelsAreMaskedByThemselves() {
        StemAudio mono = audio(3000);
        Map<String, Waveform> stems = new LinkedHashMap<>();
        mono.stems().forEach((name, wave) -> stems.put(name, withSilence(wave)));
        StemAudio stereo = new StemAudio(withSilence(mono.mixture()), stems);
        IdealMask mask = new IdealMask(IdealMask.Kind.BINARY);
        float[][] estimate = mask.estimate(TRACK, stereo).get("vocals").channels();
        assertArrayEquals(mask.estimate(TRACK, mono).get("vocals").channels()[0], estimate[1]);
        assertArrayEquals(new float[3000], estimate[0]);
    }

    @Test
    void theMixtureStandsForEveryTarget() {
        StemAudio audio = audio(100);
        Map<String, Waveform> estimates = new MixtureItself().estimate(TRACK, audio);
        assertEquals(4, estimates.size());
        assertFalse(estimates.values().stream().anyMatch(estimate -> estimate != audio.mixture()));
    }

    private static Waveform withSilence(Waveform mono) {
        return new Waveform(new float[][] {new float[mono.length()], mono.channels()[0]}, RATE);
    }

    /** The signals of the golden's script. */
    private static StemAudio audio(int length) {
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
        Map<String, Waveform> stems = new LinkedHashMap<>();
        stems.put("vocals", Waveform.mono(decaying, RATE));
        stems.put("drums", Waveform.mono(rising, RATE));
        stems.put("bass", Waveform.mono(pulses, RATE));
        return new StemAudio(Waveform.mono(mixture, RATE), stems);
    }
}
