// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.zoo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.inference.Predictor;
import ai.djl.modality.Input;
import ai.djl.modality.Output;
import ai.djl.repository.zoo.Criteria;
import ai.djl.repository.zoo.ZooModel;
import ai.djl.translate.TranslateException;
import com.google.gson.JsonArray;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mir4j.audio.home.NativeCaches;
import org.mir4j.core.tagging.TagScores;
import org.mir4j.models.ModelOptions;
import org.mir4j.models.TinyModel;
import org.mir4j.models.engine.PyTorch;
import org.mir4j.models.store.ModelStore;
import org.mir4j.models.tagging.SyntheticSignal;
import org.mir4j.models.tagging.Tagger;
import org.mir4j.models.tagging.WavFile;

/** Models as DJL Serving takes them: a directory with properties, bytes in, JSON out. */
class ServingTest {

    private static final String HOME = "mir.home";

    @TempDir
    Path home;

    @BeforeEach
    void install() {
        NativeCaches.prepare(); // natives stay where they are unpacked already
        System.setProperty(HOME, home.toString());
        TinyModel.install(home.resolve("models/tiny"), TinyModel.weights());
    }

    @AfterEach
    void forget() {
        System.clearProperty(HOME);
    }

    private Criteria<Input, Output> criteria() throws IOException {
        Path directory = Files.createDirectory(home.resolve("serving"));
        Files.write(
                directory.resolve("serving.properties"),
                List.of(
                        "engine=PyTorch",
                        "blockFactory=org.mir4j.models.zoo.TaggingBlockFactory",
                        "translatorFactory=org.mir4j.models.zoo.TaggingTranslatorFactory",
                        "mirModel=tiny",
                        "topK=3",
                        "option.hasParameter=false"));
        return Criteria.builder()
                .setTypes(Input.class, Output.class)
                .optModelPath(directory)
                .build();
    }

    @Test
    void filesBecomeJson() throws Exception {
        float[] signal = SyntheticSignal.samples(TinyModel.SAMPLE_RATE, 4000);
        Path song = WavFile.write(home.resolve("song.wav"), TinyModel.SAMPLE_RATE, signal);
        TagScores expected;
        try (Tagger tagger = Tagger.load(ModelStore.fromEnvironment().require("tiny"), ModelOptions.on(Device.cpu()))) {
            expected = tagger.tag(song).scores();
        }
        Input request = new Input();
        request.add(Files.readAllBytes(song));
        try (ZooModel<Input, Output> model = criteria().loadModel();
                Predictor<Input, Output> predictor = model.newPredictor()) {
            Output answer = predictor.predict(request);
            assertEquals("application/json", answer.getProperty("Content-Type", null));
            JsonArray tags =
                    JsonParser.parseString(answer.getData().getAsString()).getAsJsonArray();
            assertEquals(3, tags.size());
            tags.forEach(tag -> assertEquals(
                    expected.of(tag.getAsJsonObject().get("className").getAsString()),
                    tag.getAsJsonObject().get("probability").getAsDouble(),
                    1e-5));
        }
    }

    @Test
    void whatIsNoAudioIsRefused() throws Exception {
        Input text = new Input();
        text.add("no audio");
        try (ZooModel<Input, Output> model = criteria().loadModel();
                Predictor<Input, Output> predictor = model.newPredictor()) {
            String message = assertThrows(TranslateException.class, () -> predictor.predict(text))
                    .getMessage();
            assertTrue(message.startsWith("The data ") && !message.contains("/"), message);
            assertThrows(TranslateException.class, () -> predictor.predict(new Input()));
        }
    }

    @Test
    void aBlockNeedsAName() {
        try (Model model = PyTorch.engine().newModel("unnamed", null)) {
            String message = assertThrows(IllegalArgumentException.class, () -> new TaggingBlockFactory()
                            .newBlock(model, home, Map.of()))
                    .getMessage();
            assertTrue(message.contains("mirModel=msd-fcn"), message);
        }
    }
}
