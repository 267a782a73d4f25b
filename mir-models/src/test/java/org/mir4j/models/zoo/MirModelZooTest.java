// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.zoo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Application;
import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.ModelException;
import ai.djl.inference.Predictor;
import ai.djl.modality.Classifications;
import ai.djl.modality.audio.Audio;
import ai.djl.repository.zoo.Criteria;
import ai.djl.repository.zoo.ModelNotFoundException;
import ai.djl.repository.zoo.ModelZoo;
import ai.djl.repository.zoo.ZooModel;
import ai.djl.translate.TranslateException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mir4j.audio.home.NativeCaches;
import org.mir4j.audio.window.ShortClips;
import org.mir4j.core.audio.Waveform;
import org.mir4j.core.tagging.TagScores;
import org.mir4j.models.ModelOptions;
import org.mir4j.models.TinyModel;
import org.mir4j.models.TinySeparator;
import org.mir4j.models.card.CardJson;
import org.mir4j.models.card.MaskingTask.Segment;
import org.mir4j.models.card.ModelCard;
import org.mir4j.models.checkpoint.Tensor;
import org.mir4j.models.separation.Separator;
import org.mir4j.models.separation.StemAudio;
import org.mir4j.models.store.InstalledModel;
import org.mir4j.models.store.ModelStore;
import org.mir4j.models.tagging.PublishedModels;
import org.mir4j.models.tagging.SyntheticSignal;
import org.mir4j.models.tagging.Tagger;
import org.mir4j.models.tagging.TaggingOptions;
import org.mir4j.models.tagging.WavFile;

/** Models as users of DJL find and use them. */
class MirModelZooTest {

    private static final int SAMPLES = TinyModel.WINDOW * 7 / 2;
    private static final String HOME = "mir.home";

    @TempDir
    Path home;

    private float[] signal;

    @BeforeEach
    void install() {
        NativeCaches.prepare(); // natives stay where they are unpacked already
        System.setProperty(HOME, home.toString());
        TinyModel.install(home.resolve("models/tiny"), TinyModel.weights());
        signal = SyntheticSignal.samples(TinyModel.SAMPLE_RATE, SAMPLES);
    }

    @AfterEach
    void forget() {
        System.clearProperty(HOME);
    }

    private static Criteria.Builder<Audio, Classifications> criteria(String model) {
        return Criteria.builder()
                .setTypes(Audio.class, Classifications.class)
                .optGroupId("org.mir4j")
                .optArtifactId(model);
    }

    private static Classifications predict(Criteria<Audio, Classifications> criteria, Audio audio)
            throws IOException, ModelException, TranslateException {
        try (ZooModel<Audio, Classifications> model = criteria.loadModel();
                Predictor<Audio, Classifications> predictor = model.newPredictor()) {
            return predictor.predict(audio);
        }
    }

    private Audio mono() {
        return new Audio(signal, TinyModel.SAMPLE_RATE, 1);
    }

    private TagScores tagged(TaggingOptions options) {
        Path file = WavFile.write(home.resolve("song.wav"), TinyModel.SAMPLE_RATE, signal);
        ModelStore store = new ModelStore(home, Optional.empty());
        try (Tagger tagger = Tagger.load(store.require("tiny"), ModelOptions.on(Device.cpu()))) {
            return tagger.tag(file, options).scores();
        }
    }

    private static void requireSame(TagScores expected, Classifications found) {
        assertEquals(expected.tags(), found.getClassNames());
        for (int k = 0; k < expected.values().length; k++) {
            assertEquals(expected.values()[k], found.getProbabilities().get(k), 1e-6);
        }
    }

    @Test
    void theZooRegistersItselfAndListsItsModels() {
        ModelZoo zoo = ModelZoo.getModelZoo("org.mir4j");
        assertInstanceOf(MirModelZoo.class, zoo);
        List<String> names = new ArrayList<>();
        zoo.getModelLoaders().forEach(loader -> names.add(loader.getArtifactId()));
        assertTrue(names.containsAll(List.of("msd-fcn", "audioset-mn04", "tiny")), names.toString());
        assertEquals("tiny", zoo.getModelLoader("tiny").getArtifactId());
        assertNull(zoo.getModelLoader("absent"));
        assertTrue(ModelZoo.listModels().get(Application.Audio.ANY).stream()
                .anyMatch(mrl -> mrl.getArtifactId().equals("tiny")));
    }

    @Test
    void aZooDoesNothingBeforeItIsUsed() {
        MirModelZoo zoo = new MirModelZoo(() -> {
            throw new AssertionError("the store was asked for");
        });
        assertEquals("org.mir4j", zoo.getGroupId());
        assertEquals(1, zoo.getSupportedEngines().size());
    }

