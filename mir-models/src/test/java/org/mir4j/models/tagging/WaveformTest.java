// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.tagging;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mir4j.audio.io.AudioFormat;
import org.mir4j.audio.io.AudioReader;
import org.mir4j.audio.io.AudioTags;
import org.mir4j.audio.io.AudioWriter;
import org.mir4j.core.audio.Waveform;
import org.mir4j.core.error.AudioException;
import org.mir4j.core.error.ModelException;
import org.mir4j.core.tagging.Embeddings;
import org.mir4j.core.tagging.Taggram;
import org.mir4j.models.ModelOptions;
import org.mir4j.models.TinyModel;
import org.mir4j.models.card.ModelCard;
import org.mir4j.models.card.TaggingTask;
import org.mir4j.models.checkpoint.Tensor;
import org.mir4j.models.network.NetworkSettings;
import org.mir4j.models.network.NetworkSettings.PoolingLevel;
import org.mir4j.models.network.PoolingSettings;
import org.mir4j.models.store.InstalledModel;

/** What a model makes of samples in memory: the same as of a file. */
class WaveformTest {

    @TempDir
    static Path directory;

    private static Tagger tagger;

    @BeforeAll
    static void open() {
        InstalledModel model = TinyModel.install(directory.resolve("tiny"), TinyModel.weights());
        tagger = Tagger.load(model, ModelOptions.on(Device.cpu()));
    }

    @AfterAll
    static void close() {
        tagger.close();
    }

    private static Waveform song(int rate, int channels, int length) {
        float[][] rows = new float[channels][];
        float[] signal = SyntheticSignal.samples(rate, length + 100 * channels);
        for (int c = 0; c < channels; c++) {
            rows[c] = Arrays.copyOfRange(signal, 100 * c, 100 * c + length);
        }
        return new Waveform(rows, rate);
    }

    private static Path written(Waveform song) {
        Path file = directory.resolve(song.sampleRate() + "-" + song.channels().length + "-" + song.length() + ".wav");
        try (AudioWriter writer = new AudioWriter(
                file, AudioFormat.WAV_32F, song.sampleRate(), song.channels().length, AudioTags.none())) {
            writer.write(song);
        }
        return file;
    }

    @ParameterizedTest
    @CsvSource({"8000, 1", "8000, 2", "16000, 1", "44100, 2", "44100, 6", "48000, 3", "22050, 8", "8000, 6"})
    void itsTagsAndEmbeddingsAreThoseOfAFileToTheBit(int rate, int channels) {
        Waveform song = song(rate, channels, 3 * rate + 7);
        Path file = written(song);
        assertEquals(song, AudioReader.of(file).readAll());
        assertEquals(tagger.tag(file), tagger.tag(song));
        assertEquals(tagger.embeddings(file), tagger.embeddings(song));
        TaggingOptions spread = TaggingOptions.standard().withWindows(5);
        assertEquals(tagger.tag(file, spread), tagger.tag(song, spread));
    }

    @ParameterizedTest
    @CsvSource({"8000, 1", "8000, 700", "44100, 3000"})
    void whatIsShorterThanAWindowIsFilledUpAsAFileIs(int rate, int length) {
        Waveform song = song(rate, 1, length);
        assertEquals(tagger.tag(written(song)), tagger.tag(song));
    }

    @Test
    void embeddingsAreOneVectorPerWindow() {
        Waveform song = song(TinyModel.SAMPLE_RATE, 1, TinyModel.WINDOW * 5 / 2);
        Taggram taggram = tagger.tag(song);
        Embeddings embeddings = tagger.embeddings(song);
        assertEquals(taggram.windows().size(), embeddings.windows().size());
        for (int i = 0; i < embeddings.windows().size(); i++) {
            assertEquals(
                    taggram.windows().get(i).start(),
                    embeddings.windows().get(i).start());
            assertEquals(
                    taggram.windows().get(i).end(), embeddings.windows().get(i).end());
        }
        assertEquals(taggram.duration(), embeddings.duration());
        float[] vector = embeddings.windows().get(1).vector();
        float[] weights = TinyModel.weights().get("classifier.output.weight").values();
        float[] biases = TinyModel.weights().get("classifier.output.bias").values();
        float[] scores = new float[biases.length];
        for (int k = 0; k < scores.length; k++) {
            double logit = biases[k];
            for (int e = 0; e < vector.length; e++) {
                logit += weights[k * vector.length + e] * vector[e];
            }
            scores[k] = (float) (1 / (1 + Math.exp(-logit)));
        }
        assertArrayEquals(taggram.windows().get(1).scores().values(), scores, 1e-5f);
    }

    @Test
    void aModelThatPoolsScoresHasNoEmbeddings() {
        ModelCard tiny = TinyModel.card("frames");
        TaggingTask task = tiny.tagging();
        NetworkSettings network = new NetworkSettings(
                tiny.layers().encoder(),
                List.of(),
                new PoolingSettings.Mean(),
                PoolingLevel.SCORES,
                NetworkSettings.Classifier.linear(),
                null);
        TaggingTask scoring = new TaggingTask(
                task.windowSeconds(), task.aggregation(), task.shortClips(), task.frontEnd(), network, task.labels());
        Map<String, Tensor> weights = TinyModel.weights();
        weights.put("classifier.output.weight", new Tensor(new long[] {3, 5}, new float[15]));
        Path file = TinyModel.install(directory.resolve("frames"), weights).weightsFile();
        InstalledModel model = new InstalledModel(tiny.like("frames", tiny.source(), scoring), file);
        try (Tagger framewise = Tagger.load(model, ModelOptions.on(Device.cpu()))) {
            Waveform song = song(TinyModel.SAMPLE_RATE, 1, TinyModel.WINDOW);
            assertEquals(1, framewise.tag(song).windows().size());
            String message = assertThrows(ModelException.class, () -> framewise.embeddings(song))
                    .getMessage();
            assertTrue(message.startsWith("The model frames gives no embeddings: "), message);
        }
    }

    @Test
    void whatIsNoSoundIsRefused() {
        assertEquals(
                "The waveform has no samples; expected at least one.",
                assertThrows(AudioException.class, () -> tagger.tag(new Waveform(new float[2][0], 8000)))
                        .getMessage());
        float[] samples = new float[16_000];
        samples[8000] = Float.NaN;
        assertEquals(
                "The waveform holds a sample that is not finite (NaN in channel 1 at 1.00 s); expected numbers, nominally"
                        + " from -1 to 1.",
                assertThrows(AudioException.class, () -> tagger.embeddings(Waveform.mono(samples, 8000)))
                        .getMessage());
        String message = assertThrows(AudioException.class, () -> tagger.tag(Waveform.mono(new float[3], 44_100)))
                .getMessage();
        assertTrue(message.contains("too short to be resampled from 44100 to 8000 Hz: it has 3 samples"), message);
    }
}