    @Test
    void aStoreThatCannotBeReadStandsInNobodysWay() throws IOException {
        Path file = Files.writeString(home.resolve("models.txt"), "");
        Files.createDirectory(home.resolve("home"));
        Files.createSymbolicLink(home.resolve("home/models"), file);
        System.setProperty(HOME, home.resolve("home").toString());
        assertEquals(
                ModelStore.fromEnvironment().publishedNames().size(),
                ModelZoo.getModelZoo("org.mir4j").getModelLoaders().size());
    }

    @Test
    void scoresAreTheTaggers() throws Exception {
        requireSame(tagged(TaggingOptions.standard()), predict(criteria("tiny").build(), mono()));
        requireSame(
                tagged(TaggingOptions.standard().withWindows(4)),
                predict(criteria("tiny").optArgument("windows", 4).build(), mono()));
    }

    @ParameterizedTest
    @EnumSource(ShortClips.class)
    void shortAudioIsFilledUpAsFilesAre(ShortClips shortClips) throws Exception {
        ModelCard tiny = TinyModel.card("tiny");
        ModelCard card = tiny.like("tiny", tiny.source(), tiny.tagging().with(shortClips));
        Files.writeString(home.resolve("models/tiny/model.json"), CardJson.write(card));
        signal = Arrays.copyOf(signal, 700);
        requireSame(tagged(TaggingOptions.standard()), predict(criteria("tiny").build(), mono()));
        requireSame(
                tagged(TaggingOptions.standard().withWindows(3)),
                predict(criteria("tiny").optArgument("windows", "3").build(), mono()));
    }

    @Test
    void longAudioIsScoredInBatches() throws Exception {
        signal = SyntheticSignal.samples(TinyModel.SAMPLE_RATE, 160 * TinyModel.WINDOW + 5);
        requireSame(tagged(TaggingOptions.standard()), predict(criteria("tiny").build(), mono()));
    }

    @Test
    void stereoIsMixedToTheMean() throws Exception {
        float[] stereo = new float[2 * signal.length];
        for (int n = 0; n < signal.length; n++) {
            stereo[2 * n] = signal[n] + 0.25f;
            stereo[2 * n + 1] = signal[n] - 0.25f;
        }
        Classifications expected = predict(criteria("tiny").build(), mono());
        Classifications found = predict(criteria("tiny").build(), new Audio(stereo, TinyModel.SAMPLE_RATE, 2));
        for (int k = 0; k < TinyModel.LABELS.size(); k++) {
            assertEquals(
                    expected.getProbabilities().get(k), found.getProbabilities().get(k), 1e-5);
        }
    }

    @Test
    void otherRatesAreResampledAsFilesAre() throws Exception {
        float[] fast = SyntheticSignal.samples(44100, 44100);
        Path file = WavFile.write(home.resolve("fast.wav"), 44100, fast);
        try (Tagger tagger = Tagger.load(ModelStore.fromEnvironment().require("tiny"), ModelOptions.on(Device.cpu()))) {
            requireSame(tagger.tag(file).scores(), predict(criteria("tiny").build(), new Audio(fast, 44100, 1)));
        }
    }

    @Test
    void aPredictorTakesSeveralAtOnceAndKeepsNothing() throws Exception {
        try (ZooModel<Audio, Classifications> model = criteria("tiny").build().loadModel();
                Predictor<Audio, Classifications> predictor = model.newPredictor()) {
            Audio half = new Audio(Arrays.copyOf(signal, SAMPLES / 2), TinyModel.SAMPLE_RATE, 1);
            List<Classifications> both = predictor.batchPredict(List.of(mono(), half));
            int before = model.getNDManager().getManagedArrays().size();
            assertEquals(
                    both.get(0).getProbabilities(), predictor.predict(mono()).getProbabilities());
            assertEquals(both.get(1).getProbabilities(), predictor.predict(half).getProbabilities());
            assertEquals(before, model.getNDManager().getManagedArrays().size());
            assertEquals(home.resolve("models/tiny").toAbsolutePath(), model.getModelPath());
            assertEquals("tiny", model.getName());
            assertEquals(
                    List.of(1L, (long) TinyModel.WINDOW),
                    Arrays.stream(model.describeInput().valueAt(0).getShape())
                            .boxed()
                            .toList());
        }
    }

    @Test
    void topIsHowManyTagsAreShown() throws Exception {
        Classifications tags = predict(criteria("tiny").optArgument("topK", 2.0).build(), mono());
        assertEquals(2, tags.topK().size());
        assertEquals(3, tags.items().size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "1.5", "many", "1e30", "NaN"})
    void argumentsThatMakeNoSenseAreRefused(String value) {
        for (String argument : List.of("windows", "topK")) {
            String message = assertThrows(IllegalArgumentException.class, () -> criteria("tiny")
                            .optArgument(argument, value)
                            .build()
                            .loadModel())
                    .getMessage();
            assertTrue(message.contains(argument) && message.contains("'" + value + "'"), message);
        }
    }

    @Test
    void audioThatDoesNotFitIsRefused() throws Exception {
        float[] broken = {0, Float.NaN};
        try (ZooModel<Audio, Classifications> model = criteria("tiny").build().loadModel();
                Predictor<Audio, Classifications> predictor = model.newPredictor()) {
            assertTrue(refusal(predictor, new Audio(signal)).contains("whole Hz, got 0.0"));
            assertTrue(refusal(predictor, new Audio(signal, 22050.5f, 1)).contains("22050.5"));
            assertTrue(refusal(predictor, new Audio(new float[2], 44100, 1)).contains("too short"));
            assertTrue(refusal(predictor, new Audio(new float[3], 8000, 2)).contains("3 samples of 2"));
            assertTrue(refusal(predictor, new Audio(new float[0], 8000, 1)).contains("0 samples"));
            assertTrue(refusal(predictor, new Audio(signal, 8000, 0)).contains("0 channels"));
            assertTrue(refusal(predictor, new Audio(broken, 8000, 1)).contains("sample 1"));
        }
    }

    private static String refusal(Predictor<Audio, Classifications> predictor, Audio audio) {
        Throwable cause = assertThrows(TranslateException.class, () -> predictor.predict(audio))
                .getCause();
        return assertInstanceOf(IllegalArgumentException.class, cause).getMessage();
    }

    @ParameterizedTest
    @CsvSource({"16000, 1", "44100, 2", "22050, 3"})
    void stemsAreTheSeparatorsToTheBit(int rate, int channels) throws Exception {
        InstalledModel separator = TinySeparator.install(
                home.resolve("models/tiny-separator"), TinySeparator.task(2, new Segment(96, 48)));
        float[] data = SyntheticSignal.samples(rate, channels * rate);
        float[][] rows = new float[channels][rate];
        for (int i = 0; i < data.length; i++) {
            rows[i % channels][i / channels] = data[i];
        }
        Criteria<Audio, StemAudio> criteria = Criteria.builder()
                .setTypes(Audio.class, StemAudio.class)
                .optGroupId("org.mir4j")
                .optArtifactId("tiny-separator")
                .optDevice(Device.cpu())
                .build();
        try (ZooModel<Audio, StemAudio> model = criteria.loadModel();
                Predictor<Audio, StemAudio> predictor = model.newPredictor();
                Separator expected = Separator.load(separator, ModelOptions.on(Device.cpu()))) {
            StemAudio stems = expected.separate(new Waveform(rows, rate));
            assertEquals(stems, predictor.predict(new Audio(data, rate, channels)));
            int before = model.getNDManager().getManagedArrays().size();
            assertEquals(stems, predictor.predict(new Audio(data, rate, channels)));
            assertEquals(before, model.getNDManager().getManagedArrays().size());
        }
        assertThrows(
                ModelNotFoundException.class,
                () -> criteria("tiny-separator").build().loadModel());
    }

    @Test
    void whatIsNoNumberNeverBecomesAProbability() throws Exception {
        Map<String, Tensor> weights = TinyModel.weights();
        weights.get("classifier.output.bias").values()[0] = Float.NaN;
        TinyModel.install(home.resolve("models/damaged"), weights);
        TranslateException thrown = assertThrows(
                TranslateException.class, () -> predict(criteria("damaged").build(), mono()));
        assertTrue(thrown.getCause().getMessage().contains("damaged gives NaN for 'low'"));
    }

    @Test
    void whatCannotBeLoadedIsSaidInDjlsWay() throws IOException {
        Files.writeString(home.resolve("models/tiny/weights.safetensors"), "damaged");
        assertTrue(assertThrows(
                        MalformedModelException.class,
                        () -> criteria("tiny").build().loadModel())
                .getMessage()
                .contains("weights.safetensors"));
        assertThrows(
                ModelNotFoundException.class, () -> criteria("absent").build().loadModel());
        assertThrows(ModelNotFoundException.class, () -> Criteria.builder()
                .setTypes(String.class, Float.class)
                .optGroupId("org.mir4j")
                .build()
                .loadModel());
        assertFalse(Files.exists(home.resolve("cache")), "something was fetched for types that do not fit");
    }

    @Test
    void whatIsInTheStoreIsDownloaded() throws Exception {
        assertTrue(criteria("tiny").build().isDownloaded());
        criteria("tiny").build().downloadModel();
        assertFalse(criteria("msd-fcn").build().isDownloaded());
    }

    @Test
    void aPublishedModelScoresAsItsTagger() throws Exception {
        System.setProperty("mir.models.mirror", PublishedModels.mirror().toString());
        try {
            float[] song = SyntheticSignal.samples(16000, 40 * 16000);
            Path file = WavFile.write(home.resolve("long.wav"), 16000, song);
            Classifications tags = predict(criteria("msd-fcn").build(), new Audio(song, 16000, 1));
            try (Tagger tagger =
                    Tagger.load(ModelStore.fromEnvironment().require("msd-fcn"), ModelOptions.on(Device.cpu()))) {
                requireSame(tagger.tag(file).scores(), tags);
            }
        } finally {
            System.clearProperty("mir.models.mirror");
        }
    }
}
